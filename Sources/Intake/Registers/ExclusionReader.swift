public import Procedures

/// A row of a sheet of exclusions.
public struct ExclusionRecord: Sendable, Hashable {
  /// Row of the file.
  public let row: Int
  /// Id of the indicator, as written.
  public let indicator: String
  /// The procedure.
  public let procedure: ProcedureCode
  /// The agency; nil where the whole procedure is meant.
  public let agency: AgencyCode?
  /// The legal basis.
  public let legalBasis: String
  /// The reason.
  public let reason: String
  /// The first day.
  public let from: CalendarDay
  /// The last day; nil where it has no end.
  public let to: CalendarDay?
}

/// A row of a sheet of a register that cannot be read.
public struct HeldRegisterRow: Sendable, Hashable {
  /// Row of the file.
  public let row: Int
  /// Heading of the column at fault.
  public let column: String
  /// Position of the cell, from 1.
  public let position: Int
  /// The rule that it breaks.
  public let rule: HeldRule
  /// The text of the cell.
  public let raw: String
}

/// Reads a sheet of exclusions: CSV, XLSX or JSON with the columns indicator, procedure_code,
/// agency_code, legal_basis, reason, from, to. The whole file is read; such files are small.
public struct ExclusionReader: Sendable {
  /// The rows that can be read, in the file's order.
  public let records: [ExclusionRecord]
  /// The others.
  public let held: [HeldRegisterRow]

  private struct Failure: Error {
    let rule: HeldRule
    let index: Int
  }

  /// Reads the file. Throws ``IntakeError`` where it is no table, is cut off, has no data rows, or
  /// lacks a column that is needed.
  public init(file: SourceFile, sheet: String? = nil) throws(IntakeError) {
    let matcher = HeaderMatcher(TableProfile.embedded(PackageResources.exclusions_json))
    let opening = try TableOpening(file, sheet: sheet, matcher: matcher)
    let key = opening.match.index(of: "procedure_code") ?? 0
    var filter = RowFilter(headerKeys: opening.headerKeys, keyIndexes: [key])
    var source = opening.records
    var record = CellRecord()
    var records: [ExclusionRecord] = []
    var held: [HeldRegisterRow] = []
    while try source.advance(&record) {
      try CutCheck.check(record, width: opening.match.width, file: file.name)
      do throws(Failure) {
        records.append(try Self.read(record, opening.match, key: key))
        filter.passData()
      } catch {
        if error.index == key, filter.isNonData(record) { continue }
        held.append(
          HeldRegisterRow(
            row: record.number, column: opening.match.header(error.index),
            position: error.index + 1, rule: error.rule, raw: record.text(error.index)))
      }
    }
    guard !records.isEmpty || !held.isEmpty else {
      throw IntakeError(
        .headerOnly, file: file.name, line: opening.recognition.headerRow,
        reason: "below the headings stands no data row; fill in the table")
    }
    self.records = records
    self.held = held
  }

  private static func read(
    _ record: CellRecord, _ match: HeaderMatcher.Match, key: Int
  ) throws(Failure) -> ExclusionRecord {
    guard let procedure = ProcedureCode(cleaning: record.text(key)) else {
      throw Failure(rule: .badCode, index: key)
    }
    func text(_ meaning: String) throws(Failure) -> String {
      let index = match.index(of: meaning) ?? key
      guard case .known(let text) = CellReading.text(record.text(index)),
        text.count <= 2000
      else { throw Failure(rule: .badValue, index: index) }
      return text
    }
    func day(_ meaning: String) throws(Failure) -> CalendarDay? {
      guard let index = match.index(of: meaning) else { return nil }
      guard case .claim(let claim) = DateReading.day(record.text(index)) else {
        throw Failure(rule: .badValue, index: index)
      }
      return claim.value
    }
    let indicator = try text("indicator")
    var agency: AgencyCode?
    if let index = match.index(of: "agency_code"),
      case .known(let code) = CellReading.text(record.text(index))
    {
      guard let known = AgencyCode(code) else {
        throw Failure(rule: .unknownAgency, index: index)
      }
      agency = known
    }
    let basis = try text("legal_basis")
    let reason = try text("reason")
    guard let from = try day("from") else {
      throw Failure(rule: .badValue, index: match.index(of: "from") ?? key)
    }
    let to = try day("to")
    if let to, to < from { throw Failure(rule: .badValue, index: match.index(of: "to") ?? key) }
    return ExclusionRecord(
      row: record.number, indicator: indicator, procedure: procedure, agency: agency,
      legalBasis: basis, reason: reason, from: from, to: to)
  }
}
