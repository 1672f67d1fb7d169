public import Procedures

/// A measurable clause of a plan.
public struct Goal: Hashable, Sendable {
  /// What a goal is measured by.
  public enum Measure: Hashable, Sendable {
    /// An indicator of this program.
    case indicator(String)
    /// A figure from outside that no indicator of this program gives: its id among observations.
    case observation(String)
    /// Tasks of the plan, by their references.
    case tasks([String])
  }

  /// Which days the measure is about.
  public enum Span: Hashable, Sendable {
    /// The state on the day that is asked for.
    case asOf
    /// A period that the plan fixes.
    case period(Period)
    /// The year of the day that is asked for.
    case yearOfDay
  }

  /// Unique within the plan: `I.2.c-1`.
  public let id: String
  /// The clause: `I.2.c`. Several goals may stand in one clause.
  public let clause: String
  /// The words of the clause, as the plan writes them.
  public let text: String
  /// What is measured, in a few words, Vietnamese.
  public let meaningVi: String
  /// What is measured, in a few words, English.
  public let meaningEn: String
  /// What it is measured by.
  public let measure: Measure
  /// What is counted; nil takes the indicator's default.
  public let count: CountUnit?
  /// The part of the catalog or of the dossiers that the goal is about.
  public let filters: [Dimension: String]
  /// What is asked.
  public let rule: GoalRule
  /// The days that the measure is about.
  public let span: Span
  /// Until when; nil where the plan says nothing.
  public let deadline: Deadline?
  /// The day on which the rows that count were fixed; nil asks about the rows of the day itself.
  public let basket: CalendarDay?
  /// Indicators that are shown beside it without a target of their own.
  public let beside: [String]
  /// Where the number comes from, and what must be known to read it.
  public let note: String

  /// A goal.
  public init(
    id: String, clause: String, text: String = "", meaningVi: String, meaningEn: String,
    measure: Measure, count: CountUnit? = nil, filters: [Dimension: String] = [:],
    rule: GoalRule, span: Span = .asOf, deadline: Deadline? = nil, basket: CalendarDay? = nil,
    beside: [String] = [], note: String = ""
  ) {
    if case .tasks(let references) = measure {
      precondition(rule == .milestone && !references.isEmpty, "tasks are asked to be done")
    } else {
      precondition(rule != .milestone, "only tasks can be done")
    }
    self.id = id
    self.clause = clause
    self.text = text
    self.meaningVi = meaningVi
    self.meaningEn = meaningEn
    self.measure = measure
    self.count = count
    self.filters = filters
    self.rule = rule
    self.span = span
    self.deadline = deadline
    self.basket = basket
    self.beside = beside
    self.note = note
  }

  /// What is measured, in a few words.
  public func meaning(_ language: Language) -> String {
    language == .vi ? meaningVi : meaningEn
  }

  /// The id of the figure behind the goal: the indicator, the observation, or `milestones_done`.
  public var indicator: String {
    switch measure {
    case .indicator(let id), .observation(let id): id
    case .tasks: TaskCounts.indicator
    }
  }

  /// The references of its tasks; empty for a share.
  public var tasks: [String] {
    if case .tasks(let references) = measure { references } else { [] }
  }

  /// The commands that bring the facts that it is measured by, such as `motcua sync catalog`.
  public var feeds: [String] {
    switch measure {
    case .indicator(let id):
      Indicator.all.first { $0.id == id }?.feeds ?? [IndicatorFact.catalog.feed]
    case .observation: [IndicatorFact.observations.feed]
    case .tasks: [IndicatorFact.tasks.feed]
    }
  }

  /// The period of the measure on a day; nil where it is about the day itself.
  public func period(on day: CalendarDay) throws(IndicatorError) -> Period? {
    switch span {
    case .asOf: nil
    case .period(let period): period
    case .yearOfDay: try Period("\(day.components.year)")
    }
  }
}
