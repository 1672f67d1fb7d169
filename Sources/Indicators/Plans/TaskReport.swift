public import Procedures

/// What was reported last on a task.
public struct TaskReport: Hashable, Sendable {
  /// How far the task is.
  public enum State: String, Hashable, Sendable, CaseIterable {
    /// Nothing has begun.
    case notStarted = "not_started"
    /// Work has begun.
    case inProgress = "in_progress"
    /// It is done; the day is known.
    case done
    /// It was given up by a decision.
    case cancelled

    /// The state for people: `Đang thực hiện`.
    public func label(_ language: Language) -> String {
      switch (self, language) {
      case (.notStarted, .vi): "Chưa thực hiện"
      case (.inProgress, .vi): "Đang thực hiện"
      case (.done, .vi): "Hoàn thành"
      case (.cancelled, .vi): "Không thực hiện"
      case (.notStarted, .en): "Not started"
      case (.inProgress, .en): "In progress"
      case (.done, .en): "Done"
      case (.cancelled, .en): "Cancelled"
      }
    }
  }

  /// How far the task is.
  public var state: State
  /// When it was done; given where and only where ``state`` is done.
  public var doneOn: CalendarDay?
  /// The day of the deadline, where the plan's words name none and it has become known.
  public var dueOn: CalendarDay?
  /// Progress in percent, where it was reported; 0…100.
  public var progress: Int?
  /// Progress in percent of the parts of its product, by their ids.
  public var deliverables: [String: Int]
  /// The document that proves it: number, date, address.
  public var evidence: String

  /// A report.
  public init(
    state: State, doneOn: CalendarDay? = nil, dueOn: CalendarDay? = nil, progress: Int? = nil,
    deliverables: [String: Int] = [:], evidence: String = ""
  ) {
    precondition((state == .done) == (doneOn != nil), "what is done has its day")
    precondition(
      (progress.map { (0...100).contains($0) } ?? true)
        && deliverables.values.allSatisfy { (0...100).contains($0) },
      "progress is given in percent")
    self.state = state
    self.doneOn = doneOn
    self.dueOn = dueOn
    self.progress = progress
    self.deliverables = deliverables
    self.evidence = evidence
  }
}
