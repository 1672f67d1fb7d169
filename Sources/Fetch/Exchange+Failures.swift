import AsyncHTTPClient
import NIOCore
import NIOHTTP1
import NIOHTTPCompression
import NIOSSL
import SystemPackage

extension Exchange {
  /// What an error of the network library means, before or within the body of an answer.
  func failure(_ cause: any Error, inBody: Bool, _ redactor: Redactor) -> Failure {
    if Task.isCancelled || cause is CancellationError {
      return final(.cancelled, "it was cancelled; nothing was kept")
    }
    if let compression = decompression(cause) { return compression }
    if let client = cause as? HTTPClientError, let known = timing(client) { return known }
    if isDistrust(cause) {
      return final(
        .unreachable,
        "the secure connection failed (\(tlsReason(of: cause))); if the certificate comes from an "
          + "authority of your own, name its PEM file as the trusted authority")
    }
    if let client = cause as? HTTPClientError, isRequestFault(client) {
      return final(
        .badURL, "the request cannot be sent (\(redactor(client.description))); check the address")
    }
    if let parser = cause as? HTTPParserError, parser != .invalidEOFState {
      return final(
        .badAnswer,
        "the server does not speak HTTP as it should (\(redactor("\(parser)"))); check address "
          + "and port")
    }
    if inBody || cause as? HTTPParserError == .invalidEOFState {
      return .again(
        error(.cut, "the connection was closed before the answer was complete; try again later"),
        asked: nil)
    }
    return .again(
      error(
        .unreachable,
        "no answer (\(networkReason(of: cause, redactor))); check host, port, network and firewall"),
      asked: nil)
  }

  private func timing(_ cause: HTTPClientError) -> Failure? {
    switch cause {
    case .connectTimeout, .getConnectionFromPoolTimeout, .tlsHandshakeTimeout:
      .again(
        error(
          .timedOut,
          "no connection within \(limits.connect); check host, port, network "
            + "and firewall"),
        asked: nil)
    case .readTimeout, .writeTimeout:
      .again(
        error(
          .timedOut,
          "the server was silent for \(limits.idle); try again later, or "
            + "raise the limit"),
        asked: nil)
    case .deadlineExceeded:
      final(
        .timedOut,
        "it took longer than \(limits.total) in all; raise the limit or ask "
          + "for less")
    default: nil
    }
  }

  private func decompression(_ cause: any Error) -> Failure? {
    if let cause = cause as? NIOHTTPDecompression.DecompressionError {
      return cause == .limit
        ? final(
          .tooLarge,
          "the compressed answer expands to more than \(limits.expansion) times its size; if that "
            + "is right, raise the limit")
        : final(
          .badAnswer, "the compressed answer is damaged; ask the operator of the source to look")
    }
    guard let cause = cause as? NIOHTTPDecompression.ExtraDecompressionError else { return nil }
    return cause == .truncatedData
      ? .again(
        error(.cut, "the compressed answer ended before its end; try again later"), asked: nil)
      : final(
        .badAnswer, "bytes follow the compressed answer; ask the operator of the source to look")
  }

  /// Errors of TLS that no second try cures.
  private func isDistrust(_ cause: any Error) -> Bool {
    // A close without farewell is a connection lost, not one that cannot be trusted.
    if case NIOSSLError.uncleanShutdown = cause { return false }
    return cause is NIOSSLError || cause is NIOSSLExtraError || cause is BoringSSLError
  }

  /// The library's word for it, without the places in its source code.
  private func tlsReason(of cause: any Error) -> String {
    let text = "\(cause)"
    guard let mark = text.firstRange(of: "OPENSSL_internal:") else {
      return cause is NIOSSLExtraError ? "the certificate is for another host" : "no handshake"
    }
    let word = text[mark.upperBound...].prefix { $0 == "_" || $0.isUppercase || $0.isNumber }
    return switch word {
    case "CERTIFICATE_VERIFY_FAILED": "nobody who is trusted vouches for its certificate"
    case "WRONG_VERSION_NUMBER": "the server does not speak TLS on this port"
    default: word.lowercased().replacing("_", with: " ")
    }
  }

  private func networkReason(of cause: any Error, _ redactor: Redactor) -> String {
    if let cause = cause as? IOError { return "\(Errno(rawValue: cause.errnoCode))" }
    return redactor("\(cause)")
  }

  private func isRequestFault(_ cause: HTTPClientError) -> Bool {
    switch cause {
    case .invalidURL, .emptyHost, .emptyScheme: true
    default:
      cause.shortDescription.hasPrefix("Invalid header")
        || cause.shortDescription.hasPrefix("Unsupported scheme")
    }
  }
}
