/// Sentences about goals for officials.
public struct GoalTexts: Sendable {
  private let language: Language

  /// Sentences in a language.
  public init(_ language: Language) { self.language = language }

  /// What is missing, in rows: `còn thiếu 17 thủ tục`; nil where nothing is or nobody knows.
  public func gap(_ goal: Goal, _ verdict: GoalVerdict, figure: IndicatorFigure?) -> String? {
    guard verdict.state != .noData, verdict.reason != .percentageOnly else { return nil }
    guard let rows = verdict.shortBy else {
      return pick("không số dòng nào đủ để đạt", "no number of rows would be enough")
    }
    let unit = figure.map { Self.unit($0.count, rows, language) } ?? task(rows)
    if rows > 0 { return pick("còn thiếu \(rows) \(unit)", "\(rows) \(unit) short") }
    guard verdict.state == .undetermined, let tally = figure?.tally else { return nil }
    let open = tally.unknown + tally.held
    let openUnit = figure.map { Self.unit($0.count, open, language) } ?? ""
    return pick(
      "đạt trên số đã biết, còn \(open) \(openUnit) chưa rõ",
      "met on what is known, \(open) \(openUnit) undecided")
  }

  /// How fast rows must come: `17,1 thủ tục mỗi tháng đến 2023-12-31`.
  public func pace(_ pace: GoalPace, unit: CountUnit?) -> String {
    let tenths = pace.tenthsPerMonth
    let number =
      tenths % 10 == 0
      ? "\(tenths / 10)" : "\(tenths / 10)\(language.decimalSeparator)\(tenths % 10)"
    let word = unit.map { Self.unit($0, tenths == 10 ? 1 : 2, language) } ?? task(2)
    return pick(
      "\(number) \(word) mỗi tháng đến \(pace.by)", "\(number) \(word) a month to \(pace.by)")
  }

  /// What has moved: `tăng từ 60% (120/200) ngày 2023-03-31`.
  public func trend(_ trend: GoalTrend) -> String {
    let share = trend.before.share?.percent(language: language) ?? "–"
    let counts = "\(trend.before.numerator)/\(trend.before.denominator)"
    let word =
      switch trend.direction {
      case .up: pick("tăng từ", "up from")
      case .down: pick("giảm từ", "down from")
      case .same: pick("không đổi so với", "unchanged from")
      }
    return pick(
      "\(word) \(share) (\(counts)) ngày \(trend.since)",
      "\(word) \(share) (\(counts)) on \(trend.since)")
  }

  /// Why it stands so, one sentence.
  public func reason(_ reason: GoalReason) -> String {
    switch reason {
    case .noFacts:
      pick("Chưa có dữ liệu nào được nhập cho chỉ tiêu này.", "Nothing has been imported for it.")
    case .nothingToCount(let figure):
      figure.reason(language: language)
        ?? pick("Không có gì để đếm.", "There is nothing to count.")
    case .notBegun(let day):
      pick("Kỳ tính bắt đầu từ \(day).", "Its period begins on \(day).")
    case .noBaseline(let period):
      pick(
        "Chưa có số liệu kỳ \(period) để so sánh.",
        "There are no figures of period \(period) to compare with.")
    case .baselineIsWhole(let period):
      pick(
        "Kỳ \(period) đã đạt 100%, không thể tăng thêm.",
        "Period \(period) was at 100% already and cannot be exceeded.")
    case .open(let unknown, let held):
      pick(
        "Còn \(unknown) dòng chưa rõ và \(held) dòng tạm giữ quyết định kết quả.",
        "\(unknown) unknown and \(held) held rows decide.")
    case .percentageOnly:
      pick(
        "Nguồn chỉ công bố tỷ lệ, không có số phiếu.",
        "Its source publishes a percentage without counts.")
    case .openBaseline(let period):
      pick(
        "Các dòng chưa rõ của kỳ \(period) quyết định kết quả.",
        "Unknown rows of period \(period) decide.")
    case .doneLate(let tasks):
      pick("Hoàn thành trễ hạn: \(list(tasks)).", "Done after the deadline: \(list(tasks)).")
    case .overdue(let tasks):
      pick("Quá hạn, chưa hoàn thành: \(list(tasks)).", "Overdue: \(list(tasks)).")
    case .due(let tasks, let day):
      pick(
        "Chưa hoàn thành, còn trong hạn\(day.map { " (\($0))" } ?? ""): \(list(tasks)).",
        "Not done, deadline to come\(day.map { " (\($0))" } ?? ""): \(list(tasks)).")
    case .noDate(let tasks):
      pick(
        "Chưa hoàn thành và thời hạn không phải một ngày: \(list(tasks)); "
          + "ghi nhận ngày hạn bằng motcua tasks set … --due.",
        "Not done, and the deadline names no day: \(list(tasks)); "
          + "record it with motcua tasks set … --due.")
    case .refused(let sentence): sentence
    case .notSplit(let dimensions):
      pick(
        "Chỉ tiêu này không chia theo \(list(dimensions)).",
        "It cannot be asked by \(list(dimensions)).")
    case .cancelled(let tasks):
      pick("Không thực hiện theo quyết định: \(list(tasks)).", "Given up: \(list(tasks)).")
    }
  }

  /// The unit as a word behind a number.
  static func unit(_ unit: CountUnit, _ number: Int, _ language: Language) -> String {
    let one = number == 1
    switch (unit, language) {
    case (.procedures, .vi): return "thủ tục"
    case (.offerings, .vi): return "lượt cung cấp thủ tục"
    case (.dossiers, .vi): return "hồ sơ"
    case (.transactions, .vi): return "giao dịch"
    case (.results, .vi): return "kết quả"
    case (.responses, .vi): return "phiếu"
    case (.tasks, .vi): return "nhiệm vụ"
    case (_, .en): return one ? String(unit.rawValue.dropLast()) : unit.rawValue
    }
  }

  private func task(_ number: Int) -> String {
    language == .vi ? "nhiệm vụ" : number == 1 ? "task" : "tasks"
  }

  private func list(_ references: [String]) -> String { references.joined(separator: ", ") }

  private func pick(_ vi: String, _ en: String) -> String { language == .vi ? vi : en }
}
