import Configuration
import StatsHTTP

extension Settings {
  /// `http.read`: whether reading over HTTP needs a token; `open`, the default, or `token`.
  func readingNeedsToken() throws -> Bool {
    switch reader.string(forKey: "http.read", default: "open") {
    case "open": return false
    case "token": return true
    case let other:
      throw UsageError(description: "setting http.read is \(other); write open or token")
    }
  }

  /// `http.trusted.proxies`: addresses of the proxies whose `X-Forwarded-For` is believed,
  /// separated by commas; none by default.
  func trustedProxies() -> Set<String> {
    let text = reader.string(forKey: "http.trusted.proxies", default: "")
    return Set(
      text.split(separator: ",").map { $0.filter { !$0.isWhitespace } }.filter { !$0.isEmpty })
  }

  /// `http.body.limit`: the largest body of a posted source in MiB, 1…65536; 256 by default.
  func bodyLimit() throws -> Int {
    guard let text = reader.string(forKey: "http.body.limit") else { return 256 << 20 }
    guard let size = Int(text), (1...65_536).contains(size) else {
      throw UsageError(
        description: "setting http.body.limit is \(text); give a number of MiB from 1 to 65536")
    }
    return size << 20
  }

  /// The certificate and key of the public port; nil for a service that speaks plain HTTP.
  func transportSecurity() throws -> TransportSecurity? {
    let certificate = reader.string(forKey: "http.tls.certificate")
    let key = reader.string(forKey: "http.tls.key")
    guard certificate != nil || key != nil else { return nil }
    guard let certificate, let key else {
      throw UsageError(
        description: "http.tls.certificate and http.tls.key go together: give both files or none")
    }
    do {
      return try TransportSecurity(certificatePath: certificate, keyPath: key)
    } catch {
      throw UsageError(description: error.description)
    }
  }
}
