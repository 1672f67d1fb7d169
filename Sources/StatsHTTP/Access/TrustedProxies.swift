internal import HTTPTypes

/// The proxies whose word on the client's address is believed.
struct TrustedProxies: Sendable {
  private let addresses: Set<String>

  /// Addresses as numbers, such as `127.0.0.1` or `::1`.
  init(_ addresses: Set<String>) { self.addresses = addresses }

  /// The address of the client that a request comes from.
  ///
  /// `X-Forwarded-For` is read from its end, which the nearest proxy wrote, and only as far as
  /// those who wrote it are trusted: what stands further left anybody can write.
  func client(of request: HTTPRequest, peer: String?) -> String {
    guard var nearest = peer else { return "unknown" }
    guard let name = HTTPField.Name("X-Forwarded-For") else { return nearest }
    var hops = request.headerFields[values: name].flatMap { $0.split(separator: ",") }.map {
      String(String($0).trimmedOfBlanks)
    }
    while addresses.contains(nearest), let hop = hops.popLast(), Self.isAddress(hop) {
      nearest = hop
    }
    return nearest
  }

  /// Whether a text may be an address of IPv4 or IPv6. It only names a bucket, so that its letters
  /// and length are all that matters.
  private static func isAddress(_ text: String) -> Bool {
    (2...45).contains(text.utf8.count)
      && text.utf8.allSatisfy {
        switch $0 {
        case 0x30...0x39, 0x41...0x46, 0x61...0x66, UInt8(ascii: "."), UInt8(ascii: ":"): true
        default: false
        }
      }
  }
}
