public import Postgres
public import Procedures

/// What is agreed about the sources of an authority: who is believed first, and how much a source
/// may change at once.
public struct SourceRegister: Sendable {
  /// The name of the source under which runs of this register are entered.
  static let registerName = "sources"

  let pool: PostgresPool
  let authority: Authority

  /// The register of one authority.
  public init(pool: PostgresPool, authority: Authority) {
    self.pool = pool
    self.authority = authority
  }

  /// The actions of this register, for reading their JSON again.
  static let actions: [any RegisterAction.Type] = [
    SetLimitAction.self, ClearLimitAction.self, SetPrecedenceAction.self, SetMaximumAgeAction.self,
  ]

  /// A rule of the guard that a source can have its own limit for.
  public enum LimitRule: String, Sendable, Hashable, CaseIterable {
    /// Withdrawals of the whole scope; usually 10 or 5%.
    case withdrawals
    /// Withdrawals of one agency; usually 5 or 30%.
    case agencyWithdrawals = "agency_withdrawals"
    /// Fewer data rows than the last applied run; usually 9 or 5%.
    case rows
    /// Known values of one attribute that become unknown, and levels that fall; usually 10 or 5%.
    case values
  }

  /// One source with all that is agreed about it.
  public struct Entry: Sendable, Hashable {
    /// `agencies` or `catalog`.
    public let kind: String
    /// Its name, unique among the sources of its kind.
    public let name: String
    /// Whether it holds demonstration data.
    public let isDemonstration: Bool
    /// Limits that it has instead of the usual ones.
    public let limits: [LimitRule: GuardLimits.Limit]
    /// The last run that was applied, and when it ended; nil where none was.
    public let lastApplied: LastApplied?
    /// After how many hours without a delivery it counts as stale; nil for never.
    public let maximumAgeHours: Int?
    /// Its place in declared orders, from 1, by attribute.
    public let positions: [SourceAttribute: Int]
  }

  /// The last applied run of a source.
  public struct LastApplied: Sendable, Hashable {
    /// Number of the run.
    public let run: Int64
    /// When it ended.
    public let finishedAt: Instant
  }

  /// All sources of catalogs and agencies, by kind and name.
  public func list() async throws -> [Entry] {
    try await pool.withTransaction(.snapshot) { connection in
      let limits = try await connection.query(Self.selectLimits(authority: authority.id)) { row in
        (
          source: try row.int64(0), rule: try row.decode(1, as: String.self),
          limit: GuardLimits.Limit(
            atLeast: Int(try row.int64(2)), percent: Int(try row.decode(3, as: Int16.self)))
        )
      }
      let places = try await connection.query(Self.selectPositions(authority: authority.id)) {
        row in
        (
          source: try row.int64(0), attribute: try row.decode(1, as: String.self),
          place: Int(try row.int64(2))
        )
      }
      return try await connection.query(Self.selectSources(authority: authority.id)) { row in
        let id = try row.int64(0)
        let run = try row.decode(4, as: Int64?.self)
        let finished = try row.decode(5, as: PostgresTimestamp?.self)
        var positions: [SourceAttribute: Int] = [:]
        for place in places where place.source == id {
          guard let attribute = SourceAttribute(rawValue: place.attribute) else { continue }
          positions[attribute] = place.place
        }
        var own: [LimitRule: GuardLimits.Limit] = [:]
        for limit in limits where limit.source == id {
          guard let rule = LimitRule(rawValue: limit.rule) else { continue }
          own[rule] = limit.limit
        }
        return Entry(
          kind: try row.decode(1), name: try row.decode(2), isDemonstration: try row.decode(3),
          limits: own,
          lastApplied: run.flatMap { run in
            finished.map {
              LastApplied(
                run: run,
                finishedAt: Instant(microsecondsSince2000: $0.microsecondsSince2000))
            }
          }, maximumAgeHours: try row.decode(6, as: Int32?.self).map(Int.init),
          positions: positions)
      }
    }
  }

  /// Gives a source a limit of its own: up to `atLeast` always pass, and up to `percent` of the
  /// whole. Throws `badRequest` for a source that does not exist and for numbers out of range.
  public func setLimit(
    kind: String, source: String, rule: LimitRule, atLeast: Int, percent: Int,
    _ request: RegisterRequest
  ) async throws -> RegisterOutcome {
    guard (0...100).contains(percent), atLeast >= 0 else {
      throw StoreError(
        .badRequest,
        """
        set the limit \(rule.rawValue) of source \(source): \(atLeast) or \(percent)% is no \
        limit; give a number from 0 and a percentage from 0 to 100
        """)
    }
    let action = SetLimitAction(
      kind: kind, source: source, rule: rule.rawValue, atLeast: atLeast, percent: percent)
    return try await perform(action, request)
  }

  /// Gives a source the usual limit back. Throws `badRequest` for a source that does not exist.
  public func clearLimit(
    kind: String, source: String, rule: LimitRule, _ request: RegisterRequest
  ) async throws -> RegisterOutcome {
    try await perform(ClearLimitAction(kind: kind, source: source, rule: rule.rawValue), request)
  }

  /// Declares in which order sources are believed for an attribute, from now on known. Sources
  /// that are not named follow in the order of their entry; an empty list takes the declaration
  /// back. Throws `badRequest` for a source that does not exist or is named twice.
  public func setPrecedence(
    _ attribute: SourceAttribute, sources: [String], _ request: RegisterRequest
  ) async throws -> RegisterOutcome {
    guard Set(sources).count == sources.count else {
      throw StoreError(
        .badRequest,
        """
        set the precedence for \(attribute.rawValue): a source is named twice in \
        \(sources.joined(separator: ", ")); name each once
        """)
    }
    return try await perform(
      SetPrecedenceAction(attribute: attribute.rawValue, sources: sources), request)
  }

  /// The declared orders as they were known at an instant, nil for now: names of sources, the one
  /// that is believed first in front. Attributes without a declaration are left out.
  public func precedence(known: Instant? = nil) async throws -> [SourceAttribute: [String]] {
    let instant =
      known.map { PostgresTimestamp(microsecondsSince2000: $0.microsecondsSince2000) } ?? .infinity
    let rows = try await pool.withConnection { connection in
      try await connection.query(
        Self.selectPrecedenceNames(authority: authority.id, known: instant)
      ) { row in
        (attribute: try row.decode(0, as: String.self), name: try row.decode(1, as: String.self))
      }
    }
    var orders: [SourceAttribute: [String]] = [:]
    for row in rows {
      guard let attribute = SourceAttribute(rawValue: row.attribute) else { continue }
      orders[attribute, default: []].append(row.name)
    }
    return orders
  }

  func perform(
    _ action: some RegisterAction, _ request: RegisterRequest
  ) async throws -> RegisterOutcome {
    try await RegisterRun(pool: pool, authority: authority, request: request).perform(action)
  }
}
