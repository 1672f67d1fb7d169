/// The ratio and its bounds, always computed from the counts.
extension IndicatorFigure {
  /// The share over the rows whose deciding attributes are known; nil where there are none.
  public var share: Fraction? { tally.share }

  /// The least share possible once everything unknown or held is settled: all of it belongs, none
  /// of it counts, and held rows may even correct rows that count. Nil where there is nothing.
  public var lowShare: Fraction? { tally.lowShare }

  /// The greatest share possible once everything unknown or held is settled. Nil where there is
  /// nothing.
  public var highShare: Fraction? { tally.highShare }

  /// ``share`` from 0 to 1, unrounded.
  public var ratio: Double? { share?.value }

  /// ``lowShare`` from 0 to 1, unrounded.
  public var low: Double? { lowShare?.value }

  /// ``highShare`` from 0 to 1, unrounded.
  public var high: Double? { highShare?.value }

  /// The state of the ratio.
  public var status: FigureStatus { tally.status }
}

extension Tally {
  /// Numerator over denominator; nil where the denominator is 0.
  public var share: Fraction? { Fraction(numerator, of: denominator) }

  /// `max(0, n − held) / (d + unknown + held)`; nil where all of them are 0.
  public var lowShare: Fraction? {
    Fraction(max(0, numerator - held), of: denominator + unknown + held)
  }

  /// `min(1, (n + unknown + held) / (d + unknown))`, 1 where `d + unknown` is 0 and something is
  /// held; nil where all of them are 0.
  public var highShare: Fraction? {
    let whole = denominator + unknown
    guard whole > 0 else { return held > 0 ? Fraction(1, of: 1) : nil }
    return Fraction(min(whole, numerator + unknown + held), of: whole)
  }

  /// Value or zero where the denominator is above 0; without one, *no data* where something is
  /// unknown or held or nothing is in scope at all, else *not applicable*.
  public var status: FigureStatus {
    if denominator > 0 { return numerator > 0 ? .value : .zero }
    return unknown + held > 0 || inScope == 0 ? .noData : .notApplicable
  }
}
