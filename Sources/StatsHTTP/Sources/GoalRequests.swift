public import Indicators
public import Procedures

/// A question about the goals of a plan.
public struct GoalsRequest: Sendable, Hashable {
  /// Id of the plan, or `all`; nil is the authority's own plan of the day.
  public var plan: String?
  /// The date whose state is judged; nil is today in Asia/Ho_Chi_Minh.
  public var on: CalendarDay?
  /// By what was known at this instant; nil is now.
  public var known: Instant?
  /// The day whose rows are counted; nil leaves it to the goals.
  public var basket: CalendarDay?
  /// The date that trends begin on; nil is the end of the quarter before.
  public var since: CalendarDay?
  /// The part of the catalog and of the dossiers.
  public var filters: [Dimension: String] = [:]

  /// The authority's own plan as it stands.
  public init() {}
}

/// A question about the tasks of a plan.
public struct TasksRequest: Sendable, Hashable {
  /// Id of the plan; nil is the authority's own plan of the day.
  public var plan: String?
  /// The date on which they are held against their deadlines; nil is today.
  public var on: CalendarDay?
  /// By what was known at this instant; nil is now.
  public var known: Instant?

  /// The tasks of the authority's own plan as they stand.
  public init() {}
}

/// A question about a weighted index.
public struct ScoreRequest: Sendable, Hashable {
  /// Where the counts come from.
  public enum Origin: String, Sendable, Hashable, CaseIterable {
    /// Our own facts.
    case facts
    /// Imported numerators and denominators.
    case observations
  }

  /// What is made of the scores.
  public enum Form: Sendable, Hashable {
    /// The score of one scope.
    case score
    /// The scores of all agencies, or of all scopes of observations.
    case ranking
    /// Our score beside the published one.
    case reconciliation
  }

  /// Id of the index.
  public var index: String
  /// The period; nil is this year.
  public var period: Period?
  /// By what was known at this instant; nil is now.
  public var known: Instant?
  /// An agency's code, or a scope of observations; nil is the authority.
  public var scope: String?
  /// Where the counts come from.
  public var origin = Origin.facts
  /// What is made of them.
  public var form = Form.score

  /// The score of the authority.
  public init(index: String) { self.index = index }
}

/// The answer to a question about an index.
public struct ScoreAnswer: Sendable, Hashable {
  /// What was scored.
  public enum Content: Sendable, Hashable {
    /// One score.
    case score(Score)
    /// All of them.
    case ranking(ScoreRanking)
    /// Ours and the published one.
    case reconciliation(ScoreReconciliation)
  }

  /// What was scored.
  public var content: Content
  /// Id of the index.
  public let index: String
  /// The scope as it was asked for; the authority's code where none was.
  public let scope: String
  /// The period.
  public let period: String

  /// An answer.
  public init(_ content: Content, index: String, scope: String, period: String) {
    self.content = content
    self.index = index
    self.scope = scope
    self.period = period
  }
}
