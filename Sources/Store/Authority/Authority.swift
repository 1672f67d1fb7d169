public import Postgres
public import Procedures
import Schema

/// The province or ministry that a command or a service works for, as the database knows it.
public struct Authority: Sendable, Hashable {
  /// The database's number.
  public let id: Int64
  /// Its code, for example `H32`.
  public let code: AgencyCode

  /// Finds the authority by its code, without creating it; nil where the database has none.
  public static func find(
    _ code: AgencyCode, on connection: borrowing PostgresConnection
  ) async throws -> Authority? {
    let id = try await connection.queryOne(select(code)) { row in
      try row.decode(0, as: Int64.self)
    }
    return id.map { Authority(id: $0, code: code) }
  }

  /// Whether the database has no authority yet: its first command may still be at work.
  public static func isFirst(on connection: borrowing PostgresConnection) async throws -> Bool {
    try await connection.queryOne(selectAny) { row in try row.decode(0, as: Bool.self) } == false
  }

  /// Finds the authority, and where it is new enters it together with the program's level list
  /// and data version 0, the empty beginning. One transaction; two callers at once both succeed.
  public static func ensure(
    _ code: AgencyCode, on connection: borrowing PostgresConnection
  ) async throws -> Authority {
    if let authority = try await find(code, on: connection) { return authority }
    let levels = try LevelList.load()
    try await connection.transaction { transaction in
      guard try await transaction.execute(insert(code)) == 1 else { return }
      try await transaction.execute(insertLevels(levels, of: code))
      try await transaction.execute(insertBeginning(of: code))
    }
    guard let authority = try await find(code, on: connection) else {
      throw StoreError(.missing, "enter authority \(code): it is not there after its insertion")
    }
    return authority
  }

  /// The levels as this database numbers them.
  func levels(on connection: borrowing PostgresConnection) async throws -> [OnlineLevel] {
    try await connection.query(Self.selectLevels(authority: id)) { row in
      OnlineLevel(
        id: try row.decode(0),
        reference: LevelReference(scheme: try row.decode(1), code: try row.decode(2)),
        key: LevelKey(rawValue: try row.decode(3)) ?? .unknown)
    }
  }
}

extension Authority {
  static var selectAny: Statement {
    let statement: Statement = "SELECT EXISTS (SELECT FROM authority)"
    return statement.labelled("store.authority.selectAny")
  }

  static func select(_ code: AgencyCode) -> Statement {
    let statement: Statement = """
      SELECT authority_id
      FROM authority
      WHERE code = \(code.text)
      """
    return statement.labelled("store.authority.select")
  }

  static func insert(_ code: AgencyCode) -> Statement {
    let statement: Statement = """
      INSERT INTO authority (code)
      VALUES (\(code.text))
      ON CONFLICT (code) DO NOTHING
      """
    return statement.labelled("store.authority.insert")
  }

  static func insertLevels(_ levels: [LevelList.Level], of code: AgencyCode) -> Statement {
    let statement: Statement = """
      INSERT INTO online_level (authority_id, level_id, scheme, code, level_key)
      SELECT authority.authority_id, level.id, level.scheme, level.code, level.key
      FROM authority,
        unnest(
          \(levels.map(\.id)), \(levels.map(\.scheme)), \(levels.map(\.code)),
          \(levels.map(\.key))) AS level (id, scheme, code, key)
      WHERE authority.code = \(code.text)
      """
    return statement.labelled("store.authority.insertLevels")
  }

  static func insertBeginning(of code: AgencyCode) -> Statement {
    let statement: Statement = """
      INSERT INTO data_version (authority_id, version, recorded_at)
      SELECT authority_id, 0, created_at
      FROM authority
      WHERE code = \(code.text)
      """
    return statement.labelled("store.authority.insertBeginning")
  }

  static func selectLevels(authority: Int64) -> Statement {
    let statement: Statement = """
      SELECT level_id, scheme, code, level_key
      FROM online_level
      WHERE authority_id = \(authority)
      ORDER BY level_id
      """
    return statement.labelled("store.authority.selectLevels")
  }
}
