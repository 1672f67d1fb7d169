import Intake
import Postgres

/// How many runs of a kind ended in a state.
public struct RunCount: Sendable, Hashable {
  /// `agencies`, `catalog`, `dossiers` …; `register` for changes by people.
  public let kind: String
  /// `applied`, `skipped`, `refused` or `failed`.
  public let state: String
  /// How many.
  public let runs: Int64

  /// Every kind of run.
  static let kinds = ["agencies", "catalog", "register"] + FactKind.allCases.map(\.rawValue)
  /// Every state in which a run can end.
  static let states = ["applied", "skipped", "refused", "failed"]

  /// The same with 0 for what never happened: who watches a count can see its first step only from
  /// a 0 before it.
  static func whole(_ counts: [RunCount]) -> [RunCount] {
    let zeros = kinds.flatMap { kind in
      states.map { RunCount(kind: kind, state: $0, runs: 0) }
    }
    return counts
      + zeros.filter { zero in
        !counts.contains { $0.kind == zero.kind && $0.state == zero.state }
      }
  }

  static func select(authority: Int64) -> Statement {
    let statement: Statement = """
      SELECT source.kind, run.state, count(*)
      FROM run
      JOIN source ON source.authority_id = run.authority_id AND source.source_id = run.source_id
      WHERE run.authority_id = \(authority)
      GROUP BY source.kind, run.state
      """
    return statement.labelled("store.runs.counts")
  }
}

extension RunBook {
  /// How many runs ended how, for every kind and state, in no order. Nothing is struck from the
  /// book, so that no count falls. Reads the whole book, which has a line for each run.
  public func counts(deadline: Duration? = nil) async throws -> [RunCount] {
    let counts = try await pool.withConnection(deadline: deadline) { connection in
      try await connection.query(RunCount.select(authority: authority.id)) { row in
        RunCount(kind: try row.decode(0), state: try row.decode(1), runs: try row.decode(2))
      }
    }
    return RunCount.whole(counts)
  }
}
