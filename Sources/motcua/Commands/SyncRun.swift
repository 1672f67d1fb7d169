import ArgumentParser
import Indicators
import Intake
import Store

/// Runs a sync, prints what it did and ends with the exit code that says how it went.
struct SyncRun {
  let options: SyncOptions
  let output: OutputOptions
  let database: DatabaseOptions

  func perform(
    _ input: String, kind: IntakeKind,
    _ sync: (Workspace, SourceFile, SyncRequest) async throws -> SyncOutcome
  ) async throws {
    let settings = try Settings.load()
    var request = try options.request(settings: settings)
    // Opened before the database: what cannot be fetched must not start a server.
    let source = try await OpenedSource.open(
      input, fetchProfile: options.fetch, settings: settings)
    let planFile = try options.planOut.map { try OutputFile(path: $0) }
    if let planFile {
      let sink = PlanSink(file: planFile)
      request.planOut = { bytes in try sink.write(bytes) }
    }
    let prepared = request
    let (outcome, language) = try await Workspace.with(database, newcomer: .enter) { workspace in
      (
        try await sync(workspace, source.file, prepared),
        workspace.settings.language(option: output.lang)
      )
    }
    try planFile?.finish()
    SyncReport(outcome: outcome, language: language).print(output.output, explain: options.explain)
    if let path = options.rejects {
      if outcome.held.isEmpty {
        Console.error(
          language == .en
            ? "no row was held, so \(path) was not written"
            : "không có dòng nào bị giữ lại nên không ghi \(path)")
      } else {
        try RejectsFile.write(
          to: path, held: outcome.held, rows: kind.rows(of: source.file, sheet: options.sheet),
          language: language)
      }
    }
    try IntakeEngine.end(outcome, differencesCount: options.exitCode)
  }
}

/// Takes the bytes of a plan while it is written.
///
/// The store calls it from one task, one call after the other, so that nothing is shared.
private final class PlanSink: @unchecked Sendable {
  private let file: OutputFile

  init(file: OutputFile) { self.file = file }

  func write(_ bytes: [UInt8]) throws { try file.write(bytes) }
}
