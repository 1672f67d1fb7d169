import Postgres

/// Gives a source limits of the guard of its own.
struct SetLimitAction: RegisterAction {
  static let name = "set_limit"
  static let register = SourceRegister.registerName

  let kind: String
  let source: String
  let rule: String
  let atLeast: Int
  let percent: Int

  var sentence: String {
    """
    Đặt giới hạn \(rule) của nguồn \(kind)/\(source): tối đa \(atLeast) hoặc \(percent)%
    """
  }

  func apply(
    in context: RegisterContext, on connection: borrowing PostgresConnection
  ) async throws -> RegisterEffect {
    let id = try await SourceRegister.id(
      kind: kind, name: source, authority: context.authority, on: connection)
    let rows = try await connection.execute(
      Self.upsert(
        authority: context.authority.id, source: id, rule: rule, atLeast: Int64(atLeast),
        percent: Int16(clamping: percent), run: context.run))
    return RegisterEffect(rows: rows)
  }

  /// Writes nothing where the limit is the same already.
  static func upsert(
    authority: Int64, source: Int64, rule: String, atLeast: Int64, percent: Int16, run: Int64
  ) -> Statement {
    let statement: Statement = """
      INSERT INTO source_limit AS old (authority_id, source_id, rule, at_least, percent, run_id)
      VALUES (\(authority), \(source), \(rule), \(atLeast), \(percent), \(run))
      ON CONFLICT (authority_id, source_id, rule) DO UPDATE
      SET at_least = EXCLUDED.at_least, percent = EXCLUDED.percent, run_id = EXCLUDED.run_id
      WHERE old.at_least <> EXCLUDED.at_least OR old.percent <> EXCLUDED.percent
      """
    return statement.labelled("store.sources.setLimit")
  }
}

/// Gives a source the guard's usual limit back.
struct ClearLimitAction: RegisterAction {
  static let name = "clear_limit"
  static let register = SourceRegister.registerName

  let kind: String
  let source: String
  let rule: String

  var sentence: String { "Bỏ giới hạn riêng \(rule) của nguồn \(kind)/\(source)" }

  func apply(
    in context: RegisterContext, on connection: borrowing PostgresConnection
  ) async throws -> RegisterEffect {
    let id = try await SourceRegister.id(
      kind: kind, name: source, authority: context.authority, on: connection)
    return RegisterEffect(
      rows: try await connection.execute(
        Self.delete(authority: context.authority.id, source: id, rule: rule)))
  }

  static func delete(authority: Int64, source: Int64, rule: String) -> Statement {
    let statement: Statement = """
      DELETE FROM source_limit
      WHERE authority_id = \(authority) AND source_id = \(source) AND rule = \(rule)
      """
    return statement.labelled("store.sources.clearLimit")
  }
}

/// Declares in which order sources are believed for one attribute; an empty order takes the
/// declaration back.
struct SetPrecedenceAction: RegisterAction {
  static let name = "set_precedence"
  static let register = SourceRegister.registerName

  let attribute: String
  let sources: [String]

  var sentence: String {
    sources.isEmpty
      ? "Bỏ thứ tự ưu tiên nguồn cho thuộc tính \(attribute)"
      : "Đặt thứ tự ưu tiên nguồn cho thuộc tính \(attribute): "
        + sources.joined(separator: ", ")
  }

  func apply(
    in context: RegisterContext, on connection: borrowing PostgresConnection
  ) async throws -> RegisterEffect {
    guard let attribute = SourceAttribute(rawValue: attribute) else {
      throw SourceRegister.unknownAttribute(self.attribute)
    }
    var ids: [Int64] = []
    for name in sources {
      ids.append(
        try await SourceRegister.id(
          kind: attribute.sourceKind, name: name, authority: context.authority, on: connection))
    }
    let authority = context.authority.id
    let old = try await connection.query(
      Self.selectCurrent(authority: authority, attribute: attribute.rawValue)
    ) { row in try row.int64(0) }
    guard old != ids else { return RegisterEffect() }
    var effect = RegisterEffect()
    effect.rows += try await connection.execute(
      Self.end(authority: authority, attribute: attribute.rawValue, known: context.known))
    effect.rows += try await connection.execute(
      Self.insert(
        authority: authority, attribute: attribute.rawValue, sources: ids, context: context))
    // With one source there is nothing to decide between.
    let count = try await connection.queryOne(
      Self.countSpeakers(authority: authority, kind: attribute.sourceKind)
    ) { row in try row.int64(0) }
    effect.movesFigures = (count ?? 0) > 1
    return effect
  }

  static func selectCurrent(authority: Int64, attribute: String) -> Statement {
    let statement: Statement = """
      SELECT source_id
      FROM source_precedence
      WHERE authority_id = \(authority) AND attribute = \(attribute) AND known_to = 'infinity'
      ORDER BY position
      """
    return statement.labelled("store.sources.selectCurrentPrecedence")
  }

  static func end(authority: Int64, attribute: String, known: PostgresTimestamp) -> Statement {
    let statement: Statement = """
      UPDATE source_precedence
      SET known_to = \(known)
      WHERE authority_id = \(authority) AND attribute = \(attribute) AND known_to = 'infinity'
      """
    return statement.labelled("store.sources.endPrecedence")
  }

  static func insert(
    authority: Int64, attribute: String, sources: [Int64], context: RegisterContext
  ) -> Statement {
    let statement: Statement = """
      INSERT INTO source_precedence (
        authority_id, attribute, known_from, position, source_id, run_id)
      SELECT \(authority), \(attribute), \(context.known), new.position, new.source_id,
        \(context.run)
      FROM unnest(\(sources)) WITH ORDINALITY AS new (source_id, position)
      """
    return statement.labelled("store.sources.insertPrecedence")
  }

  /// Sources of a kind that ever had a run applied.
  static func countSpeakers(authority: Int64, kind: String) -> Statement {
    let statement: Statement = """
      SELECT count(*)
      FROM source
      WHERE authority_id = \(authority)
        AND kind = \(kind)
        AND EXISTS (
          SELECT
          FROM run
          WHERE run.authority_id = source.authority_id
            AND run.source_id = source.source_id
            AND run.state = 'applied')
      """
    return statement.labelled("store.sources.countSpeakers")
  }
}
