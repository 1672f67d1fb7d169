import Indicators
import Postgres
import Procedures

/// One count of a figure of a period, as a closed period keeps it.
struct PeriodFigure: Sendable, Hashable {
  /// Which figure.
  struct Key: Sendable, Hashable, Comparable {
    let indicator: String
    /// What is counted: the raw value of `CountUnit`.
    let counted: String
    /// Code of the agency; empty for the whole authority.
    let agency: String

    /// In the order of the texts.
    static func < (left: Key, right: Key) -> Bool {
      (left.indicator, left.counted, left.agency) < (right.indicator, right.counted, right.agency)
    }
  }

  let key: Key
  /// Version of the indicator.
  let definition: Int
  let counts: PeriodCounts
}

/// The counts of a figure.
public struct PeriodCounts: Sendable, Hashable {
  /// Numerator of the ratio.
  public let numerator: Int64
  /// Denominator of the ratio.
  public let denominator: Int64
  /// Rows that cannot be decided.
  public let unknown: Int64
  /// Quarantined rows that could belong to it.
  public let held: Int64
  /// Rows taken out by the register of exclusions.
  public let excluded: Int64

  init(_ tally: Tally) {
    numerator = Int64(tally.numerator)
    denominator = Int64(tally.denominator)
    unknown = Int64(tally.unknown)
    held = Int64(tally.held)
    excluded = Int64(tally.excluded)
  }

  /// In the order of ``values``; nil where there are not five.
  init?(_ values: [Int64]) {
    guard values.count == 5 else { return nil }
    (numerator, denominator, unknown) = (values[0], values[1], values[2])
    (held, excluded) = (values[3], values[4])
  }

  /// Numerator, denominator, unknown, held, excluded.
  var values: [Int64] { [numerator, denominator, unknown, held, excluded] }
}

/// Counts the figures of a period inside a transaction that may have changed them.
protocol PeriodFigures: Sendable {
  /// The figures of the period as they are known in the transaction: for each indicator that of the
  /// whole authority and those of its agencies.
  func figures(
    of period: Period, authority: Authority, on connection: borrowing PostgresConnection
  ) async throws -> [PeriodFigure]
}

/// The figures of the catalog, whose state on the last day of the period is counted.
struct CatalogPeriodFigures: PeriodFigures {
  /// Costs loading the catalog of one day and some dozen counts.
  func figures(
    of period: Period, authority: Authority, on connection: borrowing PostgresConnection
  ) async throws -> [PeriodFigure] {
    let view = try await CatalogView.at(period.last, known: nil, of: authority, on: connection)
    let evaluator = CatalogEvaluator(
      try await CatalogLoader(authority: authority).load(view, on: connection))
    var figures: [PeriodFigure] = []
    // What looks at the use of offerings is counted with the events.
    for indicator in Indicator.catalog where indicator.usage == nil {
      for unit in CountUnit.choices {
        figures += PeriodFigure.all(
          of: try evaluator.evaluate(
            IndicatorQuery(indicator: indicator.id, count: unit, by: .agency)))
      }
    }
    return figures
  }
}

/// Every kind of figure that a closed period keeps.
enum AllPeriodFigures {
  static let kinds: [any PeriodFigures] = [
    CatalogPeriodFigures(), EventPeriodFigures(),
  ]

  static func figures(
    of period: Period, authority: Authority, on connection: borrowing PostgresConnection
  ) async throws -> [PeriodFigure] {
    var figures: [PeriodFigure] = []
    for kind in kinds {
      figures += try await kind.figures(of: period, authority: authority, on: connection)
    }
    return figures.sorted { $0.key < $1.key }
  }
}
