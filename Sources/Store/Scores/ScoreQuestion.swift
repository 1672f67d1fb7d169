public import Indicators
public import Procedures

/// What is asked of a score.
public struct ScoreQuestion: Sendable, Hashable {
  /// Where the counts come from.
  public enum Origin: String, Sendable, Hashable, CaseIterable {
    /// Our own facts.
    case facts
    /// Imported numerators and denominators.
    case observations
  }

  /// The index.
  public var index: ScoreIndex
  /// The day up to which events count and on which the catalog is looked at.
  public var day: CalendarDay
  /// The period.
  public var period: Period
  /// By what was known at this instant; nil for now.
  public var known: Instant?
  /// What counts as now, where several questions are to be answered by the same records; nil reads
  /// it. Not looked at where ``known`` names an instant.
  public var newest: NewestState?
  /// Whom it is about: an agency's code, or a label of observations; nil is the authority.
  public var scope: String?
  /// Where the counts come from.
  public var origin = Origin.facts

  /// A question about an index.
  public init(index: ScoreIndex, day: CalendarDay, period: Period) {
    self.index = index
    self.day = day
    self.period = period
  }

  /// The instant by which everything is asked.
  var instant: Instant? { known ?? newest?.known }
}
