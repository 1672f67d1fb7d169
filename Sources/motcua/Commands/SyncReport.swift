import Indicators
import Intake
import Store

/// What a sync prints: its summary on stdout, everything to be talked about on stderr.
struct SyncReport {
  let outcome: SyncOutcome
  let language: Language

  /// Held rows and warnings beyond this many are counted, not printed; all are kept with the run.
  private static let shown = 20

  func print(_ format: OutputOptions.Format, explain: Bool) {
    if explain { Console.error(outcome.recognition) }
    if !outcome.dropped.isEmpty {
      let names = outcome.dropped.joined(separator: ", ")
      Console.error(
        say(
          "không đọc \(outcome.dropped.count) cột (dữ liệu cá nhân hoặc không rõ): \(names)",
          "\(outcome.dropped.count) columns were not read (personal or unknown): \(names)"))
    }
    printHeld()
    let warnings = outcome.warnings.map { language == .en ? $0.en : $0.vi }
    for warning in warnings.prefix(Self.shown) { Console.error("! \(warning)") }
    if warnings.count > Self.shown {
      Console.error(
        say(
          "! … \(warnings.count - Self.shown) cảnh báo nữa",
          "! … \(warnings.count - Self.shown) more warnings"))
    }
    if outcome.missing > 0 {
      Console.error(
        say(
          "! \(outcome.missing) mục không có trong tệp nhưng được giữ lại",
          "! \(outcome.missing) records are not in the file but stay"))
    }
    for refusal in outcome.refusals {
      Console.error("motcua: " + say("bị chặn: \(refusal.vi)", "refused: \(refusal.en)"))
    }
    let isPlan = outcome.changes != nil
    switch format {
    case .json where isPlan: Console.write(JSONText.encode(PlanDocument(outcome: outcome)))
    case .json:
      Console.write(SummaryDocument.encode(outcome.summary, dropped: outcome.dropped))
    case .csv: Console.write(SummaryDocument.csv(outcome.summary))
    case .table, .markdown:
      Console.write(text)
      if let changes = outcome.changes {
        Console.write(ChangesText(changes: changes, language: language).text)
      }
    }
  }

  private func printHeld() {
    for row in outcome.held.prefix(Self.shown) {
      let rule = HeldRule(rawValue: row.rule)
      let advice =
        language == .en ? rule?.adviceEn(column: row.column) : rule?.adviceVi(column: row.column)
      let place = HeldPlace(row, sheet: outcome.sheet).text(language)
      Console.error("held: \(place): \(row.rule): \"\(excerpt(row.raw))\". \(advice ?? "")")
    }
    let more = outcome.held.count - Self.shown
    if more > 0 {
      let run = outcome.summary.run.map { "motcua runs show \($0)" } ?? "--output json"
      Console.error(
        say("held: … \(more) dòng nữa; xem \(run)", "held: … \(more) more rows; see \(run)"))
    }
  }

  private var text: String {
    let summary = outcome.summary
    let rows = summary.rows
    let records = summary.records
    let run = summary.run.map { " \($0)" } ?? ""
    let head = summary.auditHead.map { say("\n  sổ:    \($0)", "\n  audit:   \($0)") } ?? ""
    return say(
      """
      Đợt\(run) · nguồn \(summary.source) · \(state.vi)
        dòng:  đọc \(rows.read), không phải dữ liệu \(rows.nonData), trùng \(rows.duplicate), \
      giữ lại \(rows.held), áp dụng \(rows.applied)
        mục:   thêm \(records.added), đổi \(records.changed), rút \(records.withdrawn), \
      trở lại \(records.returned), giữ nguyên \(records.unchanged)
        ghi:   \(summary.rowsWritten) bản ghi · phiên bản dữ liệu \(summary.dataVersion)\(head)

      """,
      """
      Run\(run) · source \(summary.source) · \(state.en)
        rows:    read \(rows.read), no data \(rows.nonData), duplicate \(rows.duplicate), \
      held \(rows.held), applied \(rows.applied)
        records: added \(records.added), changed \(records.changed), withdrawn \
      \(records.withdrawn), returned \(records.returned), unchanged \(records.unchanged)
        written: \(summary.rowsWritten) rows · data version \(summary.dataVersion)\(head)

      """)
  }

  private var state: (vi: String, en: String) {
    switch outcome.summary.state {
    case .applied: ("đã áp dụng", "applied")
    case .skipped: ("bỏ qua, tệp như lần trước", "skipped, same file as last time")
    case .planned: ("chỉ lập kế hoạch, chưa ghi gì", "planned only, nothing written")
    case .refused: ("bị chặn, chưa ghi gì", "refused, nothing written")
    }
  }

  private func say(_ vi: String, _ en: String) -> String { language == .en ? en : vi }

  private func excerpt(_ text: String) -> String {
    let line = text.split(whereSeparator: \.isNewline).joined(separator: " ")
    return line.count > 80 ? line.prefix(79) + "…" : line
  }
}
