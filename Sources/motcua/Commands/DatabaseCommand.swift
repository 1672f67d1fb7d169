import ArgumentParser
import Cluster
import Postgres
import Store

/// `motcua db`: the database itself.
struct DatabaseCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "db", abstract: "Starts, stops and migrates the database.",
    subcommands: [Up.self, Down.self, Status.self, Migrate.self, Verify.self, Psql.self])

  /// Creates and starts the private cluster and brings it to the program's schema.
  struct Up: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Creates the private cluster on first use, and starts it.")

    @OptionGroup var database: DatabaseOptions

    mutating func run() async throws {
      let text = try await Workspace.with(database, newcomer: .enter) { workspace in
        try await DatabaseReport.text(workspace.settings, database)
      }
      Console.write(text)
    }
  }

  /// Stops the private cluster.
  struct Down: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Stops the private cluster.")

    mutating func run() async throws {
      let settings = try Settings.load()
      try await Workspace.cluster(settings).down()
      Console.write("private cluster in \(settings.home): stopped\n")
    }
  }

  /// Tells where the database is and whether it answers; starts nothing.
  struct Status: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Tells where the database is and in which state; starts nothing.")

    @OptionGroup var database: DatabaseOptions

    mutating func run() async throws {
      Console.write(try await DatabaseReport.text(try Settings.load(), database))
    }
  }

  /// Brings a database to the program's schema.
  struct Migrate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Brings the database to this program's schema.")

    @OptionGroup var database: DatabaseOptions

    mutating func run() async throws {
      let settings = try Settings.load()
      let code = try settings.authority(option: database.authority)
      let pool = PostgresPool(
        try await Workspace.configuration(settings, database), size: 1,
        logger: Log.logger("motcua.postgres"))
      let names: [String]
      do {
        names = try await pool.withConnection { connection in
          let isNew = try await Migrator().state(of: connection) == .empty
          let names = try await Migrator().migrate(connection)
          if isNew { _ = try await Authority.ensure(code, on: connection) }
          return names
        }
      } catch {
        await pool.shutdown()
        throw error
      }
      await pool.shutdown()
      let lines = names.map { "applied \($0)" } + (names.isEmpty ? ["schema is current"] : [])
      Console.write(lines.joined(separator: "\n") + "\n")
    }
  }

  /// Hands the terminal to psql.
  struct Psql: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Runs psql on the database, as the calling user.")

    @OptionGroup var database: DatabaseOptions

    @Argument(parsing: .postTerminator, help: "Arguments for psql, after --.")
    var arguments: [String] = []

    mutating func run() async throws {
      let settings = try Settings.load()
      let target: String
      if let url = settings.databaseURL(option: database.database) {
        target = url
      } else {
        let cluster = Workspace.cluster(settings)
        try await cluster.up()
        target = cluster.connectionURL
      }
      try Replacement.run("psql", ["--dbname", target] + arguments)
    }
  }
}
