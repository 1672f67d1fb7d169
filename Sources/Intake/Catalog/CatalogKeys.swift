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

  init(_ match: HeaderMatcher.Match, directory: AgencyDirectory) {
    code = match.index(of: "code").map { CachedColumn(index: $0, parse: Self.procedureCode) }
    service = match.index(of: "service_code").map {
      CachedColumn(index: $0, parse: Self.serviceCode)
    }
    agencyCode = match.index(of: "agency_code").map { index in
      CachedColumn(index: index) { AgencyReading.codes($0, in: directory) }
    }
    agency = match.index(of: "agency").map { index in
      CachedColumn(index: index) { AgencyReading.names($0, in: directory) }
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

  /// `1.004194`, with what exports hang on it.
  @Sendable static func procedureCode(_ cell: String) -> CodeReading {
    let text = VietnameseText.normalised(cell)
    if text.isEmpty { return .nothing }
    return ProcedureCode(cleaning: text).map { .code($0, service: "") } ?? .bad
  }

  /// `1.004194.01` or `1.004194.000.00.00.H32.01`; a procedure code alone names no service.
  @Sendable static func serviceCode(_ cell: String) -> CodeReading {
    let text = VietnameseText.normalised(cell)
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
