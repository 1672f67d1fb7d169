import Indicators
import Store

/// The changes of a plan for people, grouped by kind.
struct ChangesText {
  let changes: ChangeDigestForPeople
  let language: Language

  /// One line: how many of each kind.
  var line: String {
    let counts = ChangeKind.allCases.compactMap { kind in
      changes.counts[kind].flatMap { $0 > 0 ? "\(name(kind)) \($0)" : nil }
    }
    return counts.isEmpty ? say("không có thay đổi", "no changes") : counts.joined(separator: ", ")
  }

  /// The line, and below it the first changes of each kind.
  var text: String {
    var lines = [say("Thay đổi: ", "Changes: ") + line]
    for kind in ChangeKind.allCases {
      let first = changes.first.filter { $0.kind == kind }
      guard !first.isEmpty else { continue }
      lines.append("  \(name(kind)) (\(changes.counts[kind] ?? first.count))")
      lines += first.map { "    " + describe($0) }
      let more = (changes.counts[kind] ?? 0) - first.count
      if more > 0 {
        lines.append(
          say("    … \(more) nữa; --plan-out ghi đủ", "    … \(more) more; --plan-out writes all"))
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private func describe(_ change: PlannedChange) -> String {
    var parts = [change.code]
    if !change.name.isEmpty { parts.append(shortened(change.name)) }
    if let agency = change.agencyCode { parts.append("@ \(agency)") }
    if !change.service.isEmpty { parts.append("[\(change.service)]") }
    var text = parts.joined(separator: " ")
    if let attribute = change.attribute {
      text += ": \(attribute) \(value(change.oldValue)) → \(value(change.newValue))"
    } else if let new = change.newValue, change.oldValue == nil {
      text += ": \(shortened(new))"
    }
    if let row = change.row { text += say(" (dòng \(row))", " (row \(row))") }
    return text
  }

  private func value(_ text: String?) -> String { text.map { shortened($0) } ?? "–" }

  private func shortened(_ text: String) -> String {
    text.count > 60 ? text.prefix(59) + "…" : text
  }

  private func name(_ kind: ChangeKind) -> String {
    switch kind {
    case .new: say("mới", "new")
    case .returned: say("trở lại", "returned")
    case .withdrawn: say("rút", "withdrawn")
    case .missing: say("thiếu, được giữ", "missing, kept")
    case .moved: say("chuyển", "moved")
    case .levelRaised: say("nâng mức độ", "level raised")
    case .levelLowered: say("hạ mức độ", "level lowered")
    case .levelKnown: say("mới biết mức độ", "level known")
    case .levelUnknown: say("không còn rõ mức độ", "level unknown")
    case .renamed: say("đổi tên", "renamed")
    case .changed: say("đổi khác", "changed")
    }
  }

  private func say(_ vi: String, _ en: String) -> String { language == .en ? en : vi }
}
