import Configuration
import StatsHTTP

extension Settings {
  /// Which pages of other origins may read the answers: `http.cors.origins`, origins separated by
  /// commas, or `*`; nobody where it is not set.
  func origins() throws -> CrossOriginPolicy {
    guard let text = reader.string(forKey: "http.cors.origins") else { return .nobody }
    guard let policy = CrossOriginPolicy(text) else {
      throw UsageError(
        description: """
          setting http.cors.origins is \(text); write * or origins as browsers do, separated by \
          commas: https://portal.example.vn,https://ioc.example.vn:8443
          """)
    }
    return policy
  }
}
