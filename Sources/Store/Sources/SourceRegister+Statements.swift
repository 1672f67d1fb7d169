import Postgres

extension SourceRegister {
  /// The number of a source. Throws `badRequest` with the names that there are.
  static func id(
    kind: String, name: String, authority: Authority, on connection: borrowing PostgresConnection
  ) async throws -> Int64 {
    let select = RunLedger.selectSource(authority: authority.id, kind: kind, name: name)
    if let id = try await connection.queryOne(select, { row in try row.int64(0) }) { return id }
    let names = try await connection.query(selectNames(authority: authority.id, kind: kind)) {
      row in try row.string(0)
    }
    throw StoreError(
      .badRequest,
      """
      find source \(name) of kind \(kind) of authority \(authority.code): there is none; \
      \(names.isEmpty ? "no source of that kind was synced yet"
        : "the sources are \(names.joined(separator: ", "))")
      """)
  }

  static func unknownAttribute(_ name: String) -> StoreError {
    let known = SourceAttribute.allCases.map(\.rawValue).joined(separator: ", ")
    return StoreError(
      .badRequest,
      "set the precedence for \(name): there is no such attribute; the attributes are \(known)")
  }

  static func selectNames(authority: Int64, kind: String) -> Statement {
    let statement: Statement = """
      SELECT name
      FROM source
      WHERE authority_id = \(authority) AND kind = \(kind)
      ORDER BY name COLLATE "C"
      """
    return statement.labelled("store.sources.selectNames")
  }

  static func selectSources(authority: Int64) -> Statement {
    let statement: Statement = """
      SELECT source.source_id, source.kind, source.name, source.demonstration, last.run_id,
        last.finished_at, age.max_hours
      FROM source
      LEFT JOIN source_age AS age USING (authority_id, source_id)
      LEFT JOIN LATERAL (
        SELECT run_id, finished_at
        FROM run
        WHERE run.authority_id = source.authority_id
          AND run.source_id = source.source_id
          AND run.state = 'applied'
        ORDER BY run_id DESC
        LIMIT 1
      ) AS last ON true
      WHERE source.authority_id = \(authority) AND source.kind <> 'register'
      ORDER BY source.kind COLLATE "C", source.name COLLATE "C"
      """
    return statement.labelled("store.sources.selectSources")
  }

  static func selectLimits(authority: Int64) -> Statement {
    let statement: Statement = """
      SELECT source_id, rule, at_least, percent
      FROM source_limit
      WHERE authority_id = \(authority)
      """
    return statement.labelled("store.sources.selectLimits")
  }

  static func selectPositions(authority: Int64) -> Statement {
    let statement: Statement = """
      SELECT source_id, attribute, position::bigint
      FROM source_precedence
      WHERE authority_id = \(authority) AND known_to = 'infinity'
      """
    return statement.labelled("store.sources.selectPositions")
  }

  static func selectPrecedenceNames(authority: Int64, known: PostgresTimestamp) -> Statement {
    let isNow = known == .infinity
    let statement: Statement = """
      SELECT precedence.attribute, source.name
      FROM source_precedence AS precedence
      JOIN source USING (authority_id, source_id)
      WHERE precedence.authority_id = \(authority)
        AND precedence.known_from <= \(known)
        AND (precedence.known_to > \(known) OR (\(isNow) AND precedence.known_to = 'infinity'))
      ORDER BY precedence.attribute COLLATE "C", precedence.position
      """
    return statement.labelled("store.sources.selectPrecedenceNames")
  }
}
