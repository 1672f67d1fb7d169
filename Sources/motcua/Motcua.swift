import ArgumentParser

/// The command: parses, configures, wires and runs; decides nothing.
@main
struct Motcua: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "motcua",
    abstract: "Monitors how far a province's administrative procedures are online.",
    discussion: """
      Without a database URL the command keeps its own private PostgreSQL under MOTCUA_HOME.

      Exit codes: 0 done, 1 failed or input not readable as a table, 3 differences found (only \
      where asked), 4 not authorised at a source, 5 refused by the guard, 6 done with rows held back, 64 wrong usage, \
      69 database unreachable or source that cannot be opened, 75 busy, 130 interrupted.
      """,
    version: Program.version,
    subcommands: [
      StatsCommand.self, ExplainCommand.self, WhyCommand.self, GoalsCommand.self,
      ScoreCommand.self, TasksCommand.self, PlansCommand.self, IndexesCommand.self,
      HolidaysCommand.self, ExclusionsCommand.self, PeriodsCommand.self, SyncCommand.self,
      ImportCommand.self, RunsCommand.self, ProceduresCommand.self, AgenciesCommand.self,
      FieldsCommand.self, SourcesCommand.self, AuditCommand.self, TokenCommand.self,
      IndicatorsCommand.self,
      ServeCommand.self, DatabaseCommand.self, DemoCommand.self,
    ])

  static func main() async {
    Interruption.exitOnInterrupt()
    let command: any ParsableCommand
    do {
      command = try parseAsRoot()
    } catch {
      // Help, version and wrong usage are the parser's to print.
      exit(withError: error)
    }
    do {
      if var command = command as? any AsyncParsableCommand {
        try await command.run()
      } else {
        // The parser's own, which prints help: what it throws is the parser's to print, too.
        var command = command
        do { try command.run() } catch { exit(withError: error) }
      }
    } catch let error as CleanExit {
      exit(withError: error)
    } catch {
      Failure.exit(error)
    }
  }
}
