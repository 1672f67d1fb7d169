import NIOCore
import NIOEmbedded
import NIOHTTP1
import Testing

@testable import StatsHTTP

@Suite struct FrontRefusalTests {
  @Test(arguments: [
    ("nonsense\r\n\r\n", "400 Bad Request", "bad_request"),
    ("GET / HTTP/1.1\r\n\r\n", "400 Bad Request", "bad_request"),
    ("GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", "400 Bad Request", "bad_request"),
    ("GET / HTTP/2.7\r\nHost: a\r\n\r\n", "400 Bad Request", "bad_request"),
    ("GET / HTTP/1.1\r\nHost: a\r\nA B: c\r\n\r\n", "400 Bad Request", "bad_request"),
    (
      "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
      "400 Bad Request", "bad_request"
    ),
    (
      FrontBench.request(target: "/" + String(repeating: "a", count: 8 * 1024)),
      "414 URI Too Long", "query_too_long"
    ),
    (
      FrontBench.request(target: "/" + String(repeating: "a", count: 20 * 1024)),
      "414 URI Too Long", "query_too_long"
    ),
    (
      FrontBench.request(["A: " + String(repeating: "a", count: 17 * 1024)]),
      "431 Request Header Fields Too Large", "header_too_large"
    ),
    (
      FrontBench.request((0..<64).map { "A\($0): b" }), "431 Request Header Fields Too Large",
      "header_too_large"
    ),
  ])
  func `it gets a problem and the end of the connection`(
    request: String, status: String, code: String
  ) throws {
    let bench = try FrontBench()

    try bench.send(request)

    let answer = try bench.received()
    #expect(answer.hasPrefix("HTTP/1.1 \(status)\r\n"))
    #expect(answer.contains("\"\(code)\""))
    #expect(answer.contains("\r\nConnection: close\r\n"))
    #expect(answer.contains("\r\nX-Request-Id: 0000000000000abc0000000000000001\r\n"))
    #expect(bench.ordinary.heads == [])
    bench.wait(.seconds(2))
    #expect(!bench.channel.isActive)
  }

  @Test func `a problem waits for the answers before it`() throws {
    let bench = try FrontBench()

    try bench.send(FrontBench.request() + "nonsense\r\n\r\n")

    #expect(try bench.received() == "")
    bench.ordinary.answer()
    let all = try bench.received()
    #expect(all.hasPrefix("HTTP/1.1 200 OK\r\n"))
    #expect(all.contains("HTTP/1.1 400 Bad Request\r\n"))
  }

  @Test func `nothing behind a problem is answered`() throws {
    let bench = try FrontBench()

    try bench.send("GET / HTTP/1.1\r\n\r\n" + FrontBench.request())

    #expect(bench.ordinary.heads == [])
  }

  @Test func `a head that does not come to its end is answered with 408`() throws {
    let bench = try FrontBench()
    try bench.send("GET / HT")
    bench.wait(.seconds(9))
    #expect(try bench.received() == "")

    bench.wait(.seconds(1))

    #expect(try bench.received().hasPrefix("HTTP/1.1 408 Request Timeout\r\n"))
    bench.wait(.seconds(2))
    #expect(!bench.channel.isActive)
    #expect(bench.counts.slowConnections == 1)
  }

  @Test func `a body that trickles is answered with 408 and the route learns of it`() throws {
    let bench = try FrontBench()
    try bench.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1000000\r\n\r\nx")

    bench.wait(.seconds(10))

    #expect(try bench.received().hasPrefix("HTTP/1.1 408 Request Timeout\r\n"))
    #expect(bench.ordinary.errors == ["stream ended at an unexpected time"])
    bench.ordinary.answer()
    #expect(try bench.received() == "")
  }

  @Test func `a broken body is left to the route that reads it`() throws {
    let bench = try FrontBench()

    try bench.send(
      "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n")

    #expect(bench.ordinary.errors.count == 1)
    bench.ordinary.answer(.badRequest)
    #expect(try bench.received().contains("\r\nConnection: close\r\n"))
  }

