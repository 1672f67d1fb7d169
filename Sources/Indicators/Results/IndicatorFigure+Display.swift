/// How a figure is written for people.
extension IndicatorFigure {
  /// The ratio in percent: `66,7%` in Vietnamese, `66.7%` in English; `–` where there is none.
  /// The rules of ``Fraction/percent(language:decimals:)`` hold.
  public func display(language: Language, decimals: Int = 1) -> String {
    share?.percent(language: language, decimals: decimals) ?? "–"
  }

  /// Both bounds, `33,3%–66,7%`; nil where nothing is unknown or held, as the ratio is exact then.
  public func boundsDisplay(language: Language, decimals: Int = 1) -> String? {
    guard tally.unknown + tally.held > 0, let low = lowShare, let high = highShare else {
      return nil
    }
    let texts = [low, high].map { $0.percent(language: language, decimals: decimals) }
    return texts.joined(separator: "–")
  }

  /// One sentence that says why there is no ratio; nil where there is one.
  ///
  /// Where nothing is known at all, it names the command that brings the facts.
  public func reason(language: Language) -> String? {
    guard tally.denominator == 0, let reason = bareReason(language: language) else { return nil }
    guard status == .noData, let feed = missingFeed else { return reason }
    return language == .vi
      ? "\(reason) Số liệu được đưa vào bằng `\(feed)`."
      : "\(reason) `\(feed)` brings the facts."
  }

  /// The command that brings the events that the figure lacks.
  private var missingFeed: String? {
    guard let indicator = try? Indicator.named(indicator) else { return nil }
    return indicator.feeds.count > 1 || indicator.fact != .catalog ? indicator.feeds.last : nil
  }

  private func bareReason(language: Language) -> String? {
    let unit = count.plural(language)
    if tally.unknown + tally.held > 0 { return undecidedReason(unit, language) }
    if tally.inScope == 0 {
      return language == .vi
        ? "Không có \(unit) nào trong phạm vi."
        : "There are no \(unit) in this scope."
    }
    if tally.excluded > 0 {
      return language == .vi
        ? "Không còn \(unit) nào thuộc mẫu số: \(tally.excluded) đã được loại trừ theo quyết định."
        : "No \(unit) are left in the denominator: \(tally.excluded) were excluded by decision."
    }
    return language == .vi
      ? "Trong \(tally.inScope) \(unit) của phạm vi, không có \(unit) nào thuộc mẫu số."
      : "None of the \(tally.inScope) \(unit) in this scope belong to the denominator."
  }

  private func undecidedReason(_ unit: String, _ language: Language) -> String {
    switch (language, tally.unknown > 0, tally.held > 0) {
    case (.vi, true, false):
      "Chưa đủ dữ liệu: \(tally.unknown) \(unit) thiếu thông tin để xác định."
    case (.vi, false, _):
      "Chưa đủ dữ liệu: \(tally.held) dòng đang bị giữ lại để kiểm tra."
    case (.vi, true, true):
      "Chưa đủ dữ liệu: \(tally.unknown) \(unit) thiếu thông tin để xác định, "
        + "\(tally.held) dòng đang bị giữ lại để kiểm tra."
    case (.en, true, false):
      "Not enough data: an attribute that decides is unknown for \(tally.unknown) \(unit)."
    case (.en, false, _):
      "Not enough data: \(tally.held) rows are held for checking."
    case (.en, true, true):
      "Not enough data: an attribute that decides is unknown for \(tally.unknown) \(unit), "
        + "and \(tally.held) rows are held for checking."
    }
  }
}

extension CountUnit {
  /// The unit as a word within a sentence.
  func plural(_ language: Language) -> String {
    switch (self, language) {
    case (.procedures, .vi): "thủ tục"
    case (.procedures, .en): "procedures"
    case (.offerings, .vi): "lượt cung cấp thủ tục tại cơ quan"
    case (.offerings, .en): "offerings"
    case (.dossiers, .vi): "hồ sơ"
    case (.dossiers, .en): "dossiers"
    case (.transactions, .vi): "giao dịch"
    case (.transactions, .en): "transactions"
    case (.results, .vi): "kết quả"
    case (.results, .en): "results"
    case (.responses, .vi): "phiếu khảo sát"
    case (.responses, .en): "responses"
    case (.tasks, .vi): "nhiệm vụ"
    case (.tasks, .en): "tasks"
    }
  }
}
