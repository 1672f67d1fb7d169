import Intake
import Procedures

/// The difference between a file of agencies and what its source said before. Pure.
struct AgencyPlan {
  /// The life of each agency that is told differently from now on.
  private(set) var changes: [AgencyCode: AgencyTimeline] = [:]
  /// The row of the file that names each agency.
  private(set) var rows: [AgencyCode: Int] = [:]
  private(set) var records = SyncSummary.Records()
  private(set) var warnings: [SyncWarning] = []
  /// Agencies that the file does not name and that stay.
  var missing: Int { missingCodes.count }
  /// Their codes, in order.
  private(set) var missingCodes: [AgencyCode] = []

  /// What is known before the file is applied.
  struct Known {
    /// What the same source said of each agency, by what is believed now.
    var told: [AgencyCode: AgencyTimeline]
    /// Agencies in force on the effective date or later, by any source.
    var inForce: Set<AgencyCode>
    /// Agencies that this source ever named.
    var everTold: Set<AgencyCode>
    /// Agencies with offerings in force on the effective date or later.
    var offering: Set<AgencyCode>
  }

  /// Compares. `protected` are codes named in held rows; with `protectsAll` a held row's code could
  /// not be read, so that no agency is withdrawn.
  init(
    _ rows: [AgencyRecord], known: Known, effective: CalendarDay, protected: Set<AgencyCode>,
    protectsAll: Bool
  ) {
    let codes = Set(rows.map(\.code)).union(known.inForce)
    for row in rows {
      self.rows[row.code] = row.row
      let old = known.told[row.code] ?? AgencyTimeline()
      let content = content(of: row, old: old.content(on: effective), codes: codes)
      // The source names the last day ("đến ngày"); a period ends on the first day without it.
      var ends = row.validTo.value.map { $0.advanced(by: 1) }
      if row.validTo == .unsaid { ends = old.end(after: effective) }
      // A successor says that the agency is gone, on the effective date unless another is given.
      if ends == nil, !content.successors.isEmpty { ends = effective }
      let begins =
        row.validFrom == .unsaid ? old.beginning(after: effective) : row.validFrom.value
      let new = old.saying(content, from: effective, begins: begins, ends: ends)
      classify(row.code, old: old, new: new, known: known, effective: effective)
    }
    let named = Set(rows.map(\.code)).union(protected)
    let gone = known.told.filter { $0.value.isOpen(on: effective) && !named.contains($0.key) }
    for (code, timeline) in gone.sorted(by: { $0.key < $1.key }) {
      if protectsAll {
        missingCodes.append(code)
      } else if known.offering.contains(code) {
        missingCodes.append(code)
        warnings.append(
          SyncWarning(
            vi: """
              Cơ quan \(code) không có trong tệp nhưng còn thủ tục đang thực hiện nên được giữ \
              lại; ghi "Đến ngày" hoặc "Mã kế thừa" để kết thúc.
              """,
            en: """
              Agency \(code) is not in the file but has offerings in force, so it stays; give it \
              a valid_to or a successor_code to end it.
              """))
      } else {
        changes[code] = timeline.ending(on: effective)
        records.withdrawn += 1
      }
    }
  }

  private mutating func classify(
    _ code: AgencyCode, old: AgencyTimeline, new: AgencyTimeline, known: Known,
    effective: CalendarDay
  ) {
    if new == old {
      records.unchanged += 1
      return
    }
    changes[code] = new
    switch (old.isOpen(on: effective), new.isOpen(on: effective)) {
    case (true, true): records.changed += 1
    case (true, false): records.withdrawn += 1
    case (false, true):
      if known.everTold.contains(code) { records.returned += 1 } else { records.added += 1 }
    case (false, false):
      if known.everTold.contains(code) { records.changed += 1 } else { records.added += 1 }
    }
  }

  private mutating func content(
    of row: AgencyRecord, old: AgencyContent?, codes: Set<AgencyCode>
  ) -> AgencyContent {
    AgencyContent(
      name: row.name.isEmpty ? old?.name ?? "" : row.name,
      tier: Self.said(row.tier, old: old?.tier.flatMap(Tier.init))?.rawValue,
      kind: Self.said(row.kind, old: old?.kind),
      parent: parent(of: row, old: old?.parent, codes: codes),
      successors: Self.said(row.successors, old: old?.successors) ?? [])
  }

  /// The parent that the row names, or the nearest code above it that exists.
  private mutating func parent(
    of row: AgencyRecord, old: AgencyCode?, codes: Set<AgencyCode>
  ) -> AgencyCode? {
    if let named = row.parent.value, named != row.code {
      if codes.contains(named) { return named }
      let nearest = ([named] + named.prefixes).first { codes.contains($0) && $0 != row.code }
      warnings.append(Self.missingParent(named, of: row, nearest: nearest))
      return nearest
    }
    return row.code.prefixes.first { codes.contains($0) }
  }

  private static func missingParent(
    _ named: AgencyCode, of row: AgencyRecord, nearest: AgencyCode?
  ) -> SyncWarning {
    SyncWarning(
      vi: """
        Dòng \(row.row): cơ quan cha \(named) của \(row.code) không tồn tại; \
        \(nearest.map { "thay bằng \($0), mã gần nhất phía trên" } ?? "cơ quan đứng độc lập").
        """,
      en: """
        Row \(row.row): the parent \(named) of agency \(row.code) does not exist; \
        \(nearest.map { "\($0), the nearest code above it, takes its place" }
          ?? "the agency stands by itself").
        """)
  }

  private static func said<Value>(_ claim: Claim<Value>, old: Value?) -> Value? {
    switch claim {
    case .unsaid: old
    case .unknown: nil
    case .known(let value): value
    }
  }
}
