public import Procedures

/// The agencies and procedures by which events are told apart, as they were on one date: what a
/// figure over events stands on besides the events.
///
/// Holds every agency and procedure that ever had events: those that are not in force on the date
/// hang below those that took their place and keep the last field that is known of them. Immutable
/// and shared.
public struct EventSnapshot: Sendable {
  /// Authority, times, agencies, procedures and successions; without offerings.
  public let catalog: CatalogSnapshot
  /// Positions of the agencies that were split before the date.
  let splitAgencies: Set<Int>
  let index: CatalogIndex

  /// A snapshot; offerings, held rows and exclusions of `catalog` are not looked at.
  public init(_ catalog: CatalogSnapshot, splitAgencies: Set<Int> = []) {
    self.catalog = catalog
    self.splitAgencies = splitAgencies
    index = CatalogIndex(catalog)
  }

  /// What has to be read to answer a query on a date. Throws as ``CatalogEvaluator/evaluate(_:)``
  /// and ``EventWindow/init(_:on:)`` do.
  public func question(
    _ query: IndicatorQuery, on day: CalendarDay
  ) throws(IndicatorError) -> EventQuestion {
    let indicator = try Indicator.asked(by: query)
    guard case .sums(let fact, let canonical, let national) = indicator.measure else {
      throw IndicatorError(
        .unknownIndicator, "\(indicator.id) does not add up events; it is asked another way",
        vi: "\(indicator.id) không cộng từ các sự kiện; chỉ tiêu này được hỏi theo cách khác")
    }
    let formula = query.rules == .canonical ? canonical : national ?? canonical
    // A stock has no first day: its window is the date alone.
    let window = try EventWindow(query, on: day)
    let scope = try CatalogScope(
      query, unit: indicator.defaultCount, snapshot: catalog, index: index)
    return EventQuestion(
      query: query, indicator: indicator, fact: fact, formula: formula, window: window,
      channel: try Self.channel(query.filters[.channel]), scope: scope, snapshot: self)
  }

  static func channel(_ value: String?) throws(IndicatorError) -> ChannelKey? {
    guard let value else { return nil }
    guard let channel = ChannelKey(key: value) else {
      let allowed = ChannelKey.ordered.map(\.key).joined(separator: ", ")
      throw IndicatorError(
        .unknownValue,
        "there is no channel \"\(value.excerpt)\"; channels are \(allowed), "
          + "and 1, 2, 3 for the first three",
        vi: "không có kênh \"\(value.excerpt)\"; các kênh là \(allowed), "
          + "và 1, 2, 3 thay cho ba kênh đầu")
    }
    return channel
  }
}
