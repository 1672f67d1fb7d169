public import ArgumentParser
public import Indicators
import Procedures
import Reports
import StatsHTTP
import Store

/// `motcua tasks`: the tasks of a plan and what was reported on them.
struct TasksCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tasks", abstract: "Shows the tasks of a plan and keeps the reports on them.",
    subcommands: [List.self, Set.self])

  /// All tasks with their reports.
  struct List: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Lists the tasks of a plan: deadline, report, how they stand.")

    @Option(help: "Id of the plan; without it the authority's own plan of the day.")
    var plan: String?

    @OptionGroup var lookup: LookupOptions
    @OptionGroup var output: OutputOptions
    @OptionGroup var database: DatabaseOptions

    mutating func run() async throws {
      var asked = TasksRequest()
      asked.plan = plan
      asked.on = try lookup.day()
      asked.known = lookup.known
      let request = asked
      let (standings, language) = try await Workspace.with(database, connections: 1) { workspace in
        (
          try await Readings(workspace).tasks(request).standings,
          workspace.settings.language(option: output.lang)
        )
      }
      let stated = output.lang ?? .vi
      switch output.output {
      case .json: Console.write(TaskJSON.encode(standings, language: stated))
      case .csv: Console.write(TaskRows.report(standings, language: stated).csv())
      case .table, .markdown: output.print(TaskRows.report(standings, language: language))
      }
    }
  }

  /// A report on one task.
  struct Set: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Reports on a task; what is not given stays as it was.",
      discussion: """
        A task whose parts are all reached is done. A deadline that names no day gets one with \
        --due, once it is known.
        """)

    @Argument(help: "Reference of the task, such as VI.3.")
    var reference: String

    @Option(help: "Id of the plan; without it the authority's own plan of today.")
    var plan: String?

    @Option(help: "not_started, in_progress, done or cancelled.")
    var state: TaskReport.State?

    @Option(
      name: [.customLong("done-on"), .customLong("date")],
      help: "The day on which it was done; without it today.")
    var doneOn: CalendarDay?

    @Option(help: "The last day that is not late, where the plan names none.")
    var due: CalendarDay?

    @Option(help: "Progress in percent.")
    var progress: Int?

    @Option(
      parsing: .singleValue,
      help: "Progress of a part in percent, such as hardware=100; may be repeated.")
    var deliverable: [PartArgument] = []

    @Option(help: "The document that proves it: number, date, address.")
    var evidence: String?

    @OptionGroup var output: OutputOptions
    @OptionGroup var database: DatabaseOptions

    mutating func run() async throws {
      var change = TaskRegister.Change()
      change.state = state
      change.doneOn = doneOn
      change.dueOn = due
      change.progress = progress
      change.evidence = evidence
      for part in deliverable {
        guard change.deliverables.updateValue(part.progress, forKey: part.id) == nil else {
          throw UsageError(description: "--deliverable names \(part.id) twice; give it once")
        }
      }
      guard change != TaskRegister.Change() else {
        throw UsageError(
          description: "say what is reported: --state, --done-on, --due, --progress, "
            + "--deliverable or --evidence")
      }
      let (reference, id, report) = (reference, plan, change)
      let outcome = try await Workspace.with(database, connections: 1) { workspace in
        let plan = try await Readings(workspace).plan(id, on: SystemClock.today, known: nil)
        return try await TaskRegister(pool: workspace.pool, authority: workspace.authority).set(
          reference, of: plan, report, RegisterChange.request(workspace.settings))
      }
      RegisterChange.print(outcome, output)
    }
  }
}

/// A part of a task with its progress, as it is written on the command line: `hardware=100`.
struct PartArgument: ExpressibleByArgument {
  let id: String
  let progress: Int

  init?(argument: String) {
    guard let equals = argument.firstIndex(of: "="),
      let progress = Int(argument[argument.index(after: equals)...])
    else { return nil }
    id = String(argument[..<equals])
    self.progress = progress
  }
}

extension TaskReport.State: ExpressibleByArgument {}
