/// The indicators over dossiers. Received is a dossier with a day of receipt in the period whose
/// status is neither 1 nor 3; resolved one of status 9 or 10 that ended in the period.
extension Indicator {
  private static func dossiers(
    _ id: String, labelVi: String, labelEn: String, numerator: IndicatorWords,
    denominator: IndicatorWords = received, clause: String?, formula: EventFormula,
    national: EventFormula? = nil
  ) -> Indicator {
    Indicator(
      id: id, labelVi: labelVi, labelEn: labelEn, numerator: numerator, denominator: denominator,
      count: .dossiers, clause: clause, measure: .sums(.dossiers, formula, national: national))
  }

  private static let received = IndicatorWords(
    vi: "hồ sơ tiếp nhận trong kỳ", en: "dossiers received in the period")
  private static let resolved = IndicatorWords(
    vi: "hồ sơ đã giải quyết trong kỳ, có hạn trả",
    en: "dossiers resolved in the period with a due date")

  /// A dossier whose channel nobody said is unknown.
  static let dossiersOnline = dossiers(
    "dossiers_online", labelVi: "Tỷ lệ hồ sơ tiếp nhận trực tuyến",
    labelEn: "Share of dossiers received online",
    numerator: IndicatorWords(vi: "tiếp nhận trực tuyến", en: "received online"), clause: nil,
    formula: EventFormula(
      numerator: .received(.online),
      unknown: .received(.unknown), whole: .dossier(.received)))

  /// Item 3.3 of the national index: received online and with an electronic result. An unknown
  /// channel is at the counter there; online with an unknown result is unknown.
  static let dossiersOnline766 = dossiers(
    "dossiers_online_766", labelVi: "Tỷ lệ hồ sơ trực tuyến theo Bộ chỉ số 766",
    labelEn: "Share of online dossiers as the national index counts",
    numerator: IndicatorWords(
      vi: "tiếp nhận trực tuyến và có kết quả điện tử",
      en: "received online and with an electronic result"),
    clause: "766 3.3",
    formula: EventFormula(
      numerator: .dossier(.electronicYes, .online),
      unknown: .dossier(.electronicUnknown, .online), whole: .dossier(.received)))

  /// Item 2.1 of the national index over the dossiers received in the period: those that ended
  /// on time, and those that are open and not overdue on the last counted day. Without a due date:
  /// unknown.
  static let progressOnTime = dossiers(
    "progress_on_time", labelVi: "Tỷ lệ hồ sơ xử lý đúng hạn, trong hạn",
    labelEn: "Share of dossiers on time or in process within time",
    numerator: IndicatorWords(
      vi: "kết thúc đúng hạn hoặc đang xử lý trong hạn đến ngày cuối kỳ",
      en: "ended on time, or open and within time on the last day"),
    clause: "766 2.1",
    formula: EventFormula(
      numerator: .dossier(.nationalOnTime) + .open(.within),
      unknown: .dossier(.nationalUndated) + .open(.undated), whole: .dossier(.received)))

  private static func resolvedShare(
    _ canonical: [DossierMeasure], _ national: [DossierMeasure]
  ) -> (EventFormula, EventFormula) {
    (
      EventFormula(
        numerator: canonical.reduce(.none) { $0 + .dossier($1) },
        unknown: .dossier(.resolvedUndated), whole: .resolved),
      EventFormula(
        numerator: national.reduce(.none) { $0 + .dossier($1) },
        unknown: .dossier(.nationalResolvedUndated), whole: .nationalResolved)
    )
  }

  private static func resolved(
    _ id: String, labelVi: String, labelEn: String, numerator: IndicatorWords,
    _ canonical: [DossierMeasure], _ national: [DossierMeasure]
  ) -> Indicator {
    let (formula, other) = resolvedShare(canonical, national)
    return dossiers(
      id, labelVi: labelVi, labelEn: labelEn, numerator: numerator, denominator: resolved,
      clause: "I.2.a", formula: formula, national: other)
  }

  /// Ended before the day on which it was due. Without a due date: unknown.
  static let resolvedEarly = resolved(
    "resolved_early", labelVi: "Tỷ lệ hồ sơ giải quyết trước hạn",
    labelEn: "Share of dossiers resolved early",
    numerator: IndicatorWords(vi: "giải quyết trước hạn", en: "resolved early"),
    [.resolvedEarly], [.nationalResolvedEarly])

