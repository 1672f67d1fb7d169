internal import Indicators
internal import Procedures

/// What a request for figures asks, read from its path and query.
struct StatsParameters {
  let request: StatsRequest
  /// The format asked for by name; nil leaves it to `Accept`.
  let format: AnswerFormat?
  let language: Language

  private static let names =
    [
      "by", "on", "known", "period", "compare", "calendar", "rules", "count", "tree", "basket",
      "format", "lang",
    ]
    + Dimension.allCases.map(\.rawValue).sorted()

  /// Reads the parameters; the first thing wrong is thrown.
  init(indicator: String, query: String) throws(Problem) {
    let given = try GivenParameters(query, allowed: Self.names)
    do {
      _ = try Indicator.named(indicator)
    } catch {
      throw Problem(error)
    }
    let calendar: ReportCalendar = try given.choice("calendar") ?? .civil
    let period = try Self.period(given, calendar)
    let on = try given.value("on", orders: "write yyyy-MM-dd", CalendarDay.init(iso:))
    if period != nil && on != nil {
      throw Problem(
        .conflictingParameters,
        "\"on\" and \"period\" both say for when; give one of them")
    }
    var filters: [Dimension: String] = [:]
    for dimension in Dimension.allCases {
      filters[dimension] = given[dimension.rawValue]
    }
    let rules = TimeRules.all.map(\.id).joined(separator: " or ")
    let query = IndicatorQuery(
      indicator: indicator,
      count: try given.value(
        "count", orders: "write " + CountUnit.choices.map(\.rawValue).joined(separator: " or "),
        CountUnit.init(rawValue:)),
      filters: filters, by: try Self.split(given), period: period, calendar: calendar,
      rules: try given.value("rules", orders: "write \(rules)", TimeRules.init(id:))
        ?? .canonical)
    do {
      _ = try Indicator.asked(by: query)
    } catch {
      throw Problem(error)
    }
    request = StatsRequest(
      query: query, on: on,
      known: try given.value(
        "known", orders: "write ISO 8601 with an offset: 2026-01-31T17:00:00Z", Self.instant),
      period: period, tree: try given.choice("tree") ?? .then,
      compare: try given.value("compare", orders: "write yyyy-MM-dd", CalendarDay.init(iso:)),
      basket: try given.value("basket", orders: "write yyyy-MM-dd", CalendarDay.init(iso:)))
    format = try given.choice("format")
    language = try given.choice("lang") ?? .vi
  }

  private static func split(_ given: GivenParameters) throws(Problem) -> Dimension? {
    guard let text = given["by"] else { return nil }
    guard let dimension = Dimension(rawValue: text) else {
      let known = Dimension.allCases.map(\.rawValue).sorted().joined(separator: ", ")
      throw Problem(
        IndicatorError(
          .unknownDimension,
          "figures are not split by \"\(text.prefix(80))\"; split by \(known)"))
    }
    return dimension
  }

  private static func period(
    _ given: GivenParameters, _ calendar: ReportCalendar
  ) throws(Problem) -> Period? {
    guard let text = given["period"] else { return nil }
    do {
      return try Period(text, calendar: calendar)
    } catch {
      throw Problem(error)
    }
  }

  /// Reads an instant. A plus that was not percent-encoded arrives as a blank; behind the `T` no
  /// blank has another meaning.
  private static func instant(_ text: String) -> Instant? {
    Instant(iso: String(text.prefix(11)) + text.dropFirst(11).replacing(" ", with: "+"))
  }
}
