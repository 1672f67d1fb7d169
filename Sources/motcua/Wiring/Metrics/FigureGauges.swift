import Indicators
import Telemetry

/// Figures as gauges: each count of a figure, and its ratio and bounds where there are any.
enum FigureGauges {
  /// The gauges of figures of the whole authority. A ratio that does not exist has no sample: 0
  /// would be a lie, and NaN stays in averages.
  static func families(_ figures: [IndicatorFigure]) -> [MetricFamily] {
    func gauge(_ name: MetricName, _ value: (IndicatorFigure) -> MetricValue?) -> MetricFamily {
      MetricFamily(
        name,
        figures.compactMap { figure in value(figure).map { MetricSeries(labels(figure), $0) } })
    }
    return [
      gauge(.indicatorNumerator) { .integer(Int64($0.tally.numerator)) },
      gauge(.indicatorDenominator) { .integer(Int64($0.tally.denominator)) },
      gauge(.indicatorUnknown) { .integer(Int64($0.tally.unknown)) },
      gauge(.indicatorHeld) { .integer(Int64($0.tally.held)) },
      gauge(.indicatorExcluded) { .integer(Int64($0.tally.excluded)) },
      gauge(.indicatorRatio) { $0.ratio.map { .number($0) } },
      gauge(.indicatorLow) { $0.low.map { .number($0) } },
      gauge(.indicatorHigh) { $0.high.map { .number($0) } },
    ]
  }

  private static func labels(_ figure: IndicatorFigure) -> [MetricLabel: String] {
    [
      .indicator: figure.indicator, .version: String(figure.version),
      .count: figure.count.rawValue,
    ]
  }
}
