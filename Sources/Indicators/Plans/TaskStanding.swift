public import Procedures

/// A task on a day: its report held against its deadline.
public struct TaskStanding: Hashable, Sendable {
  /// How it stands.
  public enum Standing: String, Hashable, Sendable, CaseIterable {
    /// Done by its deadline.
    case doneOnTime = "done_on_time"
    /// Done after its deadline.
    case doneLate = "done_late"
    /// Done; its deadline names no day, so that nobody can say whether it was in time.
    case doneUndated = "done_undated"
    /// Not done, and the deadline has passed.
    case overdue
    /// Not done, and the deadline has not passed.
    case open
    /// Not done, and the deadline names no day.
    case noDate = "no_date"
    /// Given up by a decision.
    case cancelled

    /// The standing for people: `Quá hạn`.
    public func label(_ language: Language) -> String {
      switch (self, language) {
      case (.doneOnTime, .vi): "Hoàn thành đúng hạn"
      case (.doneLate, .vi): "Hoàn thành trễ hạn"
      case (.doneUndated, .vi): "Hoàn thành, không có ngày hạn"
      case (.overdue, .vi): "Quá hạn"
      case (.open, .vi): "Trong hạn"
      case (.noDate, .vi): "Chưa có ngày hạn"
      case (.cancelled, .vi): "Không thực hiện"
      case (.doneOnTime, .en): "Done on time"
      case (.doneLate, .en): "Done late"
      case (.doneUndated, .en): "Done, no date to hold it against"
      case (.overdue, .en): "Overdue"
      case (.open, .en): "Open"
      case (.noDate, .en): "No date"
      case (.cancelled, .en): "Cancelled"
      }
    }
  }

  /// The task.
  public let task: PlanTask
  /// The last report; nil where nobody has reported.
  public let report: TaskReport?
  /// The last day that is not late: the deadline's, or the one that was reported.
  public let lateAfter: CalendarDay?
  /// How it stands.
  public let standing: Standing

  /// Holds a report against the deadline, on a day.
  ///
  /// A task counts as done from the day that was reported. A day of the deadline that was reported
  /// matters only where the plan's words name none.
  public init(_ task: PlanTask, _ report: TaskReport?, on day: CalendarDay) {
    self.task = task
    self.report = report
    lateAfter = task.deadline.lateAfter ?? (task.deadline.awaitsDate ? report?.dueOn : nil)
    if report?.state == .cancelled {
      standing = .cancelled
    } else if let done = report?.doneOn, done <= day {
      standing = lateAfter.map { done <= $0 ? .doneOnTime : .doneLate } ?? .doneUndated
    } else {
      standing = lateAfter.map { day <= $0 ? .open : .overdue } ?? .noDate
    }
  }

  /// Whether it is done by that day.
  public var isDone: Bool {
    switch standing {
    case .doneOnTime, .doneLate, .doneUndated: true
    case .overdue, .open, .noDate, .cancelled: false
    }
  }

  /// Parts of the product that have not reached what is asked of them.
  public var missingDeliverables: [PlanTask.Deliverable] {
    isDone
      ? []
      : task.deliverables.filter { (report?.deliverables[$0.id] ?? 0) < $0.reachedAt }
  }
}
