import Crypto
import Procedures

/// The changes of a planned sync of agencies. Pure.
struct AgencyChanges {
  /// All changes, in the order of ``PlannedChange/orderKey``.
  let list: [PlannedChange]
  private let timelines: [String]

  /// `rows` are the rows of the file by code.
  init(
    _ plan: AgencyPlan, known: AgencyPlan.Known, rows: [AgencyCode: Int], effective: CalendarDay
  ) {
    var list: [PlannedChange] = []
    for (code, new) in plan.changes {
      let old = known.told[code] ?? AgencyTimeline()
      list += Self.changes(
        of: code, old: old, new: new, wasEver: known.everTold.contains(code), row: rows[code],
        effective: effective)
    }
    for code in plan.missingCodes {
      list.append(
        Self.change(
          .missing, code, name: known.told[code]?.content(on: effective)?.name ?? "", nil, nil,
          nil, row: nil))
    }
    self.list = list.sorted { $0.orderKey.lexicographicallyPrecedes($1.orderKey) }
    timelines = plan.changes.sorted { $0.key < $1.key }.map { code, timeline in
      ([code.text] + timeline.periods.map(Self.text)).joined(separator: "\u{1F}")
    }
  }

  /// Counts by kind, the first of each kind, and the digest. The digest covers the whole life of
  /// each agency that changes, also what is to come.
  var overview: ChangeDigestForPeople {
    var overview = ChangeDigestForPeople()
    for kind in ChangeKind.allCases {
      let some = list.filter { $0.kind == kind }
      if !some.isEmpty { overview.counts[kind] = some.count }
      overview.first += some.prefix(ChangeDigestForPeople.shownOfEachKind)
    }
    var whole = SHA256()
    for line in list.map(\.canonicalLine) + timelines {
      whole.update(data: Array(SHA256.hash(data: Array(line.utf8))))
    }
    overview.digest = Hexadecimal.text(Array(whole.finalize()))
    return overview
  }

  private static func changes(
    of code: AgencyCode, old: AgencyTimeline, new: AgencyTimeline, wasEver: Bool, row: Int?,
    effective: CalendarDay
  ) -> [PlannedChange] {
    let before = old.content(on: effective)
    let after = new.content(on: effective)
    let name = after?.name ?? before?.name ?? ""
    switch (old.isOpen(on: effective), new.isOpen(on: effective)) {
    case (true, false):
      let successors = after.map { $0.successors.map(\.text).joined(separator: ";") }
      return [
        change(
          .withdrawn, code, name: name, nil, before?.parent?.text,
          successors.flatMap { $0.isEmpty ? nil : "successors=\($0)" }, row: row)
      ]
    case (_, true) where !old.isOpen(on: effective), (false, false) where !wasEver:
      return [
        change(
          wasEver ? .returned : .new, code, name: name, nil, nil,
          new.periods.last.map(text), row: row)
      ]
    default: break
    }
    var found: [PlannedChange] = []
    func compare(_ attribute: String, _ kind: ChangeKind, _ one: String?, _ other: String?) {
      guard one != other else { return }
      found.append(change(kind, code, name: name, attribute, one, other, row: row))
    }
    compare("name", .renamed, before?.name, after?.name)
    compare("parent_code", .moved, before?.parent?.text, after?.parent?.text)
    compare("tier", .changed, before?.tier, after?.tier)
    compare("kind", .changed, before?.kind, after?.kind)
    compare(
      "successor_code", .changed, before.map { $0.successors.map(\.text).joined(separator: ";") },
      after.map { $0.successors.map(\.text).joined(separator: ";") })
    compare(
      "valid_from", .changed, old.periods.first?.from.description,
      new.periods.first?.from.description)
    compare("valid_to", .changed, end(of: old), end(of: new))
    if found.isEmpty {
      // Only what is to come, or what lies between, differs.
      compare(
        "history", .changed, old.periods.map(text).joined(separator: " | "),
        new.periods.map(text).joined(separator: " | "))
    }
    return found
  }

  private static func change(
    _ kind: ChangeKind, _ code: AgencyCode, name: String, _ attribute: String?, _ old: String?,
    _ new: String?, row: Int?
  ) -> PlannedChange {
    PlannedChange(
      kind: kind, subject: .agency, code: code.text, name: name, agencyCode: nil, agencyName: "",
      service: "", attribute: attribute, oldValue: old, newValue: new, row: row)
  }

  private static func end(of timeline: AgencyTimeline) -> String? {
    timeline.periods.last.flatMap { $0.to == AgencyPeriod.endless ? nil : $0.to.description }
  }

  private static func text(_ period: AgencyPeriod) -> String {
    let content = period.content
    let end = period.to == AgencyPeriod.endless ? "" : period.to.description
    let parts: [String?] = [
      "name=\(content.name)", content.tier.map { "tier=\($0)" }, content.kind.map { "kind=\($0)" },
      content.parent.map { "parent_code=\($0.text)" },
      content.successors.isEmpty
        ? nil : "successor_code=\(content.successors.map(\.text).joined(separator: ","))",
      "valid=\(period.from)..\(end)",
    ]
    return parts.compactMap(\.self).joined(separator: "; ")
  }
}
