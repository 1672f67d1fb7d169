import Procedures

extension Indicator {
  /// The indicators over the catalog of procedures and offerings, in the order in which they are
  /// listed to people.
  ///
  /// A row in force with an unknown level is in the denominator of ``level4_of_all`` and
  /// ``online_of_all`` by its being in force, but its numerator is undecided, so that it counts as
  /// unknown: the denominator holds the rows with a known level.
  public static let catalog: [Indicator] = [
    Indicator(
      id: "level4_of_all", version: 1,
      labelVi: "Tỷ lệ thủ tục cung cấp trực tuyến toàn trình (mức độ 4)",
      labelEn: "Share of procedures at level 4 (full online service)",
      numeratorText: "level 4", denominatorText: "in force with a known level",
      defaultCount: .procedures, clause: nil, reads: [.level],
      denominator: { _ in .yes }, numerator: { $0.isFull }),
    Indicator(
      id: "level4_of_eligible", version: 1,
      labelVi: "Tỷ lệ toàn trình (mức độ 4) trên số thủ tục đủ điều kiện toàn trình",
      labelEn: "Share at level 4 of the procedures eligible for full online service",
      numeratorText: "eligible for full service and level 4",
      denominatorText: "eligible for full service",
      defaultCount: .procedures, clause: nil, reads: [.eligibleFull, .level],
      denominator: { $0.eligibleFull }, numerator: { $0.isFull }),
    Indicator(
      id: "level4_of_online", version: 1,
      labelVi: "Tỷ lệ toàn trình (mức độ 4) trên số thủ tục trực tuyến (mức độ 3, 4)",
      labelEn: "Share at level 4 of the procedures online (level 3 or 4)",
      numeratorText: "level 4", denominatorText: "level 3 or 4",
      defaultCount: .procedures, clause: nil, reads: [.level],
      denominator: { $0.isOnline }, numerator: { $0.isFull }),
    Indicator(
      id: "online_of_eligible", version: 1,
      labelVi: "Tỷ lệ thủ tục đủ điều kiện được cung cấp trực tuyến mức độ 3, 4",
      labelEn: "Share of eligible procedures online at level 3 or 4",
      numeratorText: "eligible and at level 3 or 4", denominatorText: "eligible",
      defaultCount: .procedures, clause: "I.2.c", reads: [.eligible, .level],
      denominator: { $0.eligible }, numerator: { $0.isOnline }),
    Indicator(
      id: "online_of_all", version: 1,
      labelVi: "Tỷ lệ thủ tục được cung cấp trực tuyến (mức độ 3, 4)",
      labelEn: "Share of procedures online (level 3 or 4)",
      numeratorText: "level 3 or 4", denominatorText: "in force with a known level",
      defaultCount: .procedures, clause: "766 3.1", reads: [.level],
      denominator: { _ in .yes }, numerator: { $0.isOnline }),
    Indicator(
      id: "mobile_of_online", version: 1,
      labelVi: "Tỷ lệ thủ tục trực tuyến có từ 2 phương tiện truy cập, gồm thiết bị di động",
      labelEn: "Share of online procedures offered on two means or more, mobile included",
      numeratorText: "on two means or more including mobile", denominatorText: "level 3 or 4",
      defaultCount: .procedures, clause: "I.2.c", reads: [.level, .means],
      denominator: { $0.isOnline }, numerator: { $0.mobile }),
    Indicator(
      id: "payment_enabled", version: 1,
      labelVi: "Tỷ lệ thủ tục có phí, đủ điều kiện đã triển khai thanh toán trực tuyến",
      labelEn: "Share of eligible fee procedures with online payment in operation",
      numeratorText: "with a fee, eligible for online payment, and enabled",
      denominatorText: "with a fee and eligible for online payment",
      defaultCount: .procedures, clause: "I.2.d", reads: [.fee, .paymentEligible, .paymentEnabled],
      denominator: { $0.fee && $0.paymentEligible }, numerator: { $0.paymentEnabled }),
  ]

  /// The catalog indicator of that id; throws `unknown_indicator` with the ids that exist.
  public static func named(_ id: String) throws(IndicatorError) -> Indicator {
    guard let indicator = catalog.first(where: { $0.id == id }) else {
      let ids = catalog.map(\.id).joined(separator: ", ")
      throw IndicatorError(
        .unknownIndicator,
        "there is no catalog indicator \"\(id.excerpt)\"; the catalog answers \(ids)")
    }
    return indicator
  }
}

extension OfferingFacts {
  /// At level 4, unknown where no level is known.
  fileprivate var isFull: Ternary { level == .unknown ? .unknown : Ternary(level == .full) }

  /// At level 3 or 4, unknown where no level is known.
  fileprivate var isOnline: Ternary {
    level == .unknown ? .unknown : Ternary(level == .full || level == .partial)
  }
}

extension String {
  /// At most 80 characters of a value from outside, for an error sentence.
  var excerpt: String { count > 80 ? prefix(80) + "…" : self }
}
