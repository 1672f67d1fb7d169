public import Procedures

/// A place in the file of a run.
public struct SourcePlace: Sendable, Hashable {
  /// Name of the source.
  public let source: String
  /// The run.
  public let run: Int64
  /// The file of that run.
  public let file: String
  /// The sheet; nil where the format has none.
  public let sheet: String?
  /// The row; nil where it was not kept.
  public let row: Int?
  /// The heading of the column; nil where the run kept none.
  public let column: String?
  /// Address of the cell, such as `C12`; nil where no single cell is meant.
  public let cell: String?

  /// A place; what the run did not keep is nil.
  public init(
    source: String, run: Int64, file: String, sheet: String? = nil, row: Int? = nil,
    column: String? = nil, cell: String? = nil
  ) {
    self.source = source
    self.run = run
    self.file = file
    self.sheet = sheet
    self.row = row
    self.column = column
    self.cell = cell
  }
}

/// Why a row is held.
public struct HeldDetail: Sendable, Hashable {
  /// The rule that it broke, such as `bad_value`.
  public let rule: String
  /// The text of the cell at fault; nil where it is not shown, as it may hold what a person typed.
  public let raw: String?
  /// Where it stands.
  public let place: SourcePlace

  /// What is wrong with a row.
  public init(rule: String, raw: String?, place: SourcePlace) {
    self.rule = rule
    self.raw = raw
    self.place = place
  }
}

/// A dossier behind a figure. No name and no address is known of it.
public struct ExplainedDossier: Sendable, Hashable {
  /// Code of the dossier.
  public let code: String
  /// The day on which it was received.
  public let receivedOn: CalendarDay?
  /// The day on which it ended.
  public let endedOn: CalendarDay?
  /// The day on which it is due.
  public let dueOn: CalendarDay?
  /// Its status, 1 to 10.
  public let status: Int
  /// Its class of time: `early`, `on_time`, `late`, `undated`; nil where it has none.
  public let timeClass: String?
  /// The run and row that said so last.
  public let place: SourcePlace

  /// A dossier behind a figure.
  public init(
    code: String, receivedOn: CalendarDay?, endedOn: CalendarDay?, dueOn: CalendarDay?, status: Int,
    timeClass: String?, place: SourcePlace
  ) {
    self.code = code
    self.receivedOn = receivedOn
    self.endedOn = endedOn
    self.dueOn = dueOn
    self.status = status
    self.timeClass = timeClass
    self.place = place
  }
}
