/// The rows of a table as they stand in the source, to give held rows back to those who can correct
/// them.
public struct SourceRows: Sendable {
  /// What was recognised as what; `headings` are those of the rows.
  public let recognition: Recognition
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

  private init(_ opening: TableOpening) throws(IntakeError) {
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
    return (0..<record.count).map(record.text)
  }
}
