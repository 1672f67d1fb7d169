import Postgres

/// How many runs of a kind ended in a state.
public struct RunCount: Sendable, Hashable {
  /// `agencies`, `catalog`, `dossiers` …; `register` for changes by people.
  public let kind: String
  /// `applied`, `skipped`, `refused` or `failed`.
  public let state: String
  /// How many.
  public let runs: Int64

  static func select(authority: Int64) -> Statement {
    let statement: Statement = """
      SELECT source.kind, run.state, count(*)
      FROM run
      JOIN source ON source.authority_id = run.authority_id AND source.source_id = run.source_id
      WHERE run.authority_id = \(authority)
      GROUP BY source.kind, run.state
      ORDER BY source.kind COLLATE "C", run.state COLLATE "C"
      """
    return statement.labelled("store.runs.counts")
  }
}

extension RunBook {
  /// How many runs ended how, by kind and state; what never happened is left out. Reads the whole
  /// book, which has a line for each run.
  public func counts(deadline: Duration? = nil) async throws -> [RunCount] {
    try await pool.withConnection(deadline: deadline) { connection in
      try await connection.query(RunCount.select(authority: authority.id)) { row in
        RunCount(kind: try row.decode(0), state: try row.decode(1), runs: try row.decode(2))
      }
    }
  }
}
