public import ArgumentParser
import Indicators
import Procedures
import Reports
public import Store

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
  var from: ScoreQuestion.Origin = .facts

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

  /// What was scored.
  private enum Answer: Sendable {
    case score(Score)
    case ranking(ScoreRanking)
    case reconciliation(ScoreReconciliation)
  }

  mutating func run() async throws {
    let today = try FigureDate.resolve(on: nil, period: nil, known: known)
    let period = try Period(period ?? "\(today.components.year)")
    let (id, known, scope, from, isRanking, reconciles) = (
      index, known, scope, from, by != nil, reconcile
    )
    let (answer, authority, language) = try await Workspace.with(database, connections: 1) {
      workspace in
      let scores = ScoreStore(
        pool: workspace.pool, authority: workspace.authority,
        figures: FigureStore(
          pool: workspace.pool, authority: workspace.authority, tasks: PlanTaskCounts()))
      var question = ScoreQuestion(
        index: try await scores.index(id, known: known), day: today, period: period)
      question.known = known
      question.scope = scope
      question.origin = from
      let answer: Answer =
        reconciles
        ? .reconciliation(try await scores.reconcile(question))
        : isRanking
          ? .ranking(try await scores.ranking(question)) : .score(try await scores.score(question))
      return (
        answer, workspace.authority.code.text, workspace.settings.language(option: output.lang)
      )
    }
    print(answer, scope: scope ?? authority, period: period.description, language)
  }

  private func print(
    _ answer: Answer, scope: String, period: String, _ language: Language
  ) {
    let stated = output.lang ?? .vi
    let style: TableStyle = output.output == .markdown ? .markdown : .plain
    let width = output.output == .markdown ? nil : Console.width
    switch (answer, output.output) {
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

extension ScoreQuestion.Origin: ExpressibleByArgument {}
