@_spi(Scripts) import Postgres
import Schema

extension Migrator {
  /// Makes all tables once more as temporary tables of the session, which nobody else sees and
  /// which go with it.
  ///
  /// In the transaction of `connection` names must be looked up in `pg_temp` first. The session
  /// must be one that nobody else uses afterwards: temporary tables hide the real ones.
  func makeScratch(on connection: borrowing PostgresConnection) async throws {
    for step in steps {
      try await connection.run(Script(String(decoding: step.bytes, as: UTF8.self)))
    }
  }
}
