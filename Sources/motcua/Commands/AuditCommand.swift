import ArgumentParser
import Indicators
import Store

/// `motcua audit`: the chain of runs.
struct AuditCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "audit", abstract: "Proves that nothing recorded was changed afterwards.",
    subcommands: [Verify.self])

  /// Recomputes the chain from the records.
  struct Verify: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Recomputes the chain and finds any edit, removal or reordering.",
      discussion: """
        A truncated end is found with --head: the hash that a run printed, kept elsewhere. Exit \
        code 1 where something was found.
        """)

    @Option(help: "A head of the chain that was kept elsewhere.")
    var head: String?

    @OptionGroup var output: OutputOptions
    @OptionGroup var database: DatabaseOptions

    mutating func run() async throws {
      let kept = try head.map { text in
        guard let bytes = Hexadecimal.bytes(text), bytes.count == 32 else {
          throw UsageError(
            description:
              "--head \(text.prefix(80)) is no hash; give the 64 digits that a run printed")
        }
        return bytes
      }
      let lang = output.lang
      let (report, language) = try await Workspace.with(database, connections: 1) { workspace in
        (
          try await AuditVerifier(pool: workspace.pool, authority: workspace.authority)
            .verify(head: kept), workspace.settings.language(option: lang)
        )
      }
      if output.output == .json {
        Console.write(JSONText.encode(AuditDocument(report)))
      } else {
        for finding in report.findings {
          Console.write((language == .en ? finding.en : finding.vi) + "\n")
        }
        Console.write(
          language == .en
            ? "\(report.entries) entries, \(report.findings.count) findings, head \(report.head)\n"
            : "\(report.entries) mục, \(report.findings.count) sai lệch, đầu chuỗi \(report.head)\n"
        )
      }
      if !report.isIntact { throw ExitCode(Failure.Code.failed.rawValue) }
    }
  }
}

/// What an audit found, as it goes over the wire.
struct AuditDocument: Encodable {
  struct Finding: Encodable {
    let entry: Int64?
    let run: Int64?
    let vi: String
    let en: String
  }

  let entries: Int
  let head: String
  let intact: Bool
  let findings: [Finding]

  init(_ report: AuditReport) {
    entries = report.entries
    head = report.head
    intact = report.isIntact
    findings = report.findings.map {
      Finding(entry: $0.entry, run: $0.run, vi: $0.vi, en: $0.en)
    }
  }
}
