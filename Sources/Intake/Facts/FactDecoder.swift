import Procedures

/// The cell that stopped a row of facts, and the rule it broke.
struct FactFailure: Error {
  let rule: HeldRule
  let index: Int
  /// Whether it is the cell that identifies the row, so that the row may be no data at all.
  var isKey = false
}

/// The parts of a held row that could be read.
struct FactFragments {
  var key: String?
  var procedure: ProcedureCode?
  var agencies: [Int64] = []
  var agencyReadable = false
  var days: ClosedRange<CalendarDay>?
}

/// What a reader of facts needs to know beside the file.
struct FactContext: Sendable {
  let match: HeaderMatcher.Match
  let profile: TableProfile
  let file: String
  let line: Int
  let agencies: AgencyDirectory
  let procedures: ProcedureDirectory
  /// The last moment that an event may name.
  let latest: Instant

  /// Throws where the table has none of these columns.
  func require(_ meanings: String...) throws(IntakeError) {
    guard !meanings.contains(where: { match.index(of: $0) != nil }) else { return }
    let titles = profile.columns.filter { meanings.contains($0.id) }
      .map { "\"\($0.canonical.last ?? $0.id)\"" }
    throw IntakeError(
      .noHeader, file: file, line: line,
      reason: "the headings lack a column that is needed: \(titles.joined(separator: " or ")); "
        + "rename one or map it in a profile (--profile)")
  }
}

/// Reads rows of one kind of fact.
protocol FactDecoder: Sendable {
  associatedtype Record: Hashable & Sendable

  /// The cell that identifies a row.
  var keyIndex: Int { get }

  /// The row's fact; throws the first cell that cannot be read.
  mutating func read(
    _ record: CellRecord
  ) throws(FactFailure) -> (value: Record, outcome: DossierOutcome?)

  /// What can be read of a row that is held.
  mutating func fragments(_ record: CellRecord) -> FactFragments

  /// Writes the cells of a redacted line, in the order of ``RedactedForm/columns(of:)``.
  func write(_ value: Record, to line: inout RedactedLine)

  /// What is odd in the rows read so far.
  var warnings: [IntakeWarning] { get }
}
