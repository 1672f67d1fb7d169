internal import FoundationEssentials
public import Postgres

/// The throw-away PostgreSQL server on which live tests run.
public enum TestServer {
  /// The variable that names the server: a superuser's URL, its database one to connect to.
  public static let variable = "MOTCUA_TEST_DATABASE_URL"

  /// Where the server is. A missing variable is an error and never a skipped test.
  public static func configuration() throws -> PostgresConfiguration {
    guard let url = ProcessInfo.processInfo.environment[variable], !url.isEmpty else {
      throw MissingTestServer()
    }
    return try PostgresConfiguration(url: url)
  }
}

/// No server was named for the tests.
public struct MissingTestServer: Error, CustomStringConvertible {
  /// What to do about it.
  public var description: String {
    "live tests need a PostgreSQL server in \(TestServer.variable); run bash Deploy/test.sh"
  }
}
