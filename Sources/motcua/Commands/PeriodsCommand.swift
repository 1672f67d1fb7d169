import ArgumentParser
import Indicators
import Procedures
import Reports
import Store

/// `motcua periods`: periods whose figures stand as they were reported.
struct PeriodsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "periods",
    abstract: "Closes periods, shows what later runs would change in them, restates them.",
    subcommands: [Close.self, List.self, Restate.self])

  /// A period as it is written on the command line.
  struct Named: ParsableArguments {
    @Argument(help: "2023, 2023-H1, 2023-9M, 2023-Q1 or 2023-06.")
    var period: String

    @Option(help: "civil, or report for the calendar from the 15th to the 14th.")
    var calendar: ReportCalendar = .civil

    /// Throws for a text that is no period.
    func parsed() throws -> Period { try Period(period, calendar: calendar) }
  }

  /// Closes one.
  struct Close: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Closes a period that has ended: its figures stand on what is known now.")

    @OptionGroup var named: Named

    @Option(help: "Why it is closed.")
    var reason = ""

    @OptionGroup var output: OutputOptions
    @OptionGroup var database: DatabaseOptions

    mutating func run() async throws {
      let (period, reason) = (try named.parsed(), reason)
      let outcome = try await Workspace.with(database, connections: 1) { workspace in
        try await ClosedPeriodRegister(pool: workspace.pool, authority: workspace.authority)
          .close(period, reason: reason, RegisterChange.request(workspace.settings))
      }
      RegisterChange.print(outcome, output)
    }
  }

  /// Publishes what has changed since.
  struct Restate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Lets the figures of a closed period stand on what is known now; the earlier stay.")

    @OptionGroup var named: Named

    @Option(help: "Why its figures change.")
    var reason: String

    @OptionGroup var output: OutputOptions
    @OptionGroup var database: DatabaseOptions

    mutating func run() async throws {
      let (period, reason) = (try named.parsed(), reason)
      let outcome = try await Workspace.with(database, connections: 1) { workspace in
        try await ClosedPeriodRegister(pool: workspace.pool, authority: workspace.authority)
          .restate(period, reason: reason, RegisterChange.request(workspace.settings))
      }
      RegisterChange.print(outcome, output)
    }
  }

  /// The closed periods, and what is pending in them.
  struct List: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Lists closings, restatements, and the figures that later runs would change.")

    @OptionGroup var output: OutputOptions
    @OptionGroup var database: DatabaseOptions

    mutating func run() async throws {
      let (periods, pending) = try await Workspace.with(database, connections: 1) { workspace in
        let register = ClosedPeriodRegister(pool: workspace.pool, authority: workspace.authority)
        return (try await register.list(), try await register.pending())
      }
      let closings = periods.map(ClosedPeriodDocument.init)
      let changes = pending.map(PendingDocument.init)
      output.print(
        RowsReport(headings: ClosedPeriodDocument.headings, rows: closings.map(\.cells)),
        document: PeriodsDocument(periods: closings, pending: changes))
      guard output.output != .json, !changes.isEmpty else { return }
      let report = RowsReport(headings: PendingDocument.headings, rows: changes.map(\.cells))
      switch output.output {
      case .json: break
      case .csv:
        // One table a file: what would change is asked for as JSON, or read from the table.
        Console.error("\(changes.count) pending; --output json lists them")
      case .table: Console.write("\n" + report.table(width: Console.width))
      case .markdown: Console.write("\n" + report.table(style: .markdown))
      }
    }
  }
}
