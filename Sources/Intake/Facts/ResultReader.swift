public import Procedures

/// Reads stocks of results row by row, in constant memory.
///
/// Each data row becomes one event: a record that is applied whole, or a held row; ``read`` is the
/// sum of the events and ``nonData``. Columns of personal data and columns whose heading nobody
/// knows are never read; ``dropped`` names them. Copies read on independently.
public struct ResultReader: Sendable {
  private var rows: FactRows<ResultDecoder>

  /// Opens the source and recognises its columns; `sheet` names the sheet where several hold a
  /// table. `agencies` and `procedures` are all that were ever known; `holidays` are not
  /// used. An event after
  /// `latest` is a `bad_value`, as an event that lies ahead is an error of the source. Throws
  /// ``IntakeError`` where the bytes are no table, hold no table, or lack a needed column.
  public init(
    file: SourceFile, profile: FactProfile = .standard(.results), sheet: String? = nil,
    agencies: AgencyDirectory, procedures: ProcedureDirectory,
    holidays: HolidayCalendar = HolidayCalendar(), latest: Instant
  ) throws(IntakeError) {
    rows = try FactRows(
      file, profile: profile, sheet: sheet, agencies: agencies, procedures: procedures,
      latest: latest, kind: .results
    ) { context throws(IntakeError) in try ResultDecoder(context) }
  }

  /// What was recognised as what.
  public var recognition: Recognition { rows.recognition }
  /// The headings of the columns that are not read because they hold personal data or may do so.
  public var dropped: [String] { rows.dropped }
  /// Records read so far without the headings: title rows, data rows and rows that are no data.
  public var read: Int { rows.read }
  /// Records that are no data: titles, blank rows, column numbers, groups, totals, signatures.
  public var nonData: Int { rows.nonData }
  /// What is odd in the rows read so far but holds none of them.
  public var warnings: [IntakeWarning] { rows.decoder.warnings }

  /// Also writes each event as a line of a redacted copy: our own columns with normalised values
  /// and the number of the row, nothing personal. Reading the copy with
  /// ``FactProfile/redacted(_:)`` gives the same events. The sink gets portions of some 64 KiB, the
  /// last one at the end of the source; its errors end the reading. To be called before
  /// ``next()``.
  public mutating func redacted(
    into sink: @escaping @Sendable ([UInt8]) throws(IntakeError) -> Void
  ) {
    rows.redact(into: sink)
  }

  /// The event of the next data row; nil at the end. Throws ``IntakeError`` where the rest is
  /// unreadable or was cut off, and at the end of a table without data rows; what came before such
  /// an error must not be applied.
  public mutating func next() throws(IntakeError) -> FactEvent<ResultStock>? {
    try rows.next()
  }
}
