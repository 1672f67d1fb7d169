import Procedures

/// The columns that identify a row of a catalog, each with its cache.
struct CatalogKeys: Sendable {
  /// A procedure or service code as a cell writes it.
  enum CodeReading: Sendable, Equatable {
    case nothing
    /// The procedure, and the service code or an empty text.
    case code(ProcedureCode, service: String)
    case bad
  }

  private var code: CachedColumn<CodeReading>?
  private var service: CachedColumn<CodeReading>?
  private var agencyCode: CachedColumn<AgencyReading>?
  private var agency: CachedColumn<AgencyReading>?

  init(_ match: HeaderMatcher.Match, profile: TableProfile, directory: AgencyDirectory) {
    let (pattern, expands) = (profile.localCode, profile.expand)
    code = match.index(of: "code").map { index in
      CachedColumn(index: index) { Self.procedureCode($0, localPattern: pattern) }
    }
    service = match.index(of: "service_code").map {
      CachedColumn(index: $0, parse: Self.serviceCode)
    }
    agencyCode = match.index(of: "agency_code").map { index in
      CachedColumn(index: index) { AgencyReading.codes($0, in: directory) }
    }
    agency = match.index(of: "agency").map { index in
      CachedColumn(index: index) { AgencyReading.names($0, in: directory, expands: expands) }
    }
  }

  /// The cells that identify a row.
  var indexes: [Int] { [code?.index ?? service?.index].compactMap { $0 } }
  /// The cell of the procedure code, else of the service code.
  var codeIndex: Int { code?.index ?? service?.index ?? 0 }
  var serviceIndex: Int { service?.index ?? codeIndex }

  /// The procedure that the row names.
  mutating func readCode(_ record: CellRecord) -> CodeReading {
    if code != nil { return code?.read(record) ?? .nothing }
    return service?.read(record) ?? .nothing
  }

  /// The service that the row names; nil where the cell is no service of the procedure.
  mutating func readService(_ record: CellRecord, of procedure: ProcedureCode?) -> String? {
    switch service?.read(record) ?? .nothing {
    case .nothing: ""
    case .code(let owner, let service): procedure == nil || owner == procedure ? service : nil
    case .bad: nil
    }
  }

  /// The agencies that the row names and the cell that says so. A code wins over a name.
  mutating func readAgencies(_ record: CellRecord) -> (reading: AgencyReading, index: Int) {
    if let index = agencyCode?.index, let reading = agencyCode?.read(record) {
      if case .nothing = reading {} else { return (reading, index) }
    }
    if let index = agency?.index, let reading = agency?.read(record) { return (reading, index) }
    return (.nothing, agencyCode?.index ?? codeIndex)
  }

  /// `1.004194`, with what exports hang on it, or a code of the form that the profile declares.
  static func procedureCode(_ cell: String, localPattern: String? = nil) -> CodeReading {
    let text = VietnameseText.normalised(cell)
    if text.isEmpty { return .nothing }
    if let code = ProcedureCode(cleaning: text) ?? repaired(text) {
      return .code(code, service: "")
    }
    guard let localPattern, text.utf8.count <= 64, let form = try? Regex(localPattern),
      (try? form.wholeMatch(in: text)) != nil
    else { return .bad }
    return .code(ProcedureCode(local: text), service: "")
  }

  /// A code as spreadsheets bend it: `="1.004194"`, `1,004194` where the comma is the decimal
  /// sign, a blank behind the dot, a point at the end, a suffix in small letters.
  private static func repaired(_ text: String) -> ProcedureCode? {
    var bytes = Array(withoutWrapping(text).uppercased().utf8).filter { $0 != 0x20 }
    while bytes.last == UInt8(ascii: ".") { bytes.removeLast() }
    if bytes.count == 8, bytes[1] == UInt8(ascii: ",") { bytes[1] = UInt8(ascii: ".") }
    return ProcedureCode(cleaning: String(decoding: bytes, as: UTF8.self))
  }

  /// Takes off quotation marks and the `=` of a formula that keeps a text a text.
  static func withoutWrapping(_ text: String) -> String {
    let marks: Set<Character> = ["=", "\"", "'", "“", "”", "‘", "’", "`"]
    var rest = text[...]
    while let first = rest.first, marks.contains(first) { rest = rest.dropFirst() }
    while let last = rest.last, marks.contains(last) { rest = rest.dropLast() }
    return String(rest)
  }

  /// `1.004194.01` or `1.004194.000.00.00.H32.01`; a procedure code alone names no service.
  @Sendable static func serviceCode(_ cell: String) -> CodeReading {
    let text = withoutWrapping(VietnameseText.normalised(cell))
    if let code = ProcedureCode(cleaning: text) { return .code(code, service: "") }
    guard let dot = text.lastIndex(of: ".") else {
      return Vocabulary.standard.saysNothing(VietnameseText.matchKey(text), text)
        ? .nothing : .bad
    }
    let suffix = text[text.index(after: dot)...]
    guard (2...3).contains(suffix.utf8.count),
      suffix.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
      let code = ProcedureCode(cleaning: String(text[..<dot]))
    else { return .bad }
    return .code(code, service: "\(code.text).\(suffix)")
  }
}
