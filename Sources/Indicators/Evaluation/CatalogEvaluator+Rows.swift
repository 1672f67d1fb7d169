public import Procedures

/// Which rows behind a figure are asked for. Every row in scope that belongs to the indicator is
/// of exactly one kind.
public enum RowKind: String, Sendable, Hashable, CaseIterable {
  /// In the numerator; their number is the figure's numerator.
  case counted
  /// In the denominator, not in the numerator; with ``counted`` they are the denominator.
  case missing
  /// Undecided for want of an attribute.
  case unknown
  /// Quarantined and possibly of this scope.
  case held
  /// Taken out by the register of exclusions.
  case excluded
}

/// One row behind a figure.
public struct CatalogRow: Sendable, Hashable {
  /// Position of the procedure in the snapshot; nil for a held row whose code cannot be read.
  public let procedure: Int?
  /// Position of the agency in the snapshot's tree where offerings are counted, and for held rows
  /// that name just one; else nil.
  public let agency: Int?
  /// Position among the snapshot's held rows, for a held row.
  public let held: Int?
  /// The levels in scope; nil for a held row.
  public let levels: LevelCoverage?

  /// A row behind a figure.
  public init(procedure: Int?, agency: Int?, held: Int? = nil, levels: LevelCoverage? = nil) {
    self.procedure = procedure
    self.agency = agency
    self.held = held
    self.levels = levels
  }
}

/// The levels at which the agencies in scope offer a procedure.
public struct LevelCoverage: Sendable, Hashable {
  /// The highest known level: what is displayed.
  public let highest: LevelKey
  /// The lowest known level; unknown where none is known.
  public let lowest: LevelKey
  /// Offerings in scope at the highest level.
  public let atHighest: Int
  /// Offerings in scope; a procedure that no agency offers counts as one.
  public let offerings: Int

  /// The levels of some offerings.
  public init(highest: LevelKey, lowest: LevelKey, atHighest: Int, offerings: Int) {
    self.highest = highest
    self.lowest = lowest
    self.atHighest = atHighest
    self.offerings = offerings
  }
}

extension CatalogEvaluator {
  /// The rows behind a figure, by procedure, then agency, as they stand in the snapshot.
  ///
  /// Runs the predicates of ``evaluate(_:)`` in the same loop without adding up, so that the
  /// number of rows always equals the figure's count. A split in the query is ignored; throws as
  /// ``evaluate(_:)`` does.
  public func rows(_ query: IndicatorQuery, kind: RowKind) throws(IndicatorError) -> [CatalogRow] {
    let scan = try scan(query, asked(by: query))
    guard let outcome = kind.outcome else {
      return snapshot.held.indices.filter { scan.admits(snapshot.held[$0]) }.map { position in
        let row = snapshot.held[position]
        return CatalogRow(
          procedure: row.procedure, agency: row.agencies.count == 1 ? row.agencies[0] : nil,
          held: position, levels: nil)
      }
    }
    let table = Outcome.table(level: scan.scope.level)
    let agency = snapshot.offerings.agency
    var rows: [CatalogRow] = []
    scan.forEachUnit { procedure, row, mask in
      guard table[Int(mask)] & (Outcome.crosswalkOffset - 1) == outcome.rawValue else { return }
      let whole = scan.scope.unit == .procedures
      let range = whole ? index.starts[procedure]..<index.starts[procedure + 1] : row..<(row + 1)
      rows.append(
        CatalogRow(
          procedure: procedure, agency: whole ? nil : Int(agency[row]), held: nil,
          levels: coverage(of: range, scan.scope)))
    }
    return rows
  }

  private func coverage(of rows: Range<Int>, _ scope: CatalogScope) -> LevelCoverage {
    var highest = LevelKey.unknown
    var lowest = LevelKey.unknown
    var atHighest = 0
    var offerings = 0
    for row in rows where scope.agencies[Int(snapshot.offerings.agency[row]) + 1] {
      let combination = Int(snapshot.offerings.combination[row])
      let level = snapshot.offerings.combinations[combination].level
      offerings += 1
      if level.rank > highest.rank {
        highest = level
        atHighest = 0
      }
      if level == highest { atHighest += 1 }
      if level != .unknown, lowest == .unknown || level.rank < lowest.rank { lowest = level }
    }
    return LevelCoverage(
      highest: highest, lowest: lowest, atHighest: atHighest, offerings: offerings)
  }
}

extension RowKind {
  /// The outcome of the rows asked for; nil for held rows, which are not in the catalog.
  fileprivate var outcome: Outcome? {
    switch self {
    case .counted: .counted
    case .missing: .missing
    case .unknown: .unknown
    case .excluded: .excluded
    case .held: nil
    }
  }
}
