import Procedures

/// The rules of a sync once more, written for clearness only: what each source says of each key on
/// each day of a short window, whose last day stands for ever.
struct BeliefModel {
  /// Days of the window; the last one has no end.
  static let days = 30
  /// The first day on which `H32.17` does not exist any more.
  static let endOfAgency = 14

  struct Key: Hashable {
    var code: String
    /// Empty: the procedure itself.
    var agency: String
    var service: String
  }

  /// Attribute to cell; an empty cell is "unknown", a missing one "unsaid".
  typealias Content = [String: String]

  struct Held: Hashable {
    var code: String?
    var agencies: [String]
    var isReadable: Bool
  }

  struct Source {
    var offerings: [Key: [Content?]] = [:]
    var procedures: [String: [Content?]] = [:]
    /// By scope; the whole is the empty one.
    var held: [String: [Held]] = [:]
  }

  private(set) var names: [String] = []
  private(set) var sources: [Source] = []

  /// The agencies of the standard tree with parent and tier.
  static let agencies: [String: (parent: String?, tier: String)] = [
    "H32": (nil, "province"), "H32.16": ("H32", "province"), "H32.17": ("H32", "province"),
    "H32.201": ("H32", "commune"), "H32.201.1": ("H32.201", "commune"),
    "G11.1": (nil, "vertical"),
  ]

  static func isInForce(_ agency: String, on day: Int) -> Bool {
    agency != "H32.17" || day < endOfAgency
  }

  /// The agency and those above it.
  static func lineage(_ agency: String) -> [String] {
    [agency] + (agencies[agency]?.parent.map(lineage) ?? [])
  }

  /// What became of the rows of a file.
  struct Verdict {
    var held: [Held] = []
    var applied: [RandomFile.Row] = []
    /// Keys that count as present.
    var present: Set<Key> = []
    /// Agencies whose missing keys stay; nil: all stay.
    var doubtful: Set<String>? = []
  }

  static func verdict(on file: RandomFile, effective: Int, scope: String?) -> Verdict {
    var verdict = Verdict()
    var valid: [RandomFile.Row] = []
    for row in file.rows {
      let known = row.agencies.filter { isInForce($0, on: effective) }
      let isReadable = row.flaw != .agency && known.count == row.agencies.count
      switch row.flaw {
      case .code:
        verdict.held.append(Held(code: nil, agencies: known.sorted(), isReadable: isReadable))
        if !isReadable || known.isEmpty {
          verdict.doubtful = nil
        } else {
          verdict.doubtful?.formUnion(known)
        }
      case _ where !isReadable:
        verdict.held.append(Held(code: row.code, agencies: known.sorted(), isReadable: false))
        verdict.doubtful = nil
      case .value:
        verdict.held.append(Held(code: row.code, agencies: known.sorted(), isReadable: true))
        verdict.present.formUnion(keys(row))
      default:
        verdict.present.formUnion(keys(row))
        let isInside =
          scope.map { scope in
            !row.agencies.isEmpty && row.agencies.allSatisfy { lineage($0).contains(scope) }
          } ?? true
        if isInside {
          valid.append(row)
        } else {
          verdict.held.append(Held(code: row.code, agencies: known.sorted(), isReadable: true))
        }
      }
    }
    for row in valid {
      let conflicts = valid.contains { other in
        !Set(keys(row)).isDisjoint(with: keys(other))
          && content(row, file, effective) != content(other, file, effective)
      }
      if conflicts {
        verdict.held.append(Held(code: row.code, agencies: row.agencies.sorted(), isReadable: true))
      } else {
        verdict.applied.append(row)
      }
    }
    return verdict
  }

  static func keys(_ row: RandomFile.Row) -> [Key] {
    (row.agencies.isEmpty ? [""] : row.agencies).map {
      Key(code: row.code, agency: $0, service: row.serviceCode)
    }
  }

  /// What a row says, and from when.
  static func content(
    _ row: RandomFile.Row, _ file: RandomFile, _ effective: Int
  ) -> [String: String] {
    var said = row.cells.filter {
      file.columns.contains($0.key) && !RandomFile.labels.contains($0.key)
    }
    said["from"] = "\(start(of: row, file, effective))"
    return said
  }

  static func start(of row: RandomFile.Row, _ file: RandomFile, _ effective: Int) -> Int {
    guard file.columns.contains("effective_from"), let from = row.from else { return effective }
    return max(effective, from)
  }

  /// A source stands behind those that were there before it, from its first run on, also where
  /// that one is refused.
  mutating func enter(_ name: String) {
    guard !names.contains(name) else { return }
    names.append(name)
    sources.append(Source())
  }

  /// What a source says now; nothing before its first run.
  func source(_ name: String) -> Source {
    names.firstIndex(of: name).map { sources[$0] } ?? Source()
  }

  /// Takes back all that a source said since it said this.
  mutating func restore(_ source: Source, of name: String) {
    guard let index = names.firstIndex(of: name) else { return }
    sources[index] = source
  }

  /// Applies a file that the guard let pass.
  mutating func apply(
    _ file: RandomFile, _ verdict: Verdict, source name: String, effective: Int, scope: String?
  ) {
    enter(name)
    guard let index = names.firstIndex(of: name) else { return }
    var source = sources[index]
    let labels = file.columns.filter(RandomFile.labels.contains)
    var starts: [String: Int] = [:]
    for row in verdict.applied {
      let from = Self.start(of: row, file, effective)
      starts[row.code] = min(starts[row.code] ?? from, from)
      var said = Self.content(row, file, effective)
      said["from"] = nil
      for key in Self.keys(row) { Self.say(said, from: from, of: &source.offerings[key]) }
    }
    for key in source.offerings.keys {
      let isInScope = scope.map { !key.agency.isEmpty && Self.lineage(key.agency).contains($0) }
      guard isInScope ?? true, !verdict.present.contains(key), let doubtful = verdict.doubtful,
        !doubtful.contains(key.agency)
      else { continue }
      Self.end(on: effective, &source.offerings[key])
    }
    for (code, from) in starts {
      var said: Content = [:]
      let row = file.rows.first { $0.code == code && $0.flaw == .none }
      for label in labels { said[label] = row?.cells[label] ?? "" }
      Self.say(said, from: from, of: &source.procedures[code])
    }
    for code in source.procedures.keys where starts[code] == nil {
      let isOffered = source.offerings.contains { key, days in
        key.code == code && days[effective...].contains { $0 != nil }
      }
      if !isOffered { Self.end(on: effective, &source.procedures[code]) }
    }
    if scope == nil { source.held = [:] }
    source.held[scope ?? ""] = verdict.held
    sources[index] = source
  }

  /// From a day on one content holds; what it says nothing about stays as it was that day, or
  /// where nothing was, as it was to be first.
  private static func say(_ said: Content, from: Int, of days: inout [Content?]?) {
    var all = days ?? [Content?](repeating: nil, count: Self.days)
    let base = all[from...].compactMap(\.self).first ?? [:]
    let whole = base.merging(said) { $1 }
    for day in from..<Self.days { all[day] = whole }
    days = all
  }

  private static func end(on day: Int, _ days: inout [Content?]?) {
    guard var all = days else { return }
    for later in day..<Self.days { all[later] = nil }
    days = all
  }
}
