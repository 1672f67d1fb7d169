import Procedures

extension Indicator {
  /// At level 4, with at least one dossier received online in the 90 days that end on the date, of
  /// all at level 4: what is level 4 on paper only is missing.
  static let level4Alive = Indicator.offerings(
    "level4_alive", labelVi: "Tỷ lệ thủ tục toàn trình (mức độ 4) thực sự có hồ sơ trực tuyến",
    labelEn: "Share of the procedures at level 4 that really receive online dossiers",
    numerator: IndicatorWords(
      vi: "mức độ 4 và có ít nhất 1 hồ sơ tiếp nhận trực tuyến trong 90 ngày qua",
      en: "level 4 with at least one dossier received online in the last 90 days"),
    denominator: IndicatorWords(vi: "mức độ 4", en: "level 4"), clause: nil,
    reads: [.level, .usedOnline], usage: .last90Days, belongs: { $0.isFull },
    counts: { $0.usedOnline })

  /// Item 3.2 of the national index: services are counted at each agency that offers them.
  static let servicesUsed = Indicator.offerings(
    "services_used", labelVi: "Tỷ lệ dịch vụ công trực tuyến có phát sinh hồ sơ",
    labelEn: "Share of online services with dossiers",
    numerator: IndicatorWords(
      vi: "mức độ 3 hoặc 4 và có ít nhất 1 hồ sơ tiếp nhận trực tuyến trong kỳ",
      en: "level 3 or 4 with at least one dossier received online in the period"),
    denominator: IndicatorWords(vi: "mức độ 3 hoặc 4", en: "level 3 or 4"), count: .offerings,
    clause: "766 3.2", reads: [.level, .usedOnline], usage: .period, belongs: { $0.isOnline },
    counts: { $0.usedOnline })

  /// Item 3.5b of the national index. A payment counts where it was made online and is paid or was
  /// refunded later, and so does a dossier with a fee that was paid online.
  static let proceduresPaidOnline = Indicator.offerings(
    "procedures_paid_online",
    labelVi: "Tỷ lệ thủ tục có phí phát sinh giao dịch thanh toán trực tuyến",
    labelEn: "Share of fee procedures with an online payment",
    numerator: IndicatorWords(
      vi: "có phí và có ít nhất 1 giao dịch thanh toán trực tuyến thành công trong kỳ",
      en: "with a fee and at least one successful online payment in the period"),
    denominator: IndicatorWords(vi: "có phí, lệ phí", en: "with a fee"), clause: "766 3.5b",
    reads: [.fee, .paidOnline], usage: .period, belongs: { $0.fee }, counts: { $0.paidOnline })

  /// Item 3.5 of the national index.
  static let proceduresFeeUsed = Indicator.offerings(
    "procedures_fee_used", labelVi: "Tỷ lệ thủ tục có phí phát sinh hồ sơ phải nộp phí",
    labelEn: "Share of fee procedures with a dossier that owed a fee",
    numerator: IndicatorWords(
      vi: "có phí và có ít nhất 1 hồ sơ phải nộp phí tiếp nhận trong kỳ",
      en: "with a fee and at least one dossier received in the period that owes a fee"),
    denominator: IndicatorWords(vi: "có phí, lệ phí", en: "with a fee"), clause: "766 3.5",
    reads: [.fee, .feeDossier], usage: .period, belongs: { $0.fee }, counts: { $0.feeDossier })
}
