import HTTPTypes
import Testing

@testable import StatsHTTP

/// How often a client may fail.
@Suite struct AttemptLimiterTests {
  private let start = ContinuousClock.now

  /// For how long a client must wait; nil where it may try.
  private func wait(
    _ limiter: AttemptLimiter, _ client: String, _ now: ContinuousClock.Instant
  ) -> Int? {
    switch limiter.begin(client, now: now) {
    case .mustWait(let seconds): return seconds
    case .mayTry(let attempt):
      limiter.end(attempt, failed: false, now: now)
      return nil
    }
  }

  private func fail(
    _ limiter: AttemptLimiter, _ client: String, _ now: ContinuousClock.Instant
  ) {
    guard case .mayTry(let attempt) = limiter.begin(client, now: now) else { return }
    limiter.end(attempt, failed: true, now: now)
  }

  @Test func `ten failures are forgiven, the eleventh attempt waits until one is forgotten`() {
    let limiter = AttemptLimiter()
    for _ in 1...10 {
      #expect(wait(limiter, "a", start) == nil)
      fail(limiter, "a", start)
    }

    #expect(wait(limiter, "a", start) == 6)
    #expect(wait(limiter, "a", start + .seconds(5)) == 1)
    #expect(wait(limiter, "a", start + .seconds(6)) == nil)
    #expect(wait(limiter, "b", start) == nil)
  }

  @Test func `a client that waited long has ten tries and no more`() {
    let limiter = AttemptLimiter()
    fail(limiter, "a", start)
    let later = start + .seconds(3600)

    for _ in 1...10 { fail(limiter, "a", later) }

    #expect(wait(limiter, "a", later) != nil)
  }

  @Test func `guesses at the same time are not all looked up, and wait for all that failed`() {
    let limiter = AttemptLimiter(underway: 32)
    var attempts: [AttemptLimiter.Attempt] = []
    for _ in 1...1000 {
      if case .mayTry(let attempt) = limiter.begin("a", now: start) { attempts.append(attempt) }
    }

    for attempt in attempts { limiter.end(attempt, failed: true, now: start) }

    #expect(attempts.count == 32)
    // Ten were free: 22 are owed, and one must be there to be used.
    #expect(wait(limiter, "a", start) == 23 * 6)
  }

  @Test func `the addresses of one network of IPv6 are one client`() {
    let limiter = AttemptLimiter()
    for number in 1...10 { fail(limiter, "2001:db8:1:2::\(number)", start) }

    #expect(wait(limiter, "2001:db8:1:2:ffff::1", start) == 6)
    #expect(wait(limiter, "2001:db8:1:3::1", start) == nil)
    #expect(wait(limiter, "::ffff:10.0.0.1", start) == nil)
    for _ in 1...10 { fail(limiter, "::ffff:10.0.0.1", start) }
    #expect(wait(limiter, "::ffff:10.0.0.2", start) == nil)
  }

  @Test func `many addresses do not buy many tries nor much memory`() {
    let limiter = AttemptLimiter(clients: 100)
    for number in 1...100 { fail(limiter, "known \(number)", start) }

    for number in 1...10 { fail(limiter, "new \(number)", start) }

    #expect(wait(limiter, "another", start) == 6)
    #expect(wait(limiter, "known 1", start) == nil)
    #expect(limiter.count <= 101)
  }

  @Test func `clients that are forgotten make room`() {
    let limiter = AttemptLimiter(clients: 100)
    for number in 1...100 { fail(limiter, "known \(number)", start) }
    let later = start + .seconds(60)

    fail(limiter, "new", later)

    #expect(limiter.count == 1)
  }

  @Test func `who succeeds leaves nothing behind`() {
    let limiter = AttemptLimiter()

    #expect(wait(limiter, "a", start) == nil)

    #expect(limiter.count == 0)
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
