public import Indicators
public import Postgres
public import Procedures

/// Reports on the tasks of plans.
public struct TaskRegister: Sendable {
  /// The name of the source under which runs of this register are entered.
  static let registerName = "tasks"

  let pool: PostgresPool
  let authority: Authority

  /// The register of one authority.
  public init(pool: PostgresPool, authority: Authority) {
    self.pool = pool
    self.authority = authority
  }

  /// The actions of this register, for reading their JSON again.
  static let actions: [any RegisterAction.Type] = [SetTaskAction.self]

  /// A report that holds.
  public struct Entry: Sendable, Hashable {
    /// Reference of the task.
    public let task: String
    /// What was reported.
    public let report: TaskReport
    /// From when it holds.
    public let since: Instant
    /// The run that entered it.
    public let run: Int64
  }

  /// What is to be changed of a report; what is nil stays.
  public struct Change: Sendable, Hashable {
    /// How far the task is.
    public var state: TaskReport.State?
    /// When it was done.
    public var doneOn: CalendarDay?
    /// The day of a deadline that names none.
    public var dueOn: CalendarDay?
    /// Progress in percent.
    public var progress: Int?
    /// Progress of parts of its product, in percent.
    public var deliverables: [String: Int] = [:]
    /// The document that proves it.
    public var evidence: String?

    /// No change.
    public init() {}
  }

  /// The reports on a plan's tasks, by reference. With an instant, those that held by what was
  /// known then.
  public func reports(
    plan: String, known: Instant? = nil
  ) async throws -> [String: Entry] {
    try await pool.withConnection { connection in
      try await Self.reports(plan: plan, of: authority, known: known, on: connection)
    }
  }

  static func reports(
    plan: String, of authority: Authority, known: Instant?,
    on connection: borrowing PostgresConnection
  ) async throws -> [String: Entry] {
    let entries = try await connection.query(
      select(authority: authority.id, plan: plan, known: PostgresTimestamp(known: known))
    ) { row in try entry(row) }
    return Dictionary(entries.map { ($0.task, $0) }) { first, _ in first }
  }

  /// Changes the report on a task. A task whose parts are all reached is done, on the day given or
  /// today; one that is said to be done has all its parts reached, unless a part was reported below
  /// what is asked of it.
  ///
  /// Throws `badRequest` for a task or a part that the plan does not have, a progress out of range,
  /// a day that lies in the future, a date for a deadline that names one, and a task that is said
  /// to be done though a part is not.
  public func set(
    _ reference: String, of plan: Plan, _ change: Change, _ request: RegisterRequest
  ) async throws -> RegisterOutcome {
    guard let task = plan.task(reference) else {
      throw Self.refusal(reference, plan, "the plan has no such task; motcua tasks list shows them")
    }
    let old = try await reports(plan: plan.id)[reference]?.report
    let report = try Self.report(
      on: task, of: plan, old, change, today: request.startedAt.dayInHoChiMinh)
    return try await RegisterRun(pool: pool, authority: authority, request: request).perform(
      SetTaskAction(plan: plan.id, task: reference, report))
  }

