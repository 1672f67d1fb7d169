import AsyncHTTPClient
import Crypto
import NIOCore
import NIOHTTP1

/// One request and its answer, redirects included; no second tries.
struct Exchange {
  /// What is sent.
  struct Outgoing {
    var method: FetchRequest.Method
    var address: SourceAddress
    var headers: [(name: String, value: String)]
    var body: [UInt8]?
  }

  /// What came back.
  struct Answer {
    let address: SourceAddress
    let contentType: String?
    let links: [String]
    let size: Int64
    let digest: [UInt8]
    let findings: [JSONProbe.Finding]
  }

  /// Why a try failed, and what may follow.
  enum Failure: Error {
    case final(FetchError)
    /// Another try may do, after the wait that the server asked for.
    case again(FetchError, asked: Duration?)
    /// 401 or 403.
    case unauthorised(FetchError)
  }

  let client: HTTPClient
  let source: String
  let limits: FetchLimits
  let watch: Stopwatch

  private static let redirects = 5

  /// Sends the request and hands the bytes of a success to `store`, piece by piece; it is awaited
  /// before the next piece is taken from the network.
  func send(
    _ outgoing: Outgoing, probe: JSONProbe?, redactor: Redactor,
    store: (ByteBufferView) throws(FetchError) -> Void
  ) async throws(Failure) -> Answer {
    var outgoing = outgoing
    for _ in 0...Self.redirects {
      let response = try await head(of: outgoing, redactor)
      switch Int(response.status.code) {
      case 200, 201:
        return try await receive(
          response, from: outgoing.address, probe: probe, redactor: redactor, store: store)
      case 301, 302, 303, 307, 308:
        outgoing.address = try follow(response, from: outgoing)
      case let status: throw refusal(status, response.headers)
      }
    }
    throw final(
      .redirectedAway,
      "the server redirected more than \(Self.redirects) times; give the address that it ends at")
  }

  private func head(
    of outgoing: Outgoing, _ redactor: Redactor
  ) async throws(Failure) -> HTTPClientResponse {
    let left = limits.total - watch.elapsed()
    guard left > .zero else { throw overtime }
    var request = HTTPClientRequest(url: outgoing.address.text)
    request.method = HTTPMethod(rawValue: outgoing.method.rawValue)
    for (name, value) in outgoing.headers { request.headers.replaceOrAdd(name: name, value: value) }
    if let body = outgoing.body { request.body = .bytes(body) }
    do {
      return try await client.execute(request, timeout: TimeAmount(left))
    } catch {
      throw failure(error, inBody: false, redactor)
    }
  }

  private func follow(
    _ response: HTTPClientResponse, from outgoing: Outgoing
  ) throws(Failure) -> SourceAddress {
    let status = response.status.code
    guard outgoing.body == nil || status == 307 || status == 308 else {
      throw final(
        .redirectedAway,
        "the server answered \(status) and wants a GET in place of the POST, as it does when it "
          + "shows a login page; check the address and the authentication")
    }
    guard let location = response.headers.first(name: "location") else {
      throw final(
        .badAnswer, "the server redirected (\(status)) without saying where; check the address")
    }
    let next: SourceAddress
    do {
      next = try outgoing.address.resolving(location)
    } catch {
      throw final(
        .redirectedAway,
        "the server redirected (\(status)) to what is no HTTP address; check the address")
    }
    if let objection = outgoing.address.objection(to: next) {
      throw final(
        .redirectedAway,
        "the server redirected \(objection), which is not followed; give that address if you "
          + "trust it")
    }
    return next
  }

  private func receive(
    _ response: HTTPClientResponse, from address: SourceAddress, probe: JSONProbe?,
    redactor: Redactor, store: (ByteBufferView) throws(FetchError) -> Void
  ) async throws(Failure) -> Answer {
    let contentType = response.headers.first(name: "content-type").map { redactor($0) }
    try check(encoding: response.headers[canonicalForm: "content-encoding"])
    var probe = probe
    var hash = SHA256()
    var size: Int64 = 0
    do {
      for try await chunk in response.body {
        guard watch.elapsed() < limits.total else { throw overtime }
        size += Int64(chunk.readableBytes)
        if probe != nil {
          let bytes = Array(chunk.readableBytesView)
          hash.update(data: bytes)
          do {
            try probe?.scan(bytes)
          } catch {
            throw unreadable(error, contentType, response.status)
          }
        }
        try store(chunk.readableBytesView)
      }
    } catch let failure as Failure {
      throw failure
    } catch let error as FetchError {
      throw .final(error)
    } catch {
      throw failure(error, inBody: true, redactor)
    }
    guard size > 0 else {
      throw final(
        .badAnswer,
        "the server answered \(response.status.code) without any bytes; check the address and "
          + "what the source expects to be asked")
    }
    do {
      try probe?.finish()
    } catch {
      throw unreadable(error, contentType, response.status)
    }
    return Answer(
      address: address, contentType: contentType, links: response.headers["link"], size: size,
      digest: Array(hash.finalize()), findings: probe?.findings ?? [])
  }

  private func check(encoding: [Substring]) throws(Failure) {
    let known = ["gzip", "deflate", "identity"]
    guard let first = encoding.first else { return }
    guard encoding.count == 1, known.contains(first.lowercased()) else {
      throw final(
        .badAnswer,
        "the server compressed its answer in a way that was not asked for; have it send gzip, "
          + "deflate or nothing of the kind")
    }
  }

  private func unreadable(
    _ fault: JSONProbe.Fault, _ contentType: String?, _ status: HTTPResponseStatus
  ) -> Failure {
    switch fault {
    case .cut:
      .again(
        error(.cut, "the JSON of the answer ended before its end; try again later"), asked: nil)
    case .notJSON(let position):
      final(
        .badAnswer,
        "paging and sessions need JSON, and the answer (\(status.code), "
          + "\(contentType ?? "without a content type")) is none at byte \(position + 1); "
          + "it may be a login or error page: look at it in a browser")
    }
  }

  private func refusal(_ status: Int, _ headers: HTTPHeaders) -> Failure {
    switch status {
    case 401, 403:
      .unauthorised(
        error(
          .notAuthorised,
          "the server answered \(status): it does not accept these credentials, or none were "
            + "given; check the fetch profile's authentication and what its secrets hold"))
    case 200..<300:
      final(
        .badAnswer,
        "the server answered \(status), which brings no complete content; check the address")
    case _ where RetryPolicy.isPassing(status: status):
      .again(
        error(
          .refused(status: status),
          "the server answered \(status): it is overloaded or broken; try again later"),
        asked: RetryPolicy.asked(
          retryAfter: headers.first(name: "retry-after"), date: headers.first(name: "date")))
    default:
      final(
        .refused(status: status),
        "the server answered \(status)\(status == 404 ? ", not found" : ""); check the address "
          + "and what the source expects to be asked")
    }
  }

  private var overtime: Failure {
    final(
      .timedOut,
      "it took longer than \(limits.total) in all; raise the limit or ask "
        + "for less")
  }

  func final(_ kind: FetchError.Kind, _ reason: String) -> Failure {
    .final(error(kind, reason))
  }

  func error(_ kind: FetchError.Kind, _ reason: String) -> FetchError {
    FetchError(kind, source: source, reason: reason)
  }
}
