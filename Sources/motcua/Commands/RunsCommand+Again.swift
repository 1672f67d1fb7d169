import ArgumentParser
import Indicators
import Store

extension RunsCommand {
  /// All runs up to one, done again from their kept bytes.
  struct Replay: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Does all runs up to one again beside the real tables and compares the states.",
      discussion: "Changes nothing. Exit code 1 where the states differ or bytes are missing.")

    @Argument(help: "Number of the last run.")
    var id: Int64

    @OptionGroup var output: OutputOptions
    @OptionGroup var database: DatabaseOptions

    mutating func run() async throws {
      let (id, lang) = (id, output.lang)
      let (report, language) = try await Workspace.with(database, connections: 1) { workspace in
        (
          try await RunReplayer(
            pool: workspace.pool, authority: workspace.authority,
            temporaryDirectory: workspace.settings.temporaryDirectory
          ).replay(upTo: id), workspace.settings.language(option: lang)
        )
      }
      if output.output == .json {
        Console.write(JSONText.encode(ReplayDocument(report)))
      } else {
        Console.write(text(report, isEnglish: language == .en))
      }
      if !report.isEqual { throw ExitCode(Failure.Code.failed.rawValue) }
    }

    private func text(_ report: ReplayReport, isEnglish: Bool) -> String {
      var lines = [
        isEnglish
          ? "Runs done again: \(report.runs), up to run \(report.upTo)"
          : "Đã thực hiện lại \(report.runs) đợt, đến đợt \(report.upTo)",
        (isEnglish ? "  recorded: " : "  đã ghi:   ") + report.recorded,
        (isEnglish ? "  replayed: " : "  làm lại:  ") + (report.replayed ?? "–"),
        report.isEqual
          ? (isEnglish ? "  equal" : "  trùng khớp")
          : (isEnglish ? "  NOT equal" : "  KHÔNG trùng"),
      ]
      for difference in [report.firstDifference, report.missing].compactMap({ $0 }) {
        lines.append("  " + (isEnglish ? difference.en : difference.vi))
      }
      return lines.joined(separator: "\n") + "\n"
    }
  }

  /// A run that should not have been.
  struct Revert: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Restores the state before a run, as a new run; nothing is erased.")

    @Argument(help: "Number of the run.")
    var id: Int64

    @OptionGroup var output: OutputOptions
    @OptionGroup var database: DatabaseOptions

    mutating func run() async throws {
      let (id, lang) = (id, output.lang)
      let (outcome, language) = try await Workspace.with(database, connections: 1) { workspace in
        var request = RevertRequest(
          startedBy: workspace.settings.user, program: Program.name, startedAt: SystemClock.now)
        request.keepDays = try workspace.settings.keepDays()
        return (
          try await RunReverter(pool: workspace.pool, authority: workspace.authority)
            .revert(id, request), workspace.settings.language(option: lang)
        )
      }
      SyncReport(outcome: outcome, language: language).print(output.output, explain: false)
    }
  }
}

/// What a replay found, as it goes over the wire.
struct ReplayDocument: Encodable {
  let upTo: Int64
  let runs: Int
  let recorded: String
  let replayed: String?
  let equal: Bool
  let firstDifference: Int64?
  let missingBytesOf: Int64?

  enum CodingKeys: String, CodingKey {
    case upTo = "up_to"
    case runs
    case recorded
    case replayed
    case equal
    case firstDifference = "first_difference"
    case missingBytesOf = "missing_bytes_of"
  }

  init(_ report: ReplayReport) {
    upTo = report.upTo
    runs = report.runs
    recorded = report.recorded
    replayed = report.replayed
    equal = report.isEqual
    firstDifference = report.firstDifference?.run
    missingBytesOf = report.missing?.run
  }
}
