/// The rows of a table as they stand in the source, to give held rows back to those who can correct
/// them.
public struct SourceRows: Sendable {
  /// What was recognised as what; `headings` are those of the rows.
  public let recognition: Recognition
  /// The cells that are shown, as ``RawMask`` shows them; nil where all are shown as they are.
  private let shown: Set<Int>?
  private var records: any RecordSource
  private var record = CellRecord()

  /// Opens a catalog as ``CatalogReader`` does. Throws the same errors.
  public init(
    catalog file: SourceFile, profile: CatalogProfile = .standard, sheet: String? = nil
  ) throws(IntakeError) {
    try self.init(try TableOpening(file, sheet: sheet, matcher: profile.matcher))
  }

  /// Opens a file of agencies as ``AgencyReader`` does. Throws the same errors.
  public init(
    agencies file: SourceFile, profile: AgencyProfile = .standard, sheet: String? = nil
  ) throws(IntakeError) {
    try self.init(try TableOpening(file, sheet: sheet, matcher: profile.matcher))
  }

  /// Opens a source of facts as its reader does. Cells of columns that are not read are empty, and
  /// of the others only what a held row may show is there. Throws the same errors.
  public init(
    facts file: SourceFile, profile: FactProfile, sheet: String? = nil
  ) throws(IntakeError) {
    try self.init(
      try TableOpening(file, sheet: sheet, matcher: profile.matcher), isPersonal: true)
  }

  private init(_ opening: TableOpening, isPersonal: Bool = false) throws(IntakeError) {
    shown = isPersonal ? Set(opening.match.readings.map(\.index)) : nil
    recognition = opening.recognition
    records = opening.records
  }

  /// The cells of the row with this number; nil where there is none. Rows are asked for in
  /// ascending order: what was passed does not come back. Reads on in constant memory.
  public mutating func cells(ofRow number: Int) throws(IntakeError) -> [String]? {
    while record.number < number || record.number == 0 {
      guard try records.advance(&record) else { return nil }
    }
    guard record.number == number else { return nil }
    guard let shown else { return (0..<record.count).map(record.text) }
    return (0..<record.count).map { index in
      shown.contains(index) ? RawMask.masked(record.text(index)) : ""
    }
  }
}
