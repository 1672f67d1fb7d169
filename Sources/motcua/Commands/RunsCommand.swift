import ArgumentParser
import Indicators
import Intake
import Postgres
import Procedures
import Reports
import Store

/// `motcua runs`: what came in, and what was held back.
struct RunsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "runs", abstract: "Shows what came in and what was held back.",
    subcommands: [List.self, Show.self, Replay.self, Revert.self])

  /// The newest runs.
  struct List: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Lists the newest runs.")

    @Option(help: "How many at most.")
    var limit = 20

    @OptionGroup var output: OutputOptions
    @OptionGroup var database: DatabaseOptions

    func validate() throws {
      guard (1...100_000).contains(limit) else {
        throw ValidationError("--limit takes a number from 1 to 100000")
      }
    }

    mutating func run() async throws {
      let limit = limit
      let entries = try await Workspace.with(database, connections: 1) { workspace in
        try await RunBook(pool: workspace.pool, authority: workspace.authority).latest(limit)
      }
      switch output.output {
      case .json, .csv, .markdown: output.print(LookupRows(entries.map(RunRecord.init)))
      case .table:
        for entry in entries { Console.write(RunText.line(entry)) }
      }
    }
  }

  /// One run with its held rows.
  struct Show: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Shows one run with each row that it held back, and what to do about it.")

    @Argument(help: "Number of the run.")
    var id: Int64

    @Option(help: "Writes its held rows to an XLSX file, from the bytes that were kept.")
    var rejects: String?

    @OptionGroup var output: OutputOptions
    @OptionGroup var database: DatabaseOptions

    mutating func run() async throws {
      let (id, lang) = (id, output.lang)
      let (found, language) = try await Workspace.with(database, connections: 1) { workspace in
        (
          try await RunBook(pool: workspace.pool, authority: workspace.authority).run(id),
          workspace.settings.language(option: lang)
        )
      }
      let sheet = found.entry.reading?.sheet
      let held = found.held.map { HeldRecord($0, sheet: sheet) }
      switch output.output {
      case .json: Console.write(RunRecord(found.entry).json(held: held))
      case .csv: Console.write(LookupRows(held).csv())
      case .table, .markdown:
        Console.write(RunText.line(found.entry))
        if let message = found.entry.message { Console.write("  \(message)\n") }
        if let dropped = found.entry.reading?.dropped, !dropped.isEmpty {
          let words = language == .en ? "columns not read" : "cột không đọc"
          Console.write("  \(words): \(dropped.joined(separator: ", "))\n")
        }
        for row in found.held {
          Console.write(
            "  " + RunText.held(row, sheet: sheet, language: language))
        }
      }
      if let rejects { try await write(found.held, to: rejects, language: language) }
    }

    private func write(_ held: [HeldRow], to path: String, language: Language) async throws {
      guard !held.isEmpty else {
        Console.error("run \(id) held no rows, so \(path) was not written")
        return
      }
      let id = id
      let kept = try await Workspace.with(database, connections: 1) { workspace in
        try await workspace.pool.withConnection { connection in
          try await KeptSource.load(
            run: id, of: workspace.authority,
            temporaryDirectory: workspace.settings.temporaryDirectory, on: connection)
        }
      }
      guard FactKind(rawValue: kept.kind) == nil else {
        throw UsageError(
          description: """
            the bytes of imports are kept without personal data, so the original rows of run \(id) \
            are not here; run the import again with --rejects \(path)
            """)
      }
      let kind: IntakeKind =
        if kept.kind == "agencies" {
          .agencies(
            try kept.profile.map { try AgencyProfile(json: $0.bytes, file: $0.name) } ?? .standard)
        } else {
          .catalog(
            try kept.profile.map { try CatalogProfile(json: $0.bytes, file: $0.name) }
              ?? .standard)
        }
      try RejectsFile.write(
        to: path, held: held, rows: kind.rows(of: kept.file, sheet: kept.sheet),
        language: language)
    }
  }
}

/// Runs as lines of text.
enum RunText {
  static func line(_ entry: RunEntry) -> String {
    let rows = entry.rows
    let scope = entry.scope.isEmpty ? "" : " [\(entry.scope)]"
    let id = entry.id.map(String.init) ?? "-"
    let reverts = entry.reverts.map { ", reverts \($0)" } ?? ""
    let reverted = entry.revertedBy.map { ", reverted by \($0)" } ?? ""
    return """
      \(id)  \(entry.finishedAt ?? entry.startedAt)  \(entry.state)  \(entry.kind)/\(entry.source)\(scope)  \
      \(entry.location)  read \(rows.read), held \(rows.held), applied \(rows.applied), \
      written \(entry.rowsWritten)\(reverts)\(reverted)

      """
  }

  static func held(_ row: HeldRow, sheet: String?, language: Language) -> String {
    let rule = HeldRule(rawValue: row.rule)
    let advice =
      language == .en ? rule?.adviceEn(column: row.column) : rule?.adviceVi(column: row.column)
    let place = HeldPlace(row, sheet: sheet).text(language)
    return "\(place): \(row.rule): \"\(row.raw)\". \(advice ?? "")\n"
  }
}
