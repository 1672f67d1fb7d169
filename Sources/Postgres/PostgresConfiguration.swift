/// Where the server is, who we are there, and how long we wait for it.
///
/// The password is among the settings and is never printed: description and mirror show
/// `redacted`.
public struct PostgresConfiguration: Sendable, Hashable, CustomStringConvertible,
  CustomDebugStringConvertible, CustomReflectable
{
  private(set) var settings: [String: String]

  /// The name under which sessions appear in `pg_stat_activity`; `motcua` unless the URL has one.
  public var applicationName: String

  /// How long connecting may take, all addresses together; 5 seconds unless the URL has a
  /// `connect_timeout`.
  public var connectTimeout: Duration

  /// Reads a URL `postgresql://user:password@host:port/database?option=value` or pairs
  /// `host=… user=…`, as libpq does; what is not given comes from libpq's own environment
  /// variables and defaults.
  /// https://www.postgresql.org/docs/current/libpq-connect.html#LIBPQ-CONNSTRING
  ///
  /// Throws an error of kind `configuration` that does not repeat the text, which may hold a
  /// password.
  public init(url: String) throws(PostgresError) {
    guard let settings = ConnectionSettings.parse(url) else {
      throw CallContext.reading.error(
        .configuration,
        "the text is neither a postgresql:// URL nor key=value pairs that libpq reads"
      )
    }
    self.settings = settings
    applicationName = settings["application_name"] ?? "motcua"
    connectTimeout = .seconds(5)
    if let text = settings["connect_timeout"] {
      guard let seconds = Int(text) else {
        throw CallContext.reading.error(.configuration, "connect_timeout is not a whole number")
      }
      if seconds > 0 { connectTimeout = .seconds(seconds) }
    }
  }

  /// The same server and user, another database.
  public func database(_ name: String) -> PostgresConfiguration {
    var copy = self
    copy.settings["dbname"] = name
    return copy
  }

  /// Host or socket directory, port, user and database, for messages.
  public var redacted: String {
    let host = settings["host"] ?? settings["hostaddr"] ?? "default host"
    let port = settings["port"].map { ":\($0)" } ?? ""
    let user = settings["user"].map { "\($0)@" } ?? ""
    let database = settings["dbname"].map { "/\($0)" } ?? ""
    let service = settings["service"].map { " (service \($0))" } ?? ""
    return "\(user)\(host)\(port)\(database)\(service)"
  }

  /// The same as `redacted`.
  public var description: String { redacted }
  /// The same as `redacted`.
  public var debugDescription: String { redacted }
  /// Shows `redacted` only, so that `dump` prints no password.
  public var customMirror: Mirror { Mirror(self, children: ["server": redacted]) }

  /// What libpq is given: the caller's settings and those that this module relies on. They go
  /// with the start-up packet and cost no round trip.
  var startSettings: [(keyword: String, value: String)] {
    var all = settings
    all["application_name"] = applicationName
    all["client_encoding"] = "UTF8"
    // The last one makes the server notice within a second that we are gone: the statement of a
    // client that was killed, or that gave up a frozen server, would else run to its end with its
    // locks. It needs PostgreSQL 14.
    let ours = [
      "DateStyle=ISO", "TimeZone=UTC", "standard_conforming_strings=on",
      "client_connection_check_interval=1000",
    ]
    let options = [settings["options"]].compactMap(\.self) + ours.map { "-c \($0)" }
    all["options"] = options.joined(separator: " ")
    return all.sorted { $0.key < $1.key }.map { (keyword: $0.key, value: $0.value) }
  }
}

extension CallContext {
  fileprivate static let reading = CallContext(
    activity: "reading the database URL", statement: nil, server: nil, file: "", line: 0)
}
