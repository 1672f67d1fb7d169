public import ArgumentParser
import Indicators
import Procedures
import Reports
public import StatsHTTP

/// `motcua score`: a weighted index, its ranking, and the published score beside it.
struct ScoreCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "score", abstract: "Scores a weighted index and ranks agencies by it.")

  /// By what a score is split.
  enum Split: String, ExpressibleByArgument, CaseIterable {
    case agency
  }

  @Option(help: "Id of the index; motcua indexes list shows them.")
  var index = "qd-766"

  @Option(help: "agency ranks all agencies, or all scopes of observations, class by class.")
  var by: Split?

  @Option(help: "An agency's code, or a scope of observations; without it the authority.")
  var scope: String?

  @Option(help: "2023, 2023-H1, 2023-9M, 2023-Q1 or 2023-06; without it this year.")
  var period: String?

  @Option(help: "Scores by what was known at this instant.")
  var known: Instant?

  @Option(help: "facts, our own, or observations, imported numerators and denominators.")
  var from: ScoreRequest.Origin = .facts

  @Flag(help: "Puts the published score of the same scope beside ours, and says what differs.")
  var reconcile = false

  @OptionGroup var output: OutputOptions
  @OptionGroup var database: DatabaseOptions

  func validate() throws {
    if reconcile, by != nil || from == .observations {
      throw ValidationError("--reconcile compares our facts with observations; give it alone")
    }
    if by != nil, scope != nil, from == .observations {
      throw ValidationError("--by agency lists all scopes of observations; leave --scope out")
    }
  }

  mutating func run() async throws {
    var asked = ScoreRequest(index: index)
    asked.period = try period.map { try Period($0) }
    asked.known = known
    asked.scope = scope
    asked.origin = from
    asked.form = reconcile ? .reconciliation : by != nil ? .ranking : .score
    let request = asked
    let (answer, language) = try await Workspace.with(database, connections: 1) { workspace in
      (
        try await Readings(workspace, capacity: 4).score(request).answer,
        workspace.settings.language(option: output.lang)
      )
    }
    print(answer, language)
  }

  private func print(_ answer: ScoreAnswer, _ language: Language) {
    let (scope, period) = (answer.scope, answer.period)
    let stated = output.lang ?? .vi
    let style: TableStyle = output.output == .markdown ? .markdown : .plain
    let width = output.output == .markdown ? nil : Console.width
    switch (answer.content, output.output) {
    case (.score(let score), .json):
      Console.write(ScoreJSON.encode(score, scope: scope, period: period, language: stated))
    case (.ranking(let ranking), .json):
      Console.write(ScoreJSON.encode(ranking, period: period, language: stated))
    case (.reconciliation(let both), .json):
      Console.write(ScoreJSON.encode(both, index: index, scope: scope, period: period))
    case (.score(let score), .csv):
      Console.write(ScoreTable.csv([(scope, nil, score)], period: period))
    case (.ranking(let ranking), .csv):
      Console.write(
        ScoreTable.csv(
          ranking.places.map { ($0.entry.key, $0.rank, $0.entry.score) }, period: period))
    case (.reconciliation(let both), .csv): Console.write(ScoreTable.csv(both))
    case (.score(let score), .table), (.score(let score), .markdown):
      Console.write(
        ScoreTable.render(
          score, scope: scope, period: period, language: language, style: style, width: width))
    case (.ranking(let ranking), .table), (.ranking(let ranking), .markdown):
      Console.write(
        ScoreTable.render(
          ranking, period: period, language: language, style: style, width: width))
    case (.reconciliation(let both), .table), (.reconciliation(let both), .markdown):
      Console.write(ScoreTable.render(both, language: language, style: style, width: width))
    }
  }
}

extension ScoreRequest.Origin: ExpressibleByArgument {}
