import ArgumentParser
import Cluster
import Fetch
import Glibc
import Indicators
import Intake
import Postgres
import Reports
import StatsHTTP
import Store

/// Turns an error into one line on stderr and the exit code that is fixed for life.
enum Failure {
  /// The codes that a command ends with.
  enum Code: Int32 {
    case failed = 1
    case differences = 3
    case notAuthorised = 4
    case refused = 5
    case held = 6
    case usage = 64
    case unavailable = 69
    case busy = 75
  }

  /// Prints the error that a command ended with, and ends the process with its code.
  static func exit(_ error: any Error) -> Never {
    // A command that has said everything itself ends with a bare code.
    if let code = error as? ExitCode { Glibc.exit(code.rawValue) }
    Console.error("motcua: \(oneLine(error))")
    Glibc.exit(code(of: error).rawValue)
  }

  private static func code(of error: any Error) -> Code {
    switch error {
    case let error as IntakeError: Code(rawValue: error.exitCode) ?? .failed
    case let error as FetchError: Code(rawValue: error.exitCode) ?? .failed
    case let error as StoreError: storeCode(error.kind)
    case let error as PostgresError: databaseCode(error.kind)
    case let error as ClusterError: error.kind == .busy ? .busy : .unavailable
    case is IndicatorError, is NotFound, is UsageError: .usage
    default: .failed
    }
  }

  private static func storeCode(_ kind: StoreError.Kind) -> Code {
    switch kind {
    case .busy: .busy
    case .badRequest: .usage
    case .stalePlan: .refused
    default: .failed
    }
  }

  private static func databaseCode(_ kind: PostgresError.Kind) -> Code {
    switch kind {
    case .connection, .closed, .deadline: .unavailable
    case .configuration: .usage
    default: .failed
    }
  }

  private static func oneLine(_ error: any Error) -> String {
    "\(error)".split(separator: "\n").joined(separator: " ")
  }
}

/// Options that do not fit together, found after parsing.
struct UsageError: Error, CustomStringConvertible {
  /// What was asked, what is wrong with it, what to do; what the command prints.
  let description: String
  /// The same sentence in Vietnamese, where a question over HTTP can meet it.
  let vietnamese: String?

  init(description: String, vietnamese: String? = nil) {
    self.description = description
    self.vietnamese = vietnamese
  }
}
