import ArgumentParser
import Indicators
import Procedures
import Reports
import Store

/// `motcua procedures`: looking procedures up.
struct ProceduresCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "procedures", abstract: "Looks procedures up.",
    subcommands: [List.self, Show.self, History.self])

  /// All procedures in force.
  struct List: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Lists the procedures in force with their highest known level.")

    @OptionGroup var lookup: LookupOptions
    @OptionGroup var output: OutputOptions
    @OptionGroup var database: DatabaseOptions

    mutating func run() async throws {
      let catalog = try await AgenciesCommand.catalog(lookup, database)
      var levels = [LevelKey](repeating: .unknown, count: catalog.procedures.count)
      var agencies = [Int](repeating: 0, count: catalog.procedures.count)
      let offerings = catalog.offerings
      for row in 0..<offerings.count {
        let procedure = Int(offerings.procedure[row])
        let level = offerings.combinations[Int(offerings.combination[row])].level
        if level.rank > levels[procedure].rank { levels[procedure] = level }
        if offerings.agency[row] != OfferingColumns.noAgency { agencies[procedure] += 1 }
      }
      let documents = catalog.procedures.enumerated().map { position, procedure in
        ProcedureDocument(
          code: procedure.code.text, name: procedure.name,
          field: procedure.field.map { catalog.fields[$0] }, level: levels[position].rawValue,
          agencies: agencies[position])
      }.sorted { $0.code < $1.code }
      output.print(
        RowsReport(
          headings: ["code", "name", "field", "level", "agencies"],
          rows: documents.map {
            [$0.code, $0.name, $0.field ?? "", $0.level, String($0.agencies)]
          }), document: documents)
    }
  }

  /// One procedure with its offerings.
  struct Show: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Shows who offers a procedure, at which level, with which attributes.")

    @Argument(help: "The procedure's code.")
    var code: String

    @OptionGroup var lookup: LookupOptions
    @OptionGroup var output: OutputOptions
    @OptionGroup var database: DatabaseOptions

    mutating func run() async throws {
      let catalog = try await AgenciesCommand.catalog(lookup, database)
      let (position, note) = try ProcedureLookup(catalog).position(of: code)
      let procedure = catalog.procedures[position]
      let offerings = catalog.offerings
      let documents = (0..<offerings.count).filter { offerings.procedure[$0] == position }.map {
        row in
        let place = offerings.agency[row]
        let agency =
          place == OfferingColumns.noAgency ? nil : catalog.agencies.nodes[Int(place)]
        return OfferingDocument(
          agency: agency, facts: offerings.combinations[Int(offerings.combination[row])])
      }
      if let note { Console.error(note) }
      if output.output == .table {
        let field = procedure.field.map { " · \(catalog.fields[$0])" } ?? ""
        Console.write("\(procedure.code)  \(procedure.name)\(field)\n")
      }
      output.print(
        RowsReport(headings: OfferingDocument.headings, rows: documents.map(\.cells)),
        document: documents)
    }
  }

  /// The life of a procedure.
  struct History: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Shows the life of a procedure: who said what, when, from which run and cell.")

    @Argument(help: "The procedure's code.")
    var code: String

    @Option(help: "Shows what was on record at this instant.")
    var known: Instant?

    @OptionGroup var output: OutputOptions
    @OptionGroup var database: DatabaseOptions

    mutating func run() async throws {
      let code = ProcedureCode(cleaning: code) ?? ProcedureCode(local: code)
      let known = known
      let entries = try await Workspace.with(database, connections: 1) { workspace in
        try await ProcedureHistory(pool: workspace.pool, authority: workspace.authority)
          .entries(of: code, known: known)
      }
      output.print(
        RowsReport(
          headings: HistoryDocument.headings, rows: entries.map { HistoryDocument($0).cells }),
        document: entries.map(HistoryDocument.init))
    }
  }
}

/// Finds a procedure by the code that a person gives, also one that another code has the place of.
struct ProcedureLookup {
  private let catalog: CatalogSnapshot

  init(_ catalog: CatalogSnapshot) { self.catalog = catalog }

  /// Its position, and a sentence where it is another one than was asked for.
  func position(of text: String) throws -> (position: Int, note: String?) {
    let code = ProcedureCode(cleaning: text) ?? ProcedureCode(local: text)
    func position(_ code: ProcedureCode) -> Int? {
      catalog.procedures.firstIndex { $0.code == code }
    }
    if let position = position(code) { return (position, nil) }
    let existing = Set(catalog.procedures.map(\.code))
    let others = catalog.succession.procedures.successors(of: code, where: existing.contains)
    if others.count == 1, let other = others.first, let position = position(other) {
      return (position, "\(code) → \(other)")
    }
    let hint =
      others.isEmpty
      ? "motcua procedures history \(code) shows whether it ever was"
      : "\(others.map(\.text).joined(separator: ", ")) have its place"
    throw UsageError(
      description: "show procedure \(code): it is not in force on \(catalog.validOn); \(hint)")
  }
}
