import Indicators
import Procedures

/// Figures with fixed receipts.
enum SampleResults {
  /// 22 November 2026.
  static let validOn = CalendarDay(daysSince2000: 9822)
  /// 22:00 UTC on that day and a microsecond.
  static let knownOn = Instant(microsecondsSince2000: 848_700_000_000_001)

  static func figure(
    _ indicator: String = "level4_of_all", _ numerator: Int = 2, of denominator: Int = 3,
    unknown: Int = 0, held: Int = 0, excluded: Int = 0, inScope: Int? = nil,
    agency: String? = nil, filters: [Dimension: String] = [:], period: String? = nil,
    flags: [String] = []
  ) -> IndicatorFigure {
    IndicatorFigure(
      indicator: indicator, version: 1, count: .procedures,
      scope: FigureScope(authority: "H32", agency: agency, filters: filters), period: period,
      validOn: validOn, knownOn: knownOn,
      tally: Tally(
        numerator: numerator, denominator: denominator, unknown: unknown, held: held,
        excluded: excluded, inScope: inScope ?? denominator + unknown),
      dataVersion: 12, flags: flags)
  }

  static func group(_ key: String, _ label: String, _ figure: IndicatorFigure) -> IndicatorGroup {
    IndicatorGroup(key: key, label: label, figure: figure)
  }

  /// A split by agency with every state of a ratio: value, zero, no data, not applicable.
  static let byAgency = IndicatorResult(
    figure: figure(of: 3, unknown: 1, held: 1, flags: ["crosswalk"]),
    by: .agency,
    groups: [
      group("H32.16", "Sở Tư pháp", figure(of: 2, agency: "H32.16")),
      group(
        "H32.201", "UBND phường Nha Trang", figure("level4_of_all", 0, of: 1, agency: "H32.201")),
      group(
        "H32.202", "UBND xã Vạn Ninh",
        figure("level4_of_all", 0, of: 0, unknown: 1, agency: "H32.202")),
      group(
        "H32.203", "UBND xã Đại Lãnh",
        figure("level4_of_all", 0, of: 0, inScope: 4, agency: "H32.203")),
    ])

  /// A split that is compared with another date, which lacks the second group.
  static let compared: IndicatorResult = {
    var result = IndicatorResult(
      figure: figure("level4_of_all", 2, of: 4), by: .agency,
      groups: [
        group("H32.16", "Sở Tư pháp", figure("level4_of_all", 2, of: 2, agency: "H32.16")),
        group("H32.17", "Sở mới", figure("level4_of_all", 0, of: 2, agency: "H32.17")),
      ])
    let other = IndicatorResult(
      figure: figure("level4_of_all", 1, of: 4), by: .agency,
      groups: [group("H32.16", "Sở Tư pháp", figure("level4_of_all", 0, of: 2))])
    result.comparison = FigureComparison(other, besides: result)
    return result
  }()

  /// A result without a split.
  static func plain(_ figure: IndicatorFigure) -> IndicatorResult {
    IndicatorResult(figure: figure)
  }
}
