import Postgres

/// The post that a run is made for. The run notes its outcome in the book of posts within its own
/// transaction, so that the key of the post answers with that outcome from the instant of the
/// commit on, also where the service stops there.
public struct PostedRequest: Sendable {
  /// The id of the post.
  public let id: String
  /// The key with which it was entered; nil without one.
  public let key: String?
  /// The outcome in the form in which the book keeps it.
  public let answer: @Sendable (SyncOutcome) throws -> String

  /// The post of that id and key.
  public init(
    id: String, key: String?, answer: @escaping @Sendable (SyncOutcome) throws -> String
  ) {
    self.id = id
    self.key = key
    self.answer = answer
  }

  /// Notes the outcome in the transaction of the run.
  ///
  /// Throws `givenUp` where the post is gone, has ended or has lost its key, because its service
  /// seemed to have stopped: its client may have posted again since, so this run must not take
  /// place. The row stays locked until the commit, so that nobody frees the key meanwhile.
  func note(
    _ outcome: SyncOutcome, authority: Int64, on connection: borrowing PostgresConnection
  ) async throws {
    let rows = try await connection.execute(
      Self.conclude(authority: authority, id: id, key: key, answer: try answer(outcome)))
    guard rows > 0 else {
      throw StoreError(
        .givenUp,
        """
        note the outcome of post \(id): it was given up, as its service was not heard of for a \
        minute; nothing was written; post again
        """)
    }
  }

  static func conclude(authority: Int64, id: String, key: String?, answer: String) -> Statement {
    let statement: Statement = """
      UPDATE posted_run
      SET state = 'done', answer = \(answer), seen_at = now()
      WHERE authority_id = \(authority)
        AND post_id = \(id)
        AND idempotency_key IS NOT DISTINCT FROM \(key)
        AND state IN ('queued', 'running')
      """
    return statement.labelled("store.posts.conclude")
  }
}
