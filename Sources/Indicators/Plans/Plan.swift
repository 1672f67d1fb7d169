public import Procedures

/// A plan (kế hoạch, chương trình): goals and tasks that a decision sets for some years.
public struct Plan: Hashable, Sendable {
  /// Public id: `khanh-hoa-2023`.
  public let id: String
  /// Name, Vietnamese.
  public let titleVi: String
  /// Name, English.
  public let titleEn: String
  /// The decision: number, date, who made it.
  public let decision: String
  /// Code of the authority whose plan it is, for example `H32`; nil for a national one.
  public let authority: String?
  /// The first day it is about.
  public let validFrom: CalendarDay
  /// The last day it is about.
  public let validTo: CalendarDay
  /// Its measurable clauses, in the order of the plan.
  public let goals: [Goal]
  /// The tasks of its annex and the milestones of its goals, in the order of the plan.
  public let tasks: [PlanTask]

  /// A plan of parts that fit together: goals and tasks have distinct ids, and goals name tasks
  /// that are there.
  public init(
    id: String, titleVi: String, titleEn: String, decision: String, authority: String?,
    validFrom: CalendarDay, validTo: CalendarDay, goals: [Goal], tasks: [PlanTask]
  ) {
    let references = Set(tasks.map(\.reference))
    precondition(
      references.count == tasks.count && Set(goals.map(\.id)).count == goals.count
        && goals.allSatisfy { references.isSuperset(of: $0.tasks) } && validFrom <= validTo,
      "the parts of a plan contradict each other")
    self.id = id
    self.titleVi = titleVi
    self.titleEn = titleEn
    self.decision = decision
    self.authority = authority
    self.validFrom = validFrom
    self.validTo = validTo
    self.goals = goals
    self.tasks = tasks
  }

  /// The name.
  public func title(_ language: Language) -> String { language == .vi ? titleVi : titleEn }

  /// The tasks of the annex.
  public var annex: [PlanTask] { tasks.filter(\.isInAnnex) }

  /// The task of that reference.
  public func task(_ reference: String) -> PlanTask? {
    tasks.first { $0.reference == reference }
  }

  /// Which of an authority's own plans a question without a name is about: the one that covers the
  /// day and began last, else the last that began before the day, else the first to begin. Nil
  /// where the authority has none.
  public static func inForce(
    _ plans: [Plan], authority: String, on day: CalendarDay
  ) -> Plan? {
    let own = plans.filter { $0.authority == authority }.sorted {
      ($0.validFrom, $0.id) < ($1.validFrom, $1.id)
    }
    return own.last { $0.validFrom <= day && day <= $0.validTo }
      ?? own.last { $0.validFrom <= day } ?? own.first
  }
}
