import ArgumentParser
import Store

extension SourcesCommand {
  /// After how long a source counts as stale.
  struct MaximumAge: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "max-age",
      abstract: "Says after how many hours without a delivery a source counts as stale.",
      discussion: """
        A run that was applied, or skipped as unchanged, is a delivery. Figures that read a stale \
        source carry the flag stale_source.
        """)

    @Argument(help: "Name of the source.")
    var source: String

    @Option(help: "Hours, 1 to 87600.")
    var hours: Int?

    @Flag(help: "It may be of any age again.")
    var clear = false

    @Option(help: "catalog, agencies, dossiers, payments, results or observations.")
    var kind = "catalog"

    @OptionGroup var output: OutputOptions
    @OptionGroup var database: DatabaseOptions

    func validate() throws {
      guard clear == (hours == nil) else {
        throw ValidationError("give --hours N, or --clear")
      }
      if let hours, !SourceRegister.maximumAges.contains(hours) {
        throw ValidationError("--hours \(hours) is out of range; give 1 to 87600")
      }
    }

    mutating func run() async throws {
      let (kind, source, hours) = (kind, self.source, hours)
      let outcome = try await Workspace.with(database, connections: 1) { workspace in
        try await SourceRegister(pool: workspace.pool, authority: workspace.authority)
          .setMaximumAge(
            kind: kind, source: source, hours: hours, RegisterChange.request(workspace.settings))
      }
      RegisterChange.print(outcome, output)
    }
  }
}
