import ArgumentParser
import Indicators
import Intake
import Procedures
import Reports
import Store

/// `motcua exclusions`: the register of what is taken out of denominators.
struct ExclusionsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "exclusions",
    abstract: "Keeps the register of what is taken out of indicators, on which basis, by whom.",
    subcommands: [List.self, Add.self, End.self])

  /// The entries.
  struct List: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Lists the entries that hold.")

    @Option(help: "Only those in force on this date, yyyy-MM-dd.")
    var on: CalendarDay?

    @OptionGroup var output: OutputOptions
    @OptionGroup var database: DatabaseOptions

    mutating func run() async throws {
      let on = on
      let entries = try await Workspace.with(database, connections: 1) { workspace in
        try await ExclusionRegister(pool: workspace.pool, authority: workspace.authority)
          .entries(on: on)
      }
      let report = ExplanationTable.report(of: entries)
      switch output.output {
      case .json: Console.write(ExplanationJSON.encode(entries))
      case .csv: Console.write(report.csv())
      case .table: Console.write(report.table(width: Console.width))
      case .markdown: Console.write(report.table(style: .markdown))
      }
    }
  }

  /// One entry, or those of a sheet.
  struct Add: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Takes a procedure, or one offering of it, out of an indicator.",
      discussion: """
        With --file the entries of a sheet are added, all or none: columns indicator, \
        procedure_code, agency_code, legal_basis, reason, from, to.
        """)

    @Argument(help: "Id of an indicator over the catalog.")
    var indicator: String?

    @Option(help: "Code of the procedure.")
    var procedure: String?

    @Option(help: "Code of the agency; without one the whole procedure is taken out.")
    var agency: AgencyCode?

    @Option(help: "The legal basis.")
    var basis: String?

    @Option(help: "The reason.")
    var reason: String?

    @Option(help: "The first day, yyyy-MM-dd.")
    var from: CalendarDay?

    @Option(help: "The last day, yyyy-MM-dd; without one it has no end.")
    var to: CalendarDay?

    @Option(help: "A sheet of entries: CSV, XLSX or JSON.")
    var file: String?

    @Option(help: "The sheet of a workbook.")
    var sheet: String?

    @OptionGroup var output: OutputOptions
    @OptionGroup var database: DatabaseOptions

    func validate() throws {
      let single = [indicator, procedure, basis, reason].map { $0 != nil } + [from != nil]
      guard file == nil ? single.allSatisfy(\.self) : !single.contains(true) && agency == nil else {
        throw ValidationError(
          "give INDICATOR --procedure --basis --reason --from, or --file alone")
      }
    }

    mutating func run() async throws {
      let entries = try entries()
      let outcome = try await Workspace.with(database, connections: 1) { workspace in
        try await ExclusionRegister(pool: workspace.pool, authority: workspace.authority)
          .add(entries, RegisterChange.request(workspace.settings))
      }
      RegisterChange.print(outcome, output)
    }

    private func entries() throws -> [NewExclusion] {
      if let file { return try entries(of: file) }
      guard let indicator, let procedure, let basis, let reason, let from else { return [] }
      return [
        NewExclusion(
          indicator: indicator,
          procedure: ProcedureCode(cleaning: procedure) ?? ProcedureCode(local: procedure),
          agency: agency, legalBasis: basis, reason: reason, from: from, to: to)
      ]
    }

    /// The rows of a sheet; nothing is entered where one cannot be read.
    private func entries(of file: String) throws -> [NewExclusion] {
      let reader = try ExclusionReader(file: try SourceFile(path: file), sheet: sheet)
      for row in reader.held {
        Console.error(
          "\(file): row \(row.row), column \(row.column): \(row.rule.rawValue): \"\(row.raw)\". "
            + row.rule.adviceEn(column: row.column))
      }
      guard reader.held.isEmpty else {
        Console.error(
          "motcua: add exclusions of \(file): \(reader.held.count) rows cannot be read, so nothing "
            + "was entered; correct them and add the sheet again")
        throw ExitCode(Failure.Code.failed.rawValue)
      }
      return reader.records.map { record in
        NewExclusion(
          indicator: record.indicator, procedure: record.procedure, agency: record.agency,
          legalBasis: record.legalBasis, reason: record.reason, from: record.from, to: record.to,
          row: record.row)
      }
    }
  }

  /// The end of an entry.
  struct End: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Lets an excluded procedure, or one offering of it, count again.")

    @Argument(help: "Id of the indicator.")
    var indicator: String

    @Option(help: "Code of the procedure.")
    var procedure: String

    @Option(help: "Code of the agency, where one offering was taken out.")
    var agency: AgencyCode?

    @Option(help: "The first day on which it counts again, yyyy-MM-dd; today unless given.")
    var on: CalendarDay?

    @Option(help: "The reason.")
    var reason = ""

    @OptionGroup var output: OutputOptions
    @OptionGroup var database: DatabaseOptions

    mutating func run() async throws {
      let (indicator, procedure, agency, reason) = (indicator, self.procedure, agency, reason)
      let day = on ?? SystemClock.today
      let outcome = try await Workspace.with(database, connections: 1) { workspace in
        try await ExclusionRegister(pool: workspace.pool, authority: workspace.authority).end(
          indicator: indicator,
          procedure: ProcedureCode(cleaning: procedure) ?? ProcedureCode(local: procedure),
          agency: agency, on: day, reason: reason, RegisterChange.request(workspace.settings))
      }
      RegisterChange.print(outcome, output)
    }
  }
}
