public import Postgres

/// The posts of the last seven days: so that a client that asks again under its key gets the first
/// answer, from whichever instance, and can ask how far a long run is.
public struct PostedRunBook: Sendable {
  let pool: PostgresPool
  let authority: Authority

  /// No question of the book may take longer: the service answers within two seconds, whatever
  /// the database does.
  private static let deadline = Duration.milliseconds(1500)

  /// How often a post is entered that finds its key taken and then free.
  private static let attempts = 5

  /// The book of one authority.
  public init(pool: PostgresPool, authority: Authority) {
    self.pool = pool
    self.authority = authority
  }

  /// Enters a post; nil where it stands now. Where the token has used the key before, nothing is
  /// entered and the earlier post is returned.
  ///
  /// A key of a post whose service stopped before its run was committed is free again, and that
  /// run can then not be committed any more: see ``PostedRequest``. Posts older than seven days are
  /// deleted. Throws `busy` where other instances take and free the key all the time.
  public func enter(_ post: PostedRun) async throws -> PostedRun? {
    let id = authority.id
    return try await pool.withTransaction(deadline: Self.deadline) { connection in
      try await connection.execute(Self.deleteOld(authority: id))
      if let key = post.key {
        try await connection.execute(
          Self.freeAbandoned(authority: id, token: post.token, key: key))
      }
      for _ in 1...Self.attempts {
        if try await connection.execute(Self.insert(authority: id, post)) > 0 { return nil }
        guard let key = post.key else { break }
        let earlier = try await connection.queryOne(
          Self.select(authority: id, token: post.token, key: key)
        ) { row in try Self.post(row) }
        // None where another instance took its post away between the two statements.
        if let earlier { return earlier }
      }
      throw StoreError(
        .busy, "enter post \(post.id): its id or key was taken and is free now; post again")
    }
  }

  /// The post of that id; nil where there is none or it is older than seven days.
  public func find(_ post: String) async throws -> PostedRun? {
    try await pool.withConnection(deadline: Self.deadline) { connection in
      try await connection.queryOne(Self.select(authority: authority.id, id: post)) { row in
        try Self.post(row)
      }
    }
  }

  /// Notes that a post is at work.
  public func begin(_ post: String) async throws {
    try await pool.withConnection(deadline: Self.deadline) { connection in
      try await connection.execute(Self.begin(authority: authority.id, id: post))
    }
  }

  /// Notes that a post ended as `done` or `failed`, and returns how it stands then; nil where
  /// there is none. `frees` its key where asking again is worth it, as after a failure that passes
  /// by itself.
  ///
  /// A post that has ended stays as it ended: where its run noted the outcome itself, see
  /// ``PostedRequest``, a failure to hear of the commit changes nothing. Waits for a commit that is
  /// being made, because the run holds the row of its post.
  @discardableResult
  public func end(
    _ post: String, as state: PostedRun.State, answer: String, frees: Bool
  ) async throws -> PostedRun? {
    try await pool.withConnection(deadline: Self.deadline) { connection in
      try await connection.execute(
        Self.end(
          authority: authority.id, id: post, state: state.rawValue, answer: answer, frees: frees))
      return try await connection.queryOne(Self.select(authority: authority.id, id: post)) { row in
        try Self.post(row)
      }
    }
  }

  /// Says that the service of these posts is alive. To be called at least every 20 seconds while a
  /// post is not over: after a minute without, it counts as abandoned.
  public func keepAlive(_ posts: [String]) async throws {
    guard !posts.isEmpty else { return }
    try await pool.withConnection(deadline: Self.deadline) { connection in
      try await connection.execute(Self.keepAlive(authority: authority.id, ids: posts))
    }
  }

  /// Takes away a post that was entered and will not be run.
  public func withdraw(_ post: String) async throws {
    try await pool.withConnection(deadline: Self.deadline) { connection in
      try await connection.execute(Self.delete(authority: authority.id, id: post))
    }
  }

