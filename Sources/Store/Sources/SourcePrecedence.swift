import Postgres

/// What several sources can say at once, so that an order has to decide.
///
/// The raw values are the columns of the templates; `agency` stands for everything that is said of
/// an agency, `type` for whether a procedure is internal.
public enum SourceAttribute: String, Sendable, Hashable, CaseIterable {
  case agency, name, field, type, replaces, level, eligible
  case eligibleFull = "eligible_full"
  case fee
  case paymentEligible = "payment_eligible"
  case paymentEnabled = "payment_enabled"
  case means

  /// Which kind of source says it: `agencies` or `catalog`.
  public var sourceKind: String { self == .agency ? "agencies" : "catalog" }
}

/// For each attribute the sources in the order in which they are believed. A source that no order
/// names comes after those that are named; among such sources the one that was entered first.
struct SourcePrecedence: Sendable, Hashable {
  private var ranks: [SourceAttribute: [Int64: Int]] = [:]

  /// No order is declared: the source that was entered first is believed first.
  static let undeclared = SourcePrecedence()

  private init() {}

  /// Orders by the database's numbers of the sources.
  init(_ orders: [SourceAttribute: [Int64]]) {
    for (attribute, order) in orders {
      ranks[attribute] = Dictionary(
        order.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
    }
  }

  /// Whether an order is declared for the attribute.
  func isDeclared(for attribute: SourceAttribute) -> Bool { ranks[attribute] != nil }

  /// Whether `one` is believed before `other`.
  func isBefore(_ one: Int64, _ other: Int64, for attribute: SourceAttribute) -> Bool {
    guard let ranks = ranks[attribute] else { return one < other }
    let left = ranks[one] ?? .max
    let right = ranks[other] ?? .max
    return left == right ? one < other : left < right
  }

  /// What several sources say, the one that is believed first in front. The order given must be
  /// that of the sources' numbers; it stays where no other is declared.
  func ordered<Said>(
    _ claims: [(source: Int64, said: Said)], for attribute: SourceAttribute
  ) -> [(source: Int64, said: Said)] {
    guard claims.count > 1, ranks[attribute] != nil else { return claims }
    return claims.sorted { isBefore($0.source, $1.source, for: attribute) }
  }

  /// The orders as they were known at an instant; infinity is now. One statement.
  static func load(
    authority: Int64, known: PostgresTimestamp, on connection: borrowing PostgresConnection
  ) async throws -> SourcePrecedence {
    let rows = try await connection.query(select(authority: authority, known: known)) { row in
      (attribute: try row.decode(0, as: String.self), source: try row.decode(1, as: Int64.self))
    }
    var orders: [SourceAttribute: [Int64]] = [:]
    for row in rows {
      guard let attribute = SourceAttribute(rawValue: row.attribute) else { continue }
      orders[attribute, default: []].append(row.source)
    }
    return SourcePrecedence(orders)
  }

  static func select(authority: Int64, known: PostgresTimestamp) -> Statement {
    // Infinity is the newest knowledge: rows that have not ended, whenever they began.
    let isNow = known == .infinity
    let statement: Statement = """
      SELECT attribute, source_id
      FROM source_precedence
      WHERE authority_id = \(authority)
        AND known_from <= \(known)
        AND (known_to > \(known) OR (\(isNow) AND known_to = 'infinity'))
      ORDER BY attribute, position
      """
    return statement.labelled("store.sources.selectPrecedence")
  }
}
