import Indicators
import Postgres
import Procedures

/// Reports on a task: the whole report, which replaces the one before.
struct SetTaskAction: RegisterAction {
  static let name = "set_task"
  static let register = TaskRegister.registerName

  let plan: String
  let task: String
  let state: String
  let doneOn: String?
  let dueOn: String?
  let progress: Int?
  let deliverables: [String: Int]
  let evidence: String

  init(plan: String, task: String, _ report: TaskReport) {
    self.plan = plan
    self.task = task
    state = report.state.rawValue
    doneOn = report.doneOn?.description
    dueOn = report.dueOn?.description
    progress = report.progress
    deliverables = report.deliverables
    evidence = report.evidence
  }

  var sentence: String {
    let word = TaskReport.State(rawValue: state)?.label(.vi) ?? state
    return "Nhiệm vụ \(task) của kế hoạch \(plan): \(word)\(doneOn.map { " ngày \($0)" } ?? "")"
  }

  func apply(
    in context: RegisterContext, on connection: borrowing PostgresConnection
  ) async throws -> RegisterEffect {
    let authority = context.authority.id
    let old = try await connection.query(
      TaskRegister.select(authority: authority, plan: plan, known: .infinity)
    ) { row in try TaskRegister.entry(row) }.first { $0.task == task }
    if let old, SetTaskAction(plan: plan, task: task, old.report).isSame(as: self) {
      return RegisterEffect()
    }
    var rows = 0
    if old != nil {
      rows += try await connection.execute(
        Self.end(authority: authority, plan: plan, task: task, known: context.known))
    }
    rows += try await connection.execute(insert(context))
    return RegisterEffect(rows: rows, movesFigures: true)
  }

  private func isSame(as other: SetTaskAction) -> Bool {
    state == other.state && doneOn == other.doneOn && dueOn == other.dueOn
      && progress == other.progress && deliverables == other.deliverables
      && evidence == other.evidence
  }

  static func end(
    authority: Int64, plan: String, task: String, known: PostgresTimestamp
  ) -> Statement {
    let statement: Statement = """
      UPDATE task_state
      SET known_to = \(known)
      WHERE authority_id = \(authority)
        AND plan_id = \(plan)
        AND task_ref = \(task)
        AND known_to = 'infinity'
      """
    return statement.labelled("store.tasks.end")
  }

  func insert(_ context: RegisterContext) -> Statement {
    let parts = deliverables.sorted { $0.key < $1.key }
    let done = doneOn.flatMap(CalendarDay.init(iso:)).map { PostgresDate($0) }
    let due = dueOn.flatMap(CalendarDay.init(iso:)).map { PostgresDate($0) }
    let statement: Statement = """
      INSERT INTO task_state (
        authority_id, plan_id, task_ref, state, done_on, due_on, progress, deliverable_ids,
        deliverable_progress, evidence, known_from, run_id)
      VALUES (\(context.authority.id), \(plan), \(task), \(state), \(done), \(due),
        \(progress.map { Int16(clamping: $0) }), \(parts.map(\.key)),
        \(parts.map { Int16(clamping: $0.value) }), \(evidence), \(context.known),
        \(context.run))
      """
    return statement.labelled("store.tasks.insert")
  }
}

extension PostgresDate {
  init(_ day: CalendarDay) { self.init(daysSince2000: day.daysSince2000) }
}
