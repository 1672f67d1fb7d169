public import ArgumentParser
import Procedures
import Reports
public import Store

extension TokenScope: ExpressibleByArgument {}

/// `motcua token`: who may use the HTTP service.
struct TokenCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "token", abstract: "Makes, lists and revokes access tokens of the HTTP service.",
    subcommands: [Create.self, List.self, Revoke.self])

  /// A new token.
  struct Create: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Makes a token and prints it, this once.",
      discussion: """
        read reads figures where the service asks for a token, sync also posts sources, admin does \
        everything. With --agency a token syncs only the catalog of that agency and those below \
        it; imports and the list of agencies are for tokens of the whole authority.
        """)

    @Option(help: "Who or what will hold it.")
    var name: String

    @Option(help: "read, sync or admin.")
    var scope: TokenScope

    @Option(help: "Limits a sync to the tree of this agency.")
    var agency: AgencyCode?

    @Option(help: "The last day on which it is good, yyyy-MM-dd.")
    var expires: CalendarDay?

    @Option(help: "For how many days it is good; default 365.")
    var days: Int?

    @OptionGroup var output: OutputOptions
    @OptionGroup var database: DatabaseOptions

    func validate() throws {
      if expires != nil && days != nil {
        throw ValidationError("--expires and --days exclude each other")
      }
      if let days, !(1...TokenRegister.longestDays).contains(days) {
        throw ValidationError("--days takes 1 to \(TokenRegister.longestDays)")
      }
    }

    mutating func run() async throws {
      let last =
        expires ?? CalendarDay(daysSince2000: SystemClock.today.daysSince2000 + Int32(days ?? 365))
      let wish = TokenRegister.Wish(name: name, scope: scope, agency: agency, expiresOn: last)
      guard let token = AccessToken(random: RandomBytes.draw(AccessToken.randomByteCount)) else {
        throw UsageError(description: "make a token: the system gave too few random bytes")
      }
      let outcome = try await Workspace.with(database, connections: 1) { workspace in
        try await TokenRegister(pool: workspace.pool, authority: workspace.authority)
          .create(token, wish, RegisterChange.request(workspace.settings))
      }
      Console.error("\(outcome.sentence) · run \(outcome.run ?? 0)")
      Console.error(
        "token \(token.id) is good until the end of \(last); keep it now, it is shown only once")
      if output.output == .json {
        Console.write(JSONText.encode(NewTokenDocument(token, wish, run: outcome.run)))
      } else {
        Console.write(token.text + "\n")
      }
    }
  }

  /// All tokens, without their secrets.
  struct List: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Lists all tokens, also those that have ended, the newest first.")

    @OptionGroup var output: OutputOptions
    @OptionGroup var database: DatabaseOptions

    mutating func run() async throws {
      let tokens = try await Workspace.with(database, connections: 1) { workspace in
        try await TokenRegister(pool: workspace.pool, authority: workspace.authority).list()
      }
      let today = SystemClock.today
      if output.output == .json {
        Console.write(JSONText.encode(tokens.map { TokenDocument($0, on: today) }))
        return
      }
      let report = RowsReport(
        headings: ["id", "name", "scope", "agency", "expires_on", "state", "created", "run"],
        rows: tokens.map { token in
          [
            token.id, token.name, token.scope.rawValue, token.agency?.text ?? "",
            "\(token.expiresOn)", TokenDocument.state(of: token, on: today),
            "\(token.createdAt)", "\(token.run)",
          ]
        })
      switch output.output {
      case .csv: Console.write(report.csv())
      case .markdown: Console.write(report.table(style: .markdown))
      case .table, .json: Console.write(report.table(width: Console.width))
      }
    }
  }

  /// The end of a token.
  struct Revoke: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Takes a token back; the next request with it is refused.",
      discussion: """
        Access ends at once, also while a sync is at work; posts that still wait under the token \
        are not run. Where the sync keeps the entry in the book of runs from being made, the \
        command says so and ends with 75: run it again when the sync has ended.
        """)

    @Argument(help: "The token's id, as `token list` shows it; not the token itself.")
    var id: String

    @OptionGroup var output: OutputOptions
    @OptionGroup var database: DatabaseOptions

    mutating func run() async throws {
      let id = id
      guard AccessToken(id) == nil else {
        throw UsageError(
          description: "revoke a token: give its id, the part between mc_ and the next _, "
            + "not the token itself")
      }
      let outcome = try await Workspace.with(database, connections: 1) { workspace in
        try await TokenRegister(pool: workspace.pool, authority: workspace.authority)
          .revoke(id, RegisterChange.request(workspace.settings))
      }
      RegisterChange.print(outcome, output)
    }
  }
}
