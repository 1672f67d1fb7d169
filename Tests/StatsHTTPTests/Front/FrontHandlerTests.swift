import NIOCore
import NIOEmbedded
import NIOHTTP1
import Testing

@testable import StatsHTTP

@Suite struct FrontHandlerTests {
  private static func withoutDateAndName(_ text: String) -> String {
    text.replacing(/Date: [^\r]*|X-Request-Id: [^\r]*/, with: "")
  }

  @Test func `a repeated answer has the bytes of the ordinary one`() async throws {
    let bench = try FrontBench()
    try await bench.warm([("X-Content-Type-Options", "nosniff")])
    let first = try bench.received()

    try bench.send(FrontBench.request())
    let second = try bench.received()

    #expect(bench.ordinary.heads.count == 1)
    #expect(Self.withoutDateAndName(second) == Self.withoutDateAndName(first))
    #expect(second.contains("X-Request-Id: 0000000000000abc0000000000000001\r\n"))
    #expect(second.contains("Date: Sat, 01 Jan 2000 00:00:00 GMT\r\n"))
    #expect(bench.counts.answeredFull == 1)
  }

  @Test func `a head is answered without its body`() async throws {
    let bench = try FrontBench()
    try await bench.warm()
    let full = try bench.received()

    try bench.send(FrontBench.request(method: "HEAD"))

    let head = try bench.received()
    #expect(
      Self.withoutDateAndName(head) + FrontBench.json == Self.withoutDateAndName(full))
  }

  @Test func `a large body follows its head whole`() async throws {
    let bench = try FrontBench()
    let body = String(repeating: "x", count: 40_000)
    try await bench.warm(body: body)
    let first = try bench.received()

    try bench.send(FrontBench.request())

    #expect(
      try Self.withoutDateAndName(bench.received()) == Self.withoutDateAndName(first))
    #expect(bench.ordinary.heads.count == 1)
  }

  @Test func `nothing is repeated without a lease`() async throws {
    let bench = try FrontBench()
    try await bench.warm()
    bench.store.revoke(.moving)

    try bench.send(FrontBench.request())

    #expect(bench.ordinary.heads.count == 2)
  }

  @Test func `nothing is repeated under a new state`() async throws {
    let bench = try FrontBench()
    try await bench.warm()
    bench.store.grant(ServedState(version: 1, run: 2), until: .now + .seconds(3600))

    try bench.send(FrontBench.request())

    #expect(bench.ordinary.heads.count == 2)
  }

  @Test func `the tag of the answer gets the 304 that was sent before`() async throws {
    let bench = try FrontBench()
    try await bench.warm()
    _ = try bench.received()
    let conditional = FrontBench.request(["If-None-Match: \(FrontBench.tag)"])
    try bench.send(conditional)
    bench.ordinary.answer(.notModified)
    let first = try bench.received()

    try bench.send(conditional)

    #expect(bench.ordinary.heads.count == 2)
    #expect(try Self.withoutDateAndName(bench.received()) == Self.withoutDateAndName(first))
    #expect(first.hasPrefix("HTTP/1.1 304 Not Modified\r\n"))
    #expect(bench.counts.answeredNotModified == 1)
  }

  @Test func `another tag gets the whole answer`() async throws {
    let bench = try FrontBench()
    try await bench.warm()
    _ = try bench.received()

    try bench.send(FrontBench.request(["If-None-Match: \"0-99\""]))

    #expect(try bench.received().hasSuffix(FrontBench.json))
    #expect(bench.ordinary.heads.count == 1)
  }

  @Test(arguments: [
    "Authorization: Bearer x", "Origin: https://a", "Range: bytes=0-1", "Expect: 100-continue",
    "Connection: close", "Connection: upgrade", "If-None-Match: *", "If-None-Match: W/\"1-00\"",
    "If-None-Match: \"1-00\", \"2\"", "If-Modified-Since: x", "Accept: text/csv",
    "X-Unknown: 1", "Content-Length: 0", "Idempotency-Key: 1", "Last-Event-ID: 3",
  ])
  func `an unusual request takes the ordinary way`(field: String) async throws {
    let bench = try FrontBench()
    try await bench.warm()

    try bench.send(FrontBench.request([field]))

    #expect(bench.ordinary.heads.count == 2)
  }

  @Test(arguments: [
    "User-Agent: x", "accept-encoding: gzip", "Accept-Language: en", "Connection: Keep-Alive",
    "COOKIE: a=b", "X-Forwarded-For: 10.0.0.1", "Cache-Control: no-cache",
  ])
  func `a harmless field changes nothing`(field: String) async throws {
    let bench = try FrontBench()
    try await bench.warm()

    try bench.send(FrontBench.request([field]))

    #expect(bench.ordinary.heads.count == 1)
  }

  @Test(arguments: [
    ("Vary", "Accept, Accept-Language"), ("Vary", "*"), ("Age", "3"), ("Set-Cookie", "a=b"),
    ("ETag", "\"other\""), ("Connection", "close"), ("Content-Length", "1"),
  ])
  func `an answer that may not be repeated is not learned`(field: (String, String)) async throws {
    let bench = try FrontBench()
    try await bench.warm([field])

    try bench.send(FrontBench.request())

    #expect(bench.counts.answeredFull == 0)
  }

  @Test func `answers leave in the order of their requests`() async throws {
    let bench = try FrontBench()
    try await bench.warm()
    _ = try bench.received()

    try bench.send(
      FrontBench.request() + FrontBench.request(target: "/slow") + FrontBench.request())

    #expect(bench.ordinary.heads == [FrontBench.target, "/slow", FrontBench.target])
    #expect(try bench.received().hasSuffix(FrontBench.json))
    bench.ordinary.answer(body: "slow")
    bench.ordinary.answer(body: "third")
    let rest = try bench.received()
    let slow = try #require(rest.firstRange(of: "slow"))
    let third = try #require(rest.firstRange(of: "third"))
    #expect(slow.lowerBound < third.lowerBound)
    try bench.send(FrontBench.request())
    #expect(bench.counts.answeredFull == 2)
  }

  @Test func `a body that is held back is asked for, behind the answers before it`() async throws {
    let bench = try FrontBench()
    let post = FrontBench.request(
      ["Content-Length: 4", "Expect: 100-continue"], method: "POST", target: "/post")

    try bench.send(post)

    #expect(try bench.received() == "HTTP/1.1 100 Continue\r\n\r\n")
    try bench.send("body")
    bench.ordinary.answer(body: "done")
    #expect(try bench.received().hasSuffix("done"))

    try bench.send(FrontBench.request(target: "/slow") + post)
    #expect(try bench.received() == "")
    bench.ordinary.answer(body: "slow")
    #expect(try bench.received().hasSuffix("slowHTTP/1.1 100 Continue\r\n\r\n"))
    try bench.send("body")
    bench.ordinary.answer(body: "done")
    #expect(try bench.received().hasSuffix("done"))
  }

  @Test func `the answer before a body that still comes does not end the connection`() throws {
    let bench = try FrontBench()
    let post = FrontBench.request(["Content-Length: 4"], method: "POST", target: "/post")
    try bench.send(FrontBench.request(target: "/slow") + post)

    bench.ordinary.answer(body: "slow")

    #expect(try !bench.received().contains("Connection: close"))
    try bench.send("body")
    bench.ordinary.answer(body: "done")
    #expect(try bench.received().hasSuffix("done"))
    #expect(bench.ordinary.ends == 2)
  }

  @Test func `a request in pieces is answered once it is whole`() async throws {
    let bench = try FrontBench()
    try await bench.warm()
    _ = try bench.received()

    for byte in FrontBench.request().utf8 {
      #expect(try bench.received() == "")
      try bench.channel.writeInbound(ByteBuffer(bytes: [byte]))
    }

    #expect(try bench.received().hasSuffix(FrontBench.json))
  }

  @Test func `an answer to a token is not repeated to strangers`() async throws {
    let bench = try FrontBench()
    bench.grant()
    _ = try await bench.store.answer(
      to: AnswerKey(target: FrontBench.target, accept: "")
    ) {
      StoredAnswer(
        contentType: "application/json", body: ByteBuffer(string: FrontBench.json),
        entityTag: FrontBench.tag)
    }
    try bench.send(FrontBench.request(["Authorization: Bearer x"]))
    bench.ordinary.answer()

    try bench.send(FrontBench.request())

    #expect(bench.ordinary.heads.count == 2)
  }
}
