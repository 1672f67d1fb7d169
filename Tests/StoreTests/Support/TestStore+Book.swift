import Foundation
import Indicators
import Intake
import Postgres
import Procedures

@testable import Store

extension TestStore {
  static let started = Instant(microsecondsSince2000: 848_000_000_000_000)

  @discardableResult
  func revert(_ run: Int64?) async throws -> SyncOutcome {
    guard let run else { throw NothingCame(what: "the run to take back") }
    return try await RunReverter(pool: pool, authority: authority).revert(
      run,
      RevertRequest(startedBy: "tester", program: "motcua test", startedAt: Self.started))
  }

  func verify(head: [UInt8]? = nil) async throws -> AuditReport {
    try await AuditVerifier(pool: pool, authority: authority).verify(head: head)
  }

  func replay(upTo run: Int64?) async throws -> ReplayReport {
    guard let run else { throw NothingCame(what: "the run to replay to") }
    return try await RunReplayer(
      pool: pool, authority: authority,
      temporaryDirectory: FileManager.default.temporaryDirectory.path
    ).replay(upTo: run)
  }

  /// Whether a run wrote anything that can be taken back.
  func wroteSomething(_ run: Int64?) async throws -> Bool {
    try await number(
      "SELECT count(known_at) FROM run WHERE run_id = \(run ?? 0)") > 0
  }

  /// Runs a statement as somebody with psql would.
  func tamper(_ statement: Statement) async throws -> Int {
    try await pool.withConnection { try await $0.execute(statement) }
  }

  /// Every figure with its groups on some days, without the instants and versions they carry.
  func everyFigure(on days: [CalendarDay]) async throws -> [String] {
    var queries: [IndicatorQuery] = []
    for indicator in Indicator.catalog {
      for unit in [CountUnit.procedures, .offerings] {
        for split in [Dimension.agency, .field, .level] {
          queries.append(IndicatorQuery(indicator: indicator.id, count: unit, by: split))
        }
      }
    }
    var all: [String] = []
    for day in days {
      for result in try await figures.answer(queries, on: day, known: nil) {
        all.append("\(result.figure.tally)")
        all += result.groups.map { "\($0.key) \($0.figure.tally)" }
      }
    }
    return all
  }
}
