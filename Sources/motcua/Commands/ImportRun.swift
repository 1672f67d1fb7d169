import ArgumentParser
import Indicators
import Intake
import Store

/// What every import is asked with; runs it, prints what it did and ends with the exit code that
/// says how it went.
struct ImportRun: ParsableArguments {
  @Argument(help: "A file, an address, or - for standard input.")
  var input: String

  @OptionGroup var options: ImportOptions
  @OptionGroup var output: OutputOptions
  @OptionGroup var database: DatabaseOptions

  func perform(_ kind: FactKind) async throws {
    let settings = try Settings.load()
    let profile = try options.factProfile(of: kind)
    let request = try options.request(profile, settings: settings)
    // Opened before the database: what cannot be fetched must not start a server.
    let source = try await OpenedSource.open(
      input, fetchProfile: options.fetch, settings: settings)
    let (outcome, language) = try await Workspace.with(database, newcomer: .enter) { workspace in
      (
        try await IntakeEngine(workspace).run(.facts(kind, profile), source.file, request),
        workspace.settings.language(option: output.lang)
      )
    }
    SyncReport(outcome: outcome, language: language).print(output.output, explain: options.explain)
    if let path = options.rejects { try write(outcome, to: path, source.file, profile, language) }
    try IntakeEngine.end(outcome, differencesCount: options.exitCode)
  }

  private func write(
    _ outcome: SyncOutcome, to path: String, _ file: SourceFile, _ profile: FactProfile,
    _ language: Language
  ) throws {
    guard !outcome.held.isEmpty else {
      Console.error(
        language == .en
          ? "no row was held, so \(path) was not written"
          : "không có dòng nào bị giữ lại nên không ghi \(path)")
      return
    }
    try RejectsFile.write(
      to: path, held: outcome.held,
      rows: try SourceRows(facts: file, profile: profile, sheet: options.sheet),
      language: language)
  }
}