  private static func post(_ row: borrowing PostgresRow) throws -> PostedRun {
    let name: String = try row.decode(6)
    guard let state = PostedRun.State(rawValue: name) else {
      throw StoreError(
        .schemaNewer, "read a post: its state \(name) is not known to this program")
    }
    var post = PostedRun(
      id: try row.decode(0), token: try row.decode(1), kind: try row.decode(2),
      question: try row.decode(3), sha256: try row.decode(4), key: try row.decode(5))
    post.state = state
    post.answer = try row.decode(7)
    post.isAbandoned = try row.decode(8)
    return post
  }
}

extension PostedRunBook {
  static func deleteOld(authority: Int64) -> Statement {
    let statement: Statement = """
      DELETE FROM posted_run
      WHERE authority_id = \(authority) AND created_at < now() - interval '7 days'
      """
    return statement.labelled("store.posts.deleteOld")
  }

  static func freeAbandoned(authority: Int64, token: String, key: String) -> Statement {
    let statement: Statement = """
      UPDATE posted_run
      SET idempotency_key = NULL
      WHERE authority_id = \(authority)
        AND token_id = \(token)
        AND idempotency_key = \(key)
        AND state IN ('queued', 'running')
        AND seen_at < now() - interval '1 minute'
      """
    return statement.labelled("store.posts.freeAbandoned")
  }

  static func insert(authority: Int64, _ post: PostedRun) -> Statement {
    let statement: Statement = """
      INSERT INTO posted_run (
        authority_id, post_id, token_id, kind, question, sha256, idempotency_key)
      VALUES (\(authority), \(post.id), \(post.token), \(post.kind), \(post.question),
        \(post.sha256), \(post.key))
      ON CONFLICT DO NOTHING
      """
    return statement.labelled("store.posts.insert")
  }

  static func select(authority: Int64, id: String) -> Statement {
    let statement: Statement = """
      SELECT post_id, token_id, kind, question, sha256, idempotency_key, state, answer,
        state IN ('queued', 'running') AND seen_at < now() - interval '1 minute'
      FROM posted_run
      WHERE authority_id = \(authority) AND post_id = \(id)
      """
    return statement.labelled("store.posts.select")
  }

  static func select(authority: Int64, token: String, key: String) -> Statement {
    let statement: Statement = """
      SELECT post_id, token_id, kind, question, sha256, idempotency_key, state, answer,
        state IN ('queued', 'running') AND seen_at < now() - interval '1 minute'
      FROM posted_run
      WHERE authority_id = \(authority) AND token_id = \(token) AND idempotency_key = \(key)
      """
    return statement.labelled("store.posts.selectByKey")
  }

  static func begin(authority: Int64, id: String) -> Statement {
    let statement: Statement = """
      UPDATE posted_run
      SET state = 'running', seen_at = now()
      WHERE authority_id = \(authority) AND post_id = \(id) AND state = 'queued'
      """
    return statement.labelled("store.posts.begin")
  }

  static func end(
    authority: Int64, id: String, state: String, answer: String, frees: Bool
  ) -> Statement {
    let statement: Statement = """
      UPDATE posted_run
      SET state = \(state), answer = \(answer), seen_at = now(),
        idempotency_key = CASE WHEN \(frees) THEN NULL ELSE idempotency_key END
      WHERE authority_id = \(authority) AND post_id = \(id) AND state IN ('queued', 'running')
      """
    return statement.labelled("store.posts.end")
  }

  static func keepAlive(authority: Int64, ids: [String]) -> Statement {
    let statement: Statement = """
      UPDATE posted_run
      SET seen_at = now()
      WHERE authority_id = \(authority) AND post_id = ANY (\(ids))
      """
    return statement.labelled("store.posts.keepAlive")
  }

  static func delete(authority: Int64, id: String) -> Statement {
    let statement: Statement = """
      DELETE FROM posted_run
      WHERE authority_id = \(authority) AND post_id = \(id)
      """
    return statement.labelled("store.posts.delete")
  }
}
