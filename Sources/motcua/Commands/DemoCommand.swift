import ArgumentParser
import FoundationEssentials
import Intake
import Procedures
import Store

/// `motcua demo`: loads the sample, marked as what it is.
struct DemoCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "demo",
    abstract: "Loads the sample of Khánh Hòa.",
    discussion: """
      Codes, names, agencies and levels are real. The file with eligibility and payment is \
      demonstration data, and every figure that reads it says so.
      """)

  @Option(help: "Directory of the sample; default Deploy/samples/khanh-hoa of this project.")
  var from: String?

  @OptionGroup var output: OutputOptions
  @OptionGroup var database: DatabaseOptions

  mutating func run() async throws {
    let directory = try sample()
    let output = output
    try await Workspace.with(database, newcomer: .enter) { workspace in
      let language = workspace.settings.language(option: output.lang)
      for step in Step.all {
        let file = try SourceFile(path: directory + "/" + step.file)
        let now = SystemClock.now
        let request = SyncRequest(
          source: step.source, demonstration: step.isDemonstration,
          effective: now.dayInHoChiMinh, startedBy: workspace.settings.user,
          program: Program.name, startedAt: now)
        let outcome: SyncOutcome
        switch step.kind {
        case .agencies:
          outcome = try await AgencySync(pool: workspace.pool, authority: workspace.authority)
            .run(file, request)
        case .catalog:
          outcome = try await CatalogSync(pool: workspace.pool, authority: workspace.authority)
            .run(file, request)
        }
        Console.error(
          step.isDemonstration
            ? "\(step.file): DEMONSTRATION DATA, not facts" : "\(step.file): real records")
        SyncReport(outcome: outcome, language: language).print(output.output, explain: false)
        if outcome.summary.state == .refused { throw ExitCode(Failure.Code.refused.rawValue) }
      }
    }
  }

  /// The sample's directory: as given, or of the checkout that the command stands in or was built
  /// in.
  private func sample() throws -> String {
    if let from { return from }
    var places = [FileManager.default.currentDirectoryPath]
    if let program = CommandLine.arguments.first {
      var directory = program[...]
      while let slash = directory.lastIndex(of: "/") {
        directory = directory[..<slash]
        places.append(String(directory))
      }
    }
    let candidates =
      places.map { $0 + "/Deploy/samples/khanh-hoa" }
      + ["/usr/share/motcua/samples/khanh-hoa"]
    let found = candidates.first { FileManager.default.fileExists(atPath: $0 + "/catalog.csv") }
    guard let found else {
      throw UsageError(
        description: "load the sample: it was not found here; give its directory with --from")
    }
    return found
  }

  private struct Step {
    enum Kind {
      case agencies
      case catalog
    }

    let kind: Kind
    let file: String
    let source: String
    let isDemonstration: Bool

    static let all = [
      Step(kind: .agencies, file: "agencies.csv", source: "agencies", isDemonstration: false),
      Step(kind: .catalog, file: "catalog.csv", source: "catalog", isDemonstration: false),
      Step(
        kind: .catalog, file: "demonstration-eligibility-payment.csv", source: "demonstration",
        isDemonstration: true),
    ]
  }
}