  /// Ended on the day on which it was due or before. Without a due date: unknown.
  static let resolvedOnTime = resolved(
    "resolved_on_time", labelVi: "Tỷ lệ hồ sơ giải quyết trước hạn và đúng hạn",
    labelEn: "Share of dossiers resolved early or on time",
    numerator: IndicatorWords(
      vi: "giải quyết trước hạn hoặc đúng hạn", en: "resolved early or on time"),
    [.resolvedEarly, .resolvedOnTime], [.nationalResolvedEarly, .nationalResolvedOnTime])

  /// Ended after the day on which it was due. Without a due date: unknown.
  static let resolvedLate = resolved(
    "resolved_late", labelVi: "Tỷ lệ hồ sơ giải quyết quá hạn",
    labelEn: "Share of dossiers resolved late",
    numerator: IndicatorWords(vi: "giải quyết quá hạn", en: "resolved late"), [.resolvedLate],
    [.nationalResolvedLate])

  /// Item 3.6 of the national index: of the dossiers that owe a fee, those paid online. Where it is
  /// not known whether a fee is owed, or whether it was paid online: unknown.
  static let dossiersPaidOnline = dossiers(
    "dossiers_paid_online", labelVi: "Tỷ lệ hồ sơ thanh toán trực tuyến",
    labelEn: "Share of fee dossiers paid online",
    numerator: IndicatorWords(
      vi: "phải nộp phí và đã thanh toán trực tuyến", en: "owing a fee and paid online"),
    denominator: IndicatorWords(
      vi: "hồ sơ tiếp nhận trong kỳ phải nộp phí",
      en: "dossiers received in the period that owe a fee"),
    clause: "766 3.6",
    formula: EventFormula(
      numerator: .dossier(.paidOnlineYes),
      unknown: .dossier(.paidOnlineUnknown) + .dossier(.feeUnknown),
      whole: .dossier(.feeYes) + .dossier(.feeUnknown), inScope: .dossier(.received)))

  /// Item 4.1 of the national index.
  static let resultsElectronic = dossiers(
    "results_electronic", labelVi: "Tỷ lệ hồ sơ có kết quả điện tử",
    labelEn: "Share of resolved dossiers with an electronic result",
    numerator: IndicatorWords(vi: "có kết quả điện tử", en: "with an electronic result"),
    denominator: IndicatorWords(
      vi: "hồ sơ đã giải quyết trong kỳ", en: "dossiers resolved in the period"),
    clause: "766 4.1",
    formula: EventFormula(
      numerator: .dossier(.resultYes), unknown: .dossier(.resultUnknown), whole: .resolved))

  /// Item 4.2 of the national index: the components and the result.
  static let componentsDigitized = dossiers(
    "components_digitized", labelVi: "Tỷ lệ hồ sơ được số hóa thành phần và kết quả",
    labelEn: "Share of dossiers with digitized components and result",
    numerator: IndicatorWords(
      vi: "đã số hóa thành phần và có kết quả điện tử",
      en: "with digitized components and an electronic result"),
    clause: "766 4.2",
    formula: EventFormula(
      numerator: .dossier(.digitizedYes), unknown: .dossier(.digitizedUnknown),
      whole: .dossier(.received)))

  /// Item 4.3 of the national index.
  static let dataReused = dossiers(
    "data_reused", labelVi: "Tỷ lệ hồ sơ khai thác, sử dụng lại dữ liệu đã số hóa",
    labelEn: "Share of dossiers that reuse digitized data",
    numerator: IndicatorWords(
      vi: "có sử dụng lại dữ liệu đã số hóa", en: "reusing digitized data"),
    clause: "766 4.3",
    formula: EventFormula(
      numerator: .dossier(.reusedYes), unknown: .dossier(.reusedUnknown),
      whole: .dossier(.received)))

  /// Item 4.4 of the national index.
  static let storageConnected = dossiers(
    "storage_connected", labelVi: "Tỷ lệ hồ sơ kết nối kho dữ liệu điện tử",
    labelEn: "Share of dossiers connected to the data storage",
    numerator: IndicatorWords(
      vi: "có kết nối kho dữ liệu điện tử", en: "connected to the data storage"),
    clause: "766 4.4",
    formula: EventFormula(
      numerator: .dossier(.storedYes), unknown: .dossier(.storedUnknown),
      whole: .dossier(.received)))
}