  static func report(
    on task: PlanTask, of plan: Plan, _ old: TaskReport?, _ change: Change, today: CalendarDay
  ) throws(StoreError) -> TaskReport {
    func refuse(_ reason: String) -> StoreError { refusal(task.reference, plan, reason) }
    var report = old ?? TaskReport(state: .notStarted)
    for (id, progress) in change.deliverables {
      guard task.deliverables.contains(where: { $0.id == id }) else {
        let ids = task.deliverables.map(\.id).joined(separator: ", ")
        throw refuse("it has no part \(id); its parts are \(ids.isEmpty ? "none" : ids)")
      }
      guard (0...100).contains(progress) else { throw refuse("progress is from 0 to 100") }
      report.deliverables[id] = progress
    }
    if let progress = change.progress {
      guard (0...100).contains(progress) else { throw refuse("progress is from 0 to 100") }
      report.progress = progress
    }
    if let due = change.dueOn {
      guard task.deadline.awaitsDate else {
        throw refuse("its deadline \"\(task.deadline.text)\" is no date that is still to come")
      }
      report.dueOn = due
    }
    if let evidence = change.evidence {
      guard evidence.count <= 4000 else { throw refuse("the evidence is over 4,000 characters") }
      report.evidence = evidence
    }
    if let done = change.doneOn {
      guard done <= today else { throw refuse("\(done) lies in the future") }
      guard change.state == nil || change.state == .done else {
        throw refuse("a day on which it was done goes with the state done")
      }
    }
    let isReached =
      !task.deliverables.isEmpty
      && task.deliverables.allSatisfy { (report.deliverables[$0.id] ?? 0) >= $0.reachedAt }
    let state =
      change.state ?? (change.doneOn != nil || isReached ? .done : working(report, change))
    if state == .done {
      try finish(&report, task, refuse)
      report.doneOn = change.doneOn ?? report.doneOn ?? today
    } else {
      report.doneOn = nil
    }
    report.state = state
    return report
  }

  /// What was begun without saying so; a report that takes a part back is not done any more.
  private static func working(_ report: TaskReport, _ change: Change) -> TaskReport.State {
    let says = change.progress != nil || !change.deliverables.isEmpty
    switch report.state {
    case .notStarted: return says ? .inProgress : .notStarted
    case .done: return change.deliverables.isEmpty ? .done : .inProgress
    case .inProgress, .cancelled: return report.state
    }
  }

  private static func finish(
    _ report: inout TaskReport, _ task: PlanTask, _ refuse: (String) -> StoreError
  ) throws(StoreError) {
    for part in task.deliverables {
      let progress = report.deliverables[part.id]
      if let progress, progress < part.reachedAt {
        throw refuse(
          """
          it is not done while its part \(part.id) is at \(progress)% of \(part.reachedAt)%; \
          report the part as well
          """)
      }
      report.deliverables[part.id] = progress ?? part.reachedAt
    }
  }

  private static func refusal(_ reference: String, _ plan: Plan, _ reason: String) -> StoreError {
    StoreError(.badRequest, "report on task \(reference) of plan \(plan.id): \(reason)")
  }

  static func entry(_ row: borrowing PostgresRow) throws -> Entry {
    let name: String = try row.decode(1)
    guard let state = TaskReport.State(rawValue: name) else {
      throw StoreError(
        .schemaNewer, "read a report on a task: its state \(name) is not known to this program")
    }
    let ids: [String] = try row.decode(5)
    let progress: [Int16] = try row.decode(6)
    let done: PostgresDate? = try row.decode(2)
    let due: PostgresDate? = try row.decode(3)
    return Entry(
      task: try row.decode(0),
      report: TaskReport(
        state: state, doneOn: done.map { CalendarDay(daysSince2000: $0.daysSince2000) },
        dueOn: due.map { CalendarDay(daysSince2000: $0.daysSince2000) },
        progress: try row.decode(4, as: Int16?.self).map(Int.init),
        deliverables: Dictionary(zip(ids, progress.map(Int.init))) { first, _ in first },
        evidence: try row.decode(7)),
      since: Instant(try row.decode(8, as: PostgresTimestamp.self)), run: try row.decode(9))
  }

  static func select(authority: Int64, plan: String, known: PostgresTimestamp) -> Statement {
    let statement: Statement = """
      SELECT task_ref, state, done_on, due_on, progress, deliverable_ids, deliverable_progress,
        evidence, known_from, run_id
      FROM task_state
      WHERE authority_id = \(authority)
        AND plan_id = \(plan)
        AND known_from <= \(known)
        AND (known_to > \(known) OR known_to = 'infinity')
      ORDER BY task_ref COLLATE "C"
      """
    return statement.labelled("store.tasks.select")
  }
}
