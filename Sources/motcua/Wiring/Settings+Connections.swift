import Configuration
import StatsHTTP

extension Settings {
  /// What connections may take of the service.
  ///
  /// | key of the file | environment | default |
  /// |---|---|---|
  /// | `http.idle.seconds` | `MOTCUA_HTTP_IDLE_SECONDS` | `60`: rest between two requests |
  /// | `http.connections` | `MOTCUA_HTTP_CONNECTIONS` | `12000`, as far as open files allow |
  ///
  /// - Parameter openFiles: how many files and sockets the process may have open; a few hundred are
  ///   left for everything else.
  func connectionLimits(openFiles: Int) throws -> ConnectionLimits {
    var limits = ConnectionLimits()
    if let text = reader.string(forKey: "http.idle.seconds") {
      guard let seconds = Int64(text), (1...3600).contains(seconds) else {
        throw UsageError(
          description: "setting http.idle.seconds is \(text); give seconds from 1 to 3600")
      }
      limits.idleTime = .seconds(seconds)
    }
    if let text = reader.string(forKey: "http.connections") {
      guard let connections = Int(text), (1...1_000_000).contains(connections) else {
        throw UsageError(
          description: "setting http.connections is \(text); give a number from 1 to 1000000")
      }
      limits.connections = connections
    }
    limits.connections = min(limits.connections, max(16, openFiles - 256))
    return limits
  }
}
