import Procedures

extension Indicator {
  /// Every indicator, in the order in which they are listed to people.
  public static let all: [Indicator] =
    provision + [
      level4Alive, dossiersOnline, dossiersOnline766, progressOnTime, resolvedEarly,
      resolvedOnTime, resolvedLate, servicesUsed, paymentTransactionsOnline, dossiersPaidOnline,
      proceduresPaidOnline, proceduresFeeUsed, resultsElectronic, componentsDigitized, dataReused,
      storageConnected, resultsDigitized, satisfactionAgencies, satisfactionServiceUnits,
      milestonesDone,
    ]

  /// Those that count procedures and offerings of the catalog, in the same order.
  public static let catalog: [Indicator] = all.filter { $0.fact == .catalog }

  /// The indicator of that id; throws `unknown_indicator` with the ids that exist.
  public static func named(_ id: String) throws(IndicatorError) -> Indicator {
    guard let indicator = all.first(where: { $0.id == id }) else {
      let ids = all.map(\.id).joined(separator: ", ")
      throw IndicatorError(
        .unknownIndicator, "there is no indicator \"\(id.excerpt)\"; there are \(ids)",
        vi: "không có chỉ tiêu \"\(id.excerpt)\"; có các chỉ tiêu \(ids)")
    }
    return indicator
  }

  /// The indicator that a query is about, after all that can be wrong with the query without
  /// looking at data was looked at: throws `unknown_indicator`, `unknown_dimension` for a split or
  /// a filter that its fact does not have, `unknown_value` for a count or time rules that it does
  /// not have.
  public static func asked(by query: IndicatorQuery) throws(IndicatorError) -> Indicator {
    let indicator = try named(query.indicator)
    let dimensions = indicator.fact.dimensions
    let named =
      query.filters.keys.sorted { $0.rawValue < $1.rawValue } + [query.by].compactMap { $0 }
    if let other = named.first(where: { !dimensions.contains($0) }) {
      let known = dimensions.map(\.rawValue).joined(separator: ", ")
      throw IndicatorError(
        .unknownDimension,
        "\(indicator.id) counts over \(indicator.fact.rawValue), which have no "
          + "\"\(other.rawValue)\"; "
          + (known.isEmpty ? "it has no split and no filter" : "they have \(known)"),
        vi: "\(indicator.id) tính trên \(indicator.fact.nameVi), không có chiều "
          + "\"\(other.rawValue)\"; "
          + (known.isEmpty ? "chỉ tiêu này không tách và không lọc được" : "có các chiều \(known)"))
    }
    if let count = query.count {
      guard indicator.fact == .catalog else {
        throw IndicatorError(
          .unknownValue,
          "\(indicator.id) always counts \(indicator.defaultCount.rawValue); "
            + "count is asked of indicators over the catalog only, leave it out",
          vi: "\(indicator.id) luôn đếm \(indicator.defaultCount.rawValue); "
            + "count chỉ dùng cho chỉ tiêu tính trên danh mục thủ tục, hãy bỏ count")
      }
      guard CountUnit.choices.contains(count) else {
        throw IndicatorError(
          .unknownValue,
          "\(indicator.id) does not count \(count.rawValue); it counts "
            + CountUnit.choices.map(\.rawValue).joined(separator: " or "),
          vi: "\(indicator.id) không đếm \(count.rawValue); chỉ tiêu này đếm "
            + CountUnit.choices.map(\.rawValue).joined(separator: " hoặc "))
      }
    }
    if query.rules != .canonical && !indicator.hasTimeRules {
      let others = all.filter(\.hasTimeRules).map(\.id).joined(separator: ", ")
      throw IndicatorError(
        .unknownValue,
        "\(indicator.id) does not depend on time rules; \(others) do, leave rules out here",
        vi: "\(indicator.id) không phụ thuộc quy tắc tính hạn; chỉ \(others) phụ thuộc, "
          + "ở đây hãy bỏ rules")
    }
    return indicator
  }
}
