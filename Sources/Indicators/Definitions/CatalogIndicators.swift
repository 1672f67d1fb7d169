import Procedures

extension Indicator {
  /// An indicator over the catalog.
  static func offerings(
    _ id: String, labelVi: String, labelEn: String, numerator: IndicatorWords,
    denominator: IndicatorWords, count: CountUnit = .procedures, clause: String?, reads: FactSet,
    usage: UsageWindow? = nil, belongs: @escaping @Sendable (OfferingFacts) -> Ternary,
    counts: @escaping @Sendable (OfferingFacts) -> Ternary
  ) -> Indicator {
    Indicator(
      id: id, labelVi: labelVi, labelEn: labelEn, numerator: numerator, denominator: denominator,
      count: count, clause: clause, reads: reads,
      measure: .offerings(denominator: belongs, numerator: counts, usage: usage))
  }

  /// The indicators over levels, eligibility, means and payment.
  ///
  /// A row in force with an unknown level is in the denominator of ``level4_of_all`` and
  /// ``online_of_all`` by its being in force, but its numerator is undecided, so that it counts as
  /// unknown: the denominator holds the rows with a known level.
  static let provision: [Indicator] = [
    .offerings(
      "level4_of_all", labelVi: "Tỷ lệ thủ tục cung cấp trực tuyến toàn trình (mức độ 4)",
      labelEn: "Share of procedures at level 4 (full online service)",
      numerator: IndicatorWords(vi: "mức độ 4", en: "level 4"),
      denominator: IndicatorWords(
        vi: "còn hiệu lực, đã rõ mức độ", en: "in force with a known level"),
      clause: nil, reads: [.level], belongs: { _ in .yes }, counts: { $0.isFull }),
    .offerings(
      "level4_of_eligible",
      labelVi: "Tỷ lệ toàn trình (mức độ 4) trên số thủ tục đủ điều kiện toàn trình",
      labelEn: "Share at level 4 of the procedures eligible for full online service",
      numerator: IndicatorWords(
        vi: "đủ điều kiện toàn trình và ở mức độ 4", en: "eligible for full service and level 4"),
      denominator: IndicatorWords(
        vi: "đủ điều kiện toàn trình", en: "eligible for full service"),
      clause: nil, reads: [.eligibleFull, .level], belongs: { $0.eligibleFull },
      counts: { $0.isFull }),
    .offerings(
      "level4_of_online",
      labelVi: "Tỷ lệ toàn trình (mức độ 4) trên số thủ tục trực tuyến (mức độ 3, 4)",
      labelEn: "Share at level 4 of the procedures online (level 3 or 4)",
      numerator: IndicatorWords(vi: "mức độ 4", en: "level 4"),
      denominator: IndicatorWords(vi: "mức độ 3 hoặc 4", en: "level 3 or 4"),
      clause: nil, reads: [.level], belongs: { $0.isOnline }, counts: { $0.isFull }),
    .offerings(
      "online_of_eligible",
      labelVi: "Tỷ lệ thủ tục đủ điều kiện được cung cấp trực tuyến mức độ 3, 4",
      labelEn: "Share of eligible procedures online at level 3 or 4",
      numerator: IndicatorWords(
        vi: "đủ điều kiện và ở mức độ 3 hoặc 4", en: "eligible and at level 3 or 4"),
      denominator: IndicatorWords(vi: "đủ điều kiện", en: "eligible"), clause: "I.2.c",
      reads: [.eligible, .level], belongs: { $0.eligible }, counts: { $0.isOnline }),
    .offerings(
      "online_of_all", labelVi: "Tỷ lệ thủ tục được cung cấp trực tuyến (mức độ 3, 4)",
      labelEn: "Share of procedures online (level 3 or 4)",
      numerator: IndicatorWords(vi: "mức độ 3 hoặc 4", en: "level 3 or 4"),
      denominator: IndicatorWords(
        vi: "còn hiệu lực, đã rõ mức độ", en: "in force with a known level"),
      clause: "766 3.1", reads: [.level], belongs: { _ in .yes }, counts: { $0.isOnline }),
    .offerings(
      "mobile_of_online",
      labelVi: "Tỷ lệ thủ tục trực tuyến có từ 2 phương tiện truy cập, gồm thiết bị di động",
      labelEn: "Share of online procedures offered on two means or more, mobile included",
      numerator: IndicatorWords(
        vi: "có từ 2 phương tiện, gồm thiết bị di động",
        en: "on two means or more including mobile"),
      denominator: IndicatorWords(vi: "mức độ 3 hoặc 4", en: "level 3 or 4"), clause: "I.2.c",
      reads: [.level, .means], belongs: { $0.isOnline }, counts: { $0.mobile }),
    .offerings(
      "payment_enabled",
      labelVi: "Tỷ lệ thủ tục có phí, đủ điều kiện đã triển khai thanh toán trực tuyến",
      labelEn: "Share of eligible fee procedures with online payment in operation",
      numerator: IndicatorWords(
        vi: "có phí, đủ điều kiện và đã triển khai thanh toán trực tuyến",
        en: "with a fee, eligible for online payment, and enabled"),
      denominator: IndicatorWords(
        vi: "có phí và đủ điều kiện thanh toán trực tuyến",
        en: "with a fee and eligible for online payment"),
      clause: "I.2.d", reads: [.fee, .paymentEligible, .paymentEnabled],
      belongs: { $0.fee && $0.paymentEligible }, counts: { $0.paymentEnabled }),
  ]
}

extension OfferingFacts {
  /// At level 4, unknown where no level is known.
  var isFull: Ternary { level == .unknown ? .unknown : Ternary(level == .full) }

  /// At level 3 or 4, unknown where no level is known.
  var isOnline: Ternary {
    level == .unknown ? .unknown : Ternary(level == .full || level == .partial)
  }
}

extension String {
  /// At most 80 characters of a value from outside, for an error sentence.
  var excerpt: String { count > 80 ? prefix(80) + "…" : self }
}
