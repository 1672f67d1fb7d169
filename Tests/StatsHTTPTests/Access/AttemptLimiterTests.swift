import HTTPTypes
import Testing

@testable import StatsHTTP

/// How often a client may fail.
@Suite struct AttemptLimiterTests {
  private let start = ContinuousClock.now

  @Test func `ten failures are forgiven, the eleventh attempt waits until one is forgotten`() {
    let limiter = AttemptLimiter()
    for _ in 1...10 {
      #expect(limiter.wait(of: "a", now: start) == nil)
      limiter.failed("a", now: start)
    }

    #expect(limiter.wait(of: "a", now: start) == 6)
    #expect(limiter.wait(of: "a", now: start + .seconds(5)) == 1)
    #expect(limiter.wait(of: "a", now: start + .seconds(6)) == nil)
    #expect(limiter.wait(of: "b", now: start) == nil)
  }

  @Test func `a client that waited long has ten tries and no more`() {
    let limiter = AttemptLimiter()
    limiter.failed("a", now: start)
    let later = start + .seconds(3600)

    for _ in 1...10 { limiter.failed("a", now: later) }

    #expect(limiter.wait(of: "a", now: later) != nil)
  }

  @Test func `many addresses do not buy many tries nor much memory`() {
    let limiter = AttemptLimiter(clients: 100)
    for number in 1...100 { limiter.failed("known \(number)", now: start) }

    for number in 1...10 { limiter.failed("new \(number)", now: start) }

    #expect(limiter.wait(of: "another", now: start) == 6)
    #expect(limiter.wait(of: "known 1", now: start) == nil)
    #expect(limiter.count <= 101)
  }

  @Test func `clients that are forgotten make room`() {
    let limiter = AttemptLimiter(clients: 100)
    for number in 1...100 { limiter.failed("known \(number)", now: start) }
    let later = start + .seconds(60)

    limiter.failed("new", now: later)

    #expect(limiter.count == 1)
  }

  @Test(
    arguments: [
      (nil, "10.0.0.1", [], "10.0.0.1"),
      // Nobody is trusted: what a client says of itself counts nothing.
      ("9.9.9.9", "10.0.0.1", [], "10.0.0.1"),
      ("9.9.9.9", "10.0.0.1", ["10.0.0.1"], "9.9.9.9"),
      // The client wrote the first, the proxy the last.
      ("1.1.1.1, 9.9.9.9", "10.0.0.1", ["10.0.0.1"], "9.9.9.9"),
      ("1.1.1.1, 9.9.9.9, 10.0.0.2", "10.0.0.1", ["10.0.0.1", "10.0.0.2"], "9.9.9.9"),
      ("<script>", "10.0.0.1", ["10.0.0.1"], "10.0.0.1"),
      ("2001:db8::1", "::1", ["::1"], "2001:db8::1"),
      ("9.9.9.9", nil, ["10.0.0.1"], "unknown"),
    ] as [(String?, String?, Set<String>, String)])
  func `the client is the last hop that no trusted proxy is`(
    forwarded: String?, peer: String?, trusted: Set<String>, client: String
  ) throws {
    var request = HTTPRequest(method: .get, scheme: nil, authority: nil, path: "/")
    request.headerFields[try #require(HTTPField.Name("X-Forwarded-For"))] = forwarded

    #expect(TrustedProxies(trusted).client(of: request, peer: peer) == client)
  }
}
