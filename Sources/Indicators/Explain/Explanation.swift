public import Procedures

/// A figure with a page of the rows that make it.
public struct Explanation: Sendable, Hashable {
  /// The figure; its counts are the numbers of rows of each kind.
  public var figure: IndicatorFigure
  /// How many rows were asked for in all, on this and all other pages.
  public let total: Int
  /// The rows of this page.
  public let rows: [ExplainedRow]
  /// Where the next page begins; nil on the last.
  public let cursor: String?
  /// The entries of the register of exclusions that name the indicator on that day.
  public let exclusions: [ExclusionEntry]

  /// A page of rows behind a figure.
  public init(
    figure: IndicatorFigure, total: Int, rows: [ExplainedRow], cursor: String?,
    exclusions: [ExclusionEntry]
  ) {
    self.figure = figure
    self.total = total
    self.rows = rows
    self.cursor = cursor
    self.exclusions = exclusions
  }
}

/// An entry of the register of exclusions (danh mục loại trừ): a procedure, or one offering of it,
/// taken out of an indicator on a legal basis.
public struct ExclusionEntry: Sendable, Hashable {
  /// Id of the indicator.
  public let indicator: String
  /// The procedure.
  public let procedure: ProcedureCode
  /// The agency; nil where the whole procedure is taken out.
  public let agency: AgencyCode?
  /// The legal basis.
  public let legalBasis: String
  /// The reason.
  public let reason: String
  /// Who entered it.
  public let enteredBy: String
  /// The first day on which it is taken out.
  public let from: CalendarDay
  /// The last day; nil where it has no end.
  public let to: CalendarDay?
  /// The run that entered it; nil for one that was entered by hand.
  public let run: Int64?

  /// An entry of the register.
  public init(
    indicator: String, procedure: ProcedureCode, agency: AgencyCode?, legalBasis: String,
    reason: String, enteredBy: String, from: CalendarDay, to: CalendarDay?, run: Int64?
  ) {
    self.indicator = indicator
    self.procedure = procedure
    self.agency = agency
    self.legalBasis = legalBasis
    self.reason = reason
    self.enteredBy = enteredBy
    self.from = from
    self.to = to
    self.run = run
  }
}