  @Test func `an answer before the end of the body ends the connection`() throws {
    let bench = try FrontBench()
    try bench.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1000000\r\n\r\nx")

    bench.ordinary.answer(.payloadTooLarge)

    #expect(try bench.received().contains("\r\nConnection: close\r\n"))
    bench.wait(.seconds(2))
    #expect(!bench.channel.isActive)
  }

  @Test func `a connection at rest is closed after a minute`() async throws {
    let bench = try FrontBench()
    try await bench.warm()
    bench.wait(.seconds(30))
    try bench.send(FrontBench.request())

    bench.wait(.seconds(59))
    #expect(bench.channel.isActive)
    bench.wait(.seconds(1))

    #expect(!bench.channel.isActive)
    #expect(bench.counts.restingConnections == 1)
  }

  @Test func `a client that does not read its answers is not given more and is closed`()
    async throws
  {
    let bench = try FrontBench()
    try await bench.warm()
    let waiting = NIOAny(IOData.byteBuffer(ByteBuffer(repeating: 0, count: 100_000)))
    try bench.channel.pipeline.syncOperations.context(handlerType: ConnectionHandler.self)
      .write(waiting, promise: nil)
    bench.channel.isWritable = false
    bench.channel.pipeline.fireChannelWritabilityChanged()

    try bench.send(FrontBench.request())

    #expect(bench.counts.answeredFull == 0)
    bench.wait(.seconds(30))
    #expect(!bench.channel.isActive)
    #expect(bench.counts.unreadConnections == 1)
  }

  @Test func `a shutdown lets the answer on its way arrive`() throws {
    let bench = try FrontBench()
    try bench.send(FrontBench.request())

    bench.channel.pipeline.fireUserInboundEventTriggered(ChannelShouldQuiesceEvent())

    #expect(bench.channel.isActive)
    bench.ordinary.answer()
    #expect(try bench.received().contains("\r\nConnection: close\r\n"))
    bench.wait(.seconds(2))
    #expect(!bench.channel.isActive)
  }

  @Test func `the last answer is not cut off for a slow reader`() throws {
    let bench = try FrontBench()
    let reader = SlowReader()
    try bench.channel.pipeline.syncOperations.addHandler(reader, position: .first)
    try bench.send(FrontBench.request(["Connection: close"]))
    bench.ordinary.answer()

    bench.wait(.seconds(20))
    #expect(bench.channel.isActive)
    reader.read()

    #expect(try bench.received().hasSuffix(FrontBench.json))
    #expect(!bench.channel.isActive)
  }

  @Test func `a shutdown ends a connection at rest`() async throws {
    let bench = try FrontBench()
    try await bench.warm()

    bench.channel.pipeline.fireUserInboundEventTriggered(ChannelShouldQuiesceEvent())

    bench.wait(.seconds(2))
    #expect(!bench.channel.isActive)
  }

  @Test func `one connection too many closes the one that rested longest`() throws {
    var limits = ConnectionLimits()
    limits.connections = 2
    let census = ConnectionCensus(limit: 2)
    let presences = (0..<3).map { _ in ConnectionCensus.Presence(channel: EmbeddedChannel()) }
    presences[0].isDisposable(since: .uptimeNanoseconds(20))
    presences[1].isDisposable(since: .uptimeNanoseconds(10))

    #expect(census.join(presences[0]) == nil)
    #expect(census.join(presences[1]) == nil)
    #expect(census.join(presences[2]) === presences[1])
    #expect(census.count == 2)
  }

  @Test func `a connection is not closed in the middle of an answer`() throws {
    let census = ConnectionCensus(limit: 1)
    let busy = ConnectionCensus.Presence(channel: EmbeddedChannel())
    let newcomer = ConnectionCensus.Presence(channel: EmbeddedChannel())

    #expect(census.join(busy) == nil)
    #expect(census.join(newcomer) === newcomer)
  }
}
