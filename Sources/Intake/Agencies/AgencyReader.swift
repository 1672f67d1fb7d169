import Procedures

/// Reads a whole agencies file; such files are small.
///
/// `read` is the sum of `nonData`, `duplicate`, the held rows and the records.
public struct AgencyReader: Sendable {
  /// What was recognised as what.
  public let recognition: Recognition
  /// The valid rows in the file's order, each code once.
  public let records: [AgencyRecord]
  /// The rows that were put aside, in the file's order.
  public let held: [HeldAgencyRow]
  /// Records without the headings.
  public let read: Int
  /// Records that are no data: titles, blank rows, column numbers, groups, totals, signatures.
  public let nonData: Int
  /// Rows that repeat an earlier one word for word.
  public let duplicate: Int

  /// Reads the file. Throws ``IntakeError`` where it is no table, is cut off, has no data rows,
  /// or its headings are not recognised.
  public init(
    file: SourceFile, profile: AgencyProfile = .standard, sheet: String? = nil
  ) throws(IntakeError) {
    let opening = try TableOpening(file, sheet: sheet, matcher: profile.matcher)
    let row = AgencyRow(opening.match, profile: profile.matcher.profile)
    var filter = RowFilter(
      headerKeys: opening.headerKeys, keyIndexes: [row.codeIndex])
    var source = opening.records
    var record = CellRecord()
    var records: [AgencyRecord] = []
    var held: [HeldAgencyRow] = []
    var read = opening.titleRows
    var nonData = opening.titleRows
    while try source.advance(&record) {
      try CutCheck.check(record, width: opening.match.width, file: file.name)
      read += 1
      do throws(AgencyRow.Failure) {
        records.append(try row.read(record))
        filter.passData()
      } catch {
        if error.code == nil, filter.isNonData(record) {
          nonData += 1
        } else {
          held.append(
            HeldAgencyRow(
              row: record.number, column: opening.match.header(error.index),
              position: error.index + 1, rule: error.rule, raw: record.text(error.index),
              code: error.code))
        }
      }
    }
    guard read > nonData else {
      throw IntakeError(
        .headerOnly, file: file.name, line: opening.recognition.headerRow,
        reason: "below the headings stands no data row; export the table again")
    }
    let sorted = Self.withoutRepeats(
      records, codeColumn: opening.match.header(row.codeIndex), codePosition: row.codeIndex + 1)
    recognition = opening.recognition
    self.records = sorted.records
    self.held = (held + sorted.held).sorted { $0.row < $1.row }
    self.read = read
    self.nonData = nonData
    duplicate = sorted.duplicate
  }

  /// Equal repeats count once; a code with different contents is held with all of them.
  private static func withoutRepeats(
    _ all: [AgencyRecord], codeColumn: String, codePosition: Int
  ) -> (records: [AgencyRecord], held: [HeldAgencyRow], duplicate: Int) {
    let byCode = Dictionary(grouping: all, by: \.code)
    var records: [AgencyRecord] = []
    var held: [HeldAgencyRow] = []
    var duplicate = 0
    for record in all {
      let same = byCode[record.code] ?? [record]
      guard let first = same.first else { continue }
      if same.contains(where: { !$0.isRepeat(of: first) }) {
        held.append(
          HeldAgencyRow(
            row: record.row, column: codeColumn, position: codePosition, rule: .conflict,
            raw: record.code.text, code: record.code))
      } else if record.row == first.row {
        records.append(record)
      } else {
        duplicate += 1
      }
    }
    return (records, held, duplicate)
  }
}
