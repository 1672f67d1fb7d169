import Configuration
import FoundationEssentials
import Glibc
import Indicators
import Procedures

/// Where settings come from: options first, then the environment, then the configuration file,
/// then defaults.
///
/// | key of the file | environment | default |
/// |---|---|---|
/// | `database.url` | `MOTCUA_DATABASE_URL`, then `DATABASE_URL` | the private cluster |
/// | `authority` | `MOTCUA_AUTHORITY` | `H32` |
/// | `home` | `MOTCUA_HOME` | `/var/lib/motcua` for root, else `$XDG_DATA_HOME/motcua` |
/// | `keep.days` | `MOTCUA_KEEP_DAYS` | `400`: how long the bytes of sources are kept |
/// | `http.host` | `MOTCUA_HTTP_HOST` | `127.0.0.1` |
/// | `http.port` | `MOTCUA_HTTP_PORT` | `8080` |
/// | `http.admin.port` | `MOTCUA_HTTP_ADMIN_PORT` | `8081` |
/// | `http.read` | `MOTCUA_HTTP_READ` | `open`: `token` lets nobody read without a token |
/// | `http.body.limit` | `MOTCUA_HTTP_BODY_LIMIT` | `256`: the largest posted source in MiB |
/// | `http.tls.certificate` | `MOTCUA_HTTP_TLS_CERTIFICATE` | none: a PEM file, for TLS |
/// | `http.tls.key` | `MOTCUA_HTTP_TLS_KEY` | none: the key of the certificate |
/// | `http.cors.origins` | `MOTCUA_HTTP_CORS_ORIGINS` | none: origins whose pages may read |
/// | `http.trusted.proxies` | `MOTCUA_HTTP_TRUSTED_PROXIES` | none: whose `X-Forwarded-For` counts |
/// | `http.connections` | `MOTCUA_HTTP_CONNECTIONS` | `12000`, as far as open files allow |
/// | `http.idle.seconds` | `MOTCUA_HTTP_IDLE_SECONDS` | `60`: rest between two requests |
///
/// The file is `MOTCUA_CONFIG`, else `$XDG_CONFIG_HOME/motcua/config.json`.
struct Settings: Sendable {
  private let environment: [String: String]
  let reader: ConfigReader

  /// Reads the environment and, where there is one, the configuration file.
  static func load() throws -> Settings {
    let environment = ProcessInfo.processInfo.environment
    let named = environment["MOTCUA_CONFIG"]
    let file = named ?? configurationDirectory(environment) + "/motcua/config.json"
    let written = try SettingsFile(path: file, mayBeMissing: named == nil)
    return Settings(
      environment: environment,
      reader: ConfigReader(providers: [
        EnvironmentVariablesProvider(
          environmentVariables: prefixed(environment), secretsSpecifier: .specific(["DATABASE_URL"])
        ), written.provider,
      ]))
  }

  /// The database that was named; nil means the private cluster.
  func databaseURL(option: String?) -> String? {
    option ?? reader.string(forKey: "database.url", isSecret: true)
  }

  /// The authority's code.
  func authority(option: String?) throws -> AgencyCode {
    let text = option ?? reader.string(forKey: "authority", default: "H32")
    guard let code = AgencyCode(text) else {
      throw UsageError(
        description: "authority \(text) is no agency code; codes look like H32")
    }
    return code
  }

  /// The directory of the private cluster.
  var home: String {
    if let home = reader.string(forKey: "home"), !home.isEmpty { return absolute(home) }
    if geteuid() == 0 { return "/var/lib/motcua" }
    if let data = environment["XDG_DATA_HOME"], data.hasPrefix("/") { return data + "/motcua" }
    return (environment["HOME"] ?? "/") + "/.local/share/motcua"
  }

  /// The entries of `PATH`.
  var searchPath: [String] {
    (environment["PATH"] ?? "").split(separator: ":").map(String.init)
  }

  /// The user who runs the command, for the book of runs.
  var user: String {
    environment["SUDO_USER"] ?? environment["USER"] ?? environment["LOGNAME"] ?? "uid \(getuid())"
  }

  /// The directory for temporary files.
  var temporaryDirectory: String {
    if let directory = environment["TMPDIR"], directory.hasPrefix("/") { return directory }
    return "/tmp"
  }

  /// A variable of the environment, for secrets that a fetch profile names.
  var variable: @Sendable (String) -> String? {
    let environment = environment
    return { environment[$0] }
  }

  /// For how many days the bytes of sources are kept; 0 keeps none.
  func keepDays() throws -> Int {
    guard let text = reader.string(forKey: "keep.days") else { return 400 }
    guard let days = Int(text), (0...36_500).contains(days) else {
      throw UsageError(
        description: "setting keep.days is \(text); give a number of days from 0 to 36500")
    }
    return days
  }

  /// The language for people: the option, else what `LC_ALL`, `LC_MESSAGES` or `LANG` say,
  /// else Vietnamese.
  func language(option: Language?) -> Language {
    if let option { return option }
    let locale = ["LC_ALL", "LC_MESSAGES", "LANG"].lazy
      .compactMap { environment[$0] }.first { !$0.isEmpty }
    return locale?.hasPrefix("en") == true ? .en : .vi
  }

  /// A setting of the HTTP service.
  func port(option: Int?, key: String, default value: Int) throws -> Int {
    if let option { return option }
    guard let text = reader.string(forKey: ConfigKey(key)) else { return value }
    guard let port = Int(text), (0...65535).contains(port) else {
      throw UsageError(description: "setting \(key) is \(text); a port is a number up to 65535")
    }
    return port
  }

  /// An address to listen on; this machine alone where nothing is said.
  func host(option: String?, key: String) -> String {
    option ?? reader.string(forKey: ConfigKey(key), default: "127.0.0.1")
  }

  private func absolute(_ path: String) -> String {
    path.hasPrefix("/") ? path : FileManager.default.currentDirectoryPath + "/" + path
  }

  private static func configurationDirectory(_ environment: [String: String]) -> String {
    if let directory = environment["XDG_CONFIG_HOME"], directory.hasPrefix("/") {
      return directory
    }
    return (environment["HOME"] ?? "") + "/.config"
  }

  /// Our variables without their prefix, so that one key names a setting everywhere.
  private static func prefixed(_ environment: [String: String]) -> [String: String] {
    var result: [String: String] = [:]
    if let url = environment["DATABASE_URL"], !url.isEmpty { result["DATABASE_URL"] = url }
    for (name, value) in environment where name.hasPrefix("MOTCUA_") && !value.isEmpty {
      result[String(name.dropFirst("MOTCUA_".count))] = value
    }
    return result
  }
}
