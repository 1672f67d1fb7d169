import Postgres

/// The last step of a run before its commit: makes sure that no instance serves from memory at the
/// instant of the commit.
///
/// An instance may serve what it read for one second from when it began to read. It reads only
/// while it holds the serving lock, and after it saw that no run is about to commit. So a run that
/// has announced itself is safe when it gets the serving lock, since then nobody serves; and when
/// it has waited for two seconds, since what an instance read before the announcement has run out
/// by then, and afterwards no instance reads.
struct ServingLock: Sendable {
  /// Twice as long as an instance serves without having asked again.
  static let patience = Duration.seconds(2)

  let authority: Authority
  /// The pool of the run; a session of its own carries the notification, which would otherwise
  /// leave with the commit.
  let pool: PostgresPool

  /// Returns when the transaction of `connection` may be committed. Writes nothing. Costs one
  /// round trip where nobody serves, some tens of milliseconds where instances answer, two seconds
  /// where one does not.
  ///
  /// Throws `lockNotAvailable` where another run of the authority is committing and does not end.
  func take(on connection: borrowing PostgresConnection) async throws {
    let key = ServingKey(authority: authority.id)
    let isTaken = try await connection.queryOne(key.announce) { row in
      try row.decode(1, as: Bool.self)
    }
    guard isTaken != true else { return }
    await ask(key)
    do {
      // A savepoint: a wait that ran out must not take the run with it. The lock, once had, stays
      // with the transaction.
      try await connection.transaction { connection in
        try await connection.execute(
          ServingKey.bound(Self.patience.components.seconds * 1000))
        try await connection.execute(key.wait)
      }
    } catch let error as PostgresError where error.sqlState == .lockNotAvailable {
      // Whoever did not let go has nothing left that it may serve.
    }
  }

  /// Only hastens: an instance that does not hear it sees the announcement when it next asks.
  private func ask(_ key: ServingKey) async {
    let messenger = pool.separate(connectTimeout: .milliseconds(500))
    _ = try? await messenger.withConnection(deadline: .seconds(1)) { connection in
      try await connection.execute(key.notify)
    }
    await messenger.shutdown()
  }
}
