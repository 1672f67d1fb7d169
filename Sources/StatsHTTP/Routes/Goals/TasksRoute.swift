internal import Indicators
internal import Procedures
internal import Reports

/// `GET /v1/tasks`: the tasks of a plan and what was reported on them.
struct TasksRoute<Source: StatsSource>: ReadRoute {
  let source: Source

  let endpoint = Endpoint(
    id: "listTasks", path: "/v1/tasks",
    summary: "The tasks of a plan: deadline, report, how they stand.", tag: "goals",
    parameters: [
      Parameter.plan.declaration, Parameter<CalendarDay>.on.declaration,
      Parameter.known.declaration, Parameter.format.declaration, Parameter.lang.declaration,
    ],
    answers: [
      AnswerDeclaration(
        summary: "The tasks in the order of the plan.", schema: .array(of: .ref("Task")),
        hasCSV: true)
    ], problems: [.unknownValue], example: "/v1/tasks")

  func find(_ given: GivenParameters) async throws -> Finding {
    var request = TasksRequest()
    request.plan = try given.value(.plan)
    request.on = try given.value(Parameter<CalendarDay>.on)
    request.known = try given.value(.known)
    let answer = try await source.tasks(request)
    return Finding(answer, isPinned: request.known != nil) { tasks, format, language in
      switch format {
      case .json: TaskJSON.encode(tasks, language: language)
      case .csv: TaskRows.report(tasks, language: language).csv()
      }
    }
  }
}
