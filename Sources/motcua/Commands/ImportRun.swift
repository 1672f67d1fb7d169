import ArgumentParser
import Indicators
import Intake
import Store

/// Runs an import, prints what it did and ends with the exit code that says how it went.
struct ImportRun {
  let options: ImportOptions
  let output: OutputOptions
  let database: DatabaseOptions

  func perform(
    _ input: String, kind: FactKind,
    _ work: (Workspace, SourceFile, FactProfile, SyncRequest) async throws -> SyncOutcome
  ) async throws {
    let settings = try await Settings.load()
    let profile = try options.factProfile(of: kind)
    let request = try options.request(profile, settings: settings)
    // Opened before the database: what cannot be fetched must not start a server.
    let source = try await OpenedSource.open(
      input, fetchProfile: options.fetch, settings: settings)
    let (outcome, language) = try await Workspace.with(database, newcomer: .enter) { workspace in
      (
        try await work(workspace, source.file, profile, request),
        workspace.settings.language(option: output.lang)
      )
    }
    SyncReport(outcome: outcome, language: language).print(output.output, explain: options.explain)
    if let path = options.rejects { try write(outcome, to: path, source.file, profile, language) }
    try end(outcome)
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

  private func end(_ outcome: SyncOutcome) throws {
    let records = outcome.summary.records
    if outcome.summary.state == .refused { throw ExitCode(Failure.Code.refused.rawValue) }
    if options.exitCode, records.added + records.changed > 0 {
      throw ExitCode(Failure.Code.differences.rawValue)
    }
    if outcome.summary.rows.held > 0 { throw ExitCode(Failure.Code.held.rawValue) }
  }
}
