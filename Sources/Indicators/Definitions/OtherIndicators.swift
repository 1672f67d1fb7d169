/// The indicators over payments, results in stock, outside figures and tasks.
extension Indicator {
  /// Pending, failed and cancelled transactions count nowhere; a refunded one stays in the period
  /// in which it was paid.
  static let paymentTransactionsOnline = Indicator(
    id: "payment_transactions_online", labelVi: "Tỷ lệ giao dịch thanh toán trực tuyến",
    labelEn: "Share of transactions paid online",
    numerator: IndicatorWords(vi: "giao dịch trực tuyến thành công", en: "paid online"),
    denominator: IndicatorWords(
      vi: "giao dịch thành công trong kỳ (trực tuyến, tiền mặt, chuyển khoản)",
      en: "paid transactions of the period (online, cash, transfer)"),
    count: .transactions, clause: "I.2.d",
    measure: .sums(
      .payments,
      EventFormula(
        numerator: .payment(.online), unknown: .none,
        whole: .payment(.online) + .payment(.cash) + .payment(.transfer)), national: nil))

  /// Of each procedure and agency the latest count up to the date.
  static let resultsDigitized = Indicator(
    id: "results_digitized", labelVi: "Tỷ lệ số hóa kết quả giải quyết còn hiệu lực",
    labelEn: "Share of valid results that are digitized",
    numerator: IndicatorWords(vi: "kết quả đã số hóa", en: "digitized results"),
    denominator: IndicatorWords(
      vi: "kết quả còn hiệu lực, theo lần tính gần nhất đến ngày xét",
      en: "valid results by the latest count up to the date"),
    count: .results, clause: "I.2.b",
    measure: .sums(
      .results,
      EventFormula(numerator: .stock(.digitized), unknown: .none, whole: .stock(.valid)),
      national: nil))

  private static func satisfaction(_ id: String, labelVi: String, labelEn: String) -> Indicator {
    Indicator(
      id: id, labelVi: labelVi, labelEn: labelEn,
      numerator: IndicatorWords(vi: "hài lòng, theo nguồn", en: "satisfied, by the source"),
      denominator: IndicatorWords(
        vi: "được khảo sát, theo nguồn", en: "asked, by the source"),
      count: .responses, clause: "I.12", measure: .observed)
  }

  /// By surveys and other outside sources.
  static let satisfactionAgencies = satisfaction(
    "satisfaction_agencies", labelVi: "Mức độ hài lòng đối với cơ quan hành chính",
    labelEn: "Satisfaction with administrative agencies")

  /// By surveys and other outside sources.
  static let satisfactionServiceUnits = satisfaction(
    "satisfaction_service_units",
    labelVi: "Mức độ hài lòng đối với đơn vị sự nghiệp công lập",
    labelEn: "Satisfaction with public service units")

  /// The tasks that the plan's annex names.
  static let milestonesDone = Indicator(
    id: "milestones_done", labelVi: "Tỷ lệ nhiệm vụ của kế hoạch đã hoàn thành",
    labelEn: "Share of the plan's tasks that are done",
    numerator: IndicatorWords(vi: "nhiệm vụ đã hoàn thành", en: "tasks done"),
    denominator: IndicatorWords(
      vi: "nhiệm vụ đến hạn tính đến ngày xét", en: "tasks due by the date"),
    count: .tasks, clause: "Phụ lục", measure: .tasks)
}
