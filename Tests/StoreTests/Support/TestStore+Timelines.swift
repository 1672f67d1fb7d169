import Indicators
import Postgres
import Procedures

@testable import Store

extension TestStore {
  /// What a store of figures answers on the next data version, which is lost right after: as with a
  /// database that fails over to a server that had not heard of it.
  func answerOnLostVersion(
    _ query: IndicatorQuery, _ figures: FigureStore
  ) async throws -> IndicatorResult? {
    var answer: IndicatorResult?
    let authority = authority.id
    do {
      try await pool.withTransaction { connection in
        let known = try await DataVersion.nextInstant(authority: authority, on: connection)
        let run = try await connection.queryOne(
          "SELECT max(run_id) FROM run WHERE authority_id = \(authority)"
        ) { try $0.decode(0, as: Int64.self) }
        try await connection.execute(
          DataVersion.insertNext(authority: authority, run: run ?? 0, known: known))
        answer = try await figures.answer(
          [query], on: Self.today, known: nil, connection: connection
        ).first
        throw LostVersion()
      }
    } catch is LostVersion {}
    return answer
  }
}

/// Ends the transaction that made a version.
private struct LostVersion: Error {}
