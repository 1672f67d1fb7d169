import FoundationEssentials
import Synchronization
import Testing

@testable import Fetch

@Suite(.timeLimit(.minutes(10)))
struct FetcherTests {
  let bench = Bench()

  /// Serves the answers in turn, the last one for ever.
  private func answers(
    _ list: FaultyServer.Answer...
  ) -> @Sendable (FaultyServer.Request) -> FaultyServer.Answer {
    { list[min($0.number, list.count) - 1] }
  }

  @Test func `the file holds the very bytes of the answer`() async throws {
    try await FaultyServer.with(answers(FaultyServer.text("code;name\r\n1;Đất đai\r\n"))) {
      server in
      let fetched = try await bench.fetch(url: server.url + "/a.csv?token=abc&b=1")

      #expect(try bench.contents(fetched) == "code;name\r\n1;Đất đai\r\n")
      #expect(fetched.name == server.url + "/a.csv?token=…&b=1")
      #expect(fetched.finalURL == fetched.name)
      #expect(fetched.pages == 1)
      #expect(fetched.contentType == "text/csv")
    }
  }

  @Test func `the file has no name and goes with the value`() async throws {
    try await FaultyServer.with(answers(FaultyServer.text("x"))) { server in
      var fetched: Fetched? = try await bench.fetch(url: server.url)
      let path = try #require(fetched).path
      let target = try FileManager.default.destinationOfSymbolicLink(atPath: path)

      #expect(target.hasSuffix(" (deleted)"))
      fetched = nil
      let now = try? FileManager.default.destinationOfSymbolicLink(atPath: path)
      #expect(now != target)
    }
  }

  @Test(arguments: [429, 500, 502, 503, 504])
  func `a passing fault is overcome by another try`(status: Int) async throws {
    let broken = FaultyServer.Answer.answer(status, Array("broken".utf8))
    try await FaultyServer.with(answers(broken, broken, FaultyServer.text("good"))) { server in
      let text = try await bench.text(url: server.url)
      #expect(text == "good")
      #expect(server.requests.count == 3)
      #expect(bench.waits.count == 2)
    }
  }

  @Test func `five tries are the last`() async throws {
    try await FaultyServer.with(answers(.answer(503))) { server in
      let error = try await bench.error(url: server.url)

      #expect(error.kind == .refused(status: 503))
      #expect(error.exitCode == 69)
      #expect(error.description.contains("tried 5 times"))
      #expect(server.requests.count == 5)
      #expect(bench.waits.count == 4)
    }
  }

  @Test(
    arguments: [
      (400, .refused(status: 400), 69), (401, .notAuthorised, 4), (403, .notAuthorised, 4),
      (404, .refused(status: 404), 69), (501, .refused(status: 501), 69), (204, .badAnswer, 69),
      (206, .badAnswer, 69), (304, .refused(status: 304), 69),
    ] as [(Int, FetchError.Kind, Int32)])
  func `other statuses end it at once`(
    status: Int, kind: FetchError.Kind, exitCode: Int32
  ) async throws {
    try await FaultyServer.with(answers(.answer(status))) { server in
      let error = try await bench.error(url: server.url)

      #expect(error.kind == kind)
      #expect(error.exitCode == exitCode)
      #expect(server.requests.count == 1)
    }
  }

  @Test func `an empty success is no success`() async throws {
    try await FaultyServer.with(answers(.answer(200))) { server in
      let error = try await bench.error(url: server.url)
      #expect(error.kind == .badAnswer)
    }
  }

  @Test(
    arguments: [
      ([("Retry-After", "7")], Duration.seconds(7)),
      ([("Retry-After", "100000")], .seconds(120)),
      (
        [
          ("Retry-After", "Mon, 23 Nov 2026 00:01:30 GMT"),
          ("Date", "Mon, 23 Nov 2026 00:00:00 GMT"),
        ], .seconds(90)
      ),
    ])
  func `a server's wish to wait is heard up to a limit`(
    headers: [(String, String)], wait: Duration
  ) async throws {
    let busy = FaultyServer.Answer.answer(429, headers: headers)
    try await FaultyServer.with(answers(busy, FaultyServer.text("good"))) { server in
      let text = try await bench.text(url: server.url)
      #expect(text == "good")
      #expect(bench.waits == [wait])
    }
  }

  @Test(arguments: [
    FaultyServer.Answer.cut(promised: 100, Array("half".utf8)),
    .cutChunked(Array("half of something longer than the rest".utf8)),
    .stall(promised: 100, Array("half".utf8)), .silence, .hangUp,
  ])
  func `nothing of a failed try stays in the file`(fault: FaultyServer.Answer) async throws {
    try await FaultyServer.with(answers(fault, FaultyServer.text("whole"))) { server in
      var request = try FetchRequest(url: server.url)
      // Short enough not to wait for, long enough for a busy machine to answer in one of the tries.
      if fault.isQuiet { request.limits.idle = .seconds(3) }
      let text = try await bench.text(request)

      #expect(text == "whole")
      #expect(server.requests.count >= 2)
    }
  }

  @Test(
    arguments: [
      (.cut(promised: 100, Array("half".utf8)), .cut),
      (.cutChunked(Array("half".utf8)), .cut),
      (.stall(promised: 100, Array("half".utf8)), .timedOut), (.silence, .timedOut),
      (.hangUp, .unreachable), (.raw("this is no HTTP\r\n\r\n"), .badAnswer),
    ] as [(FaultyServer.Answer, FetchError.Kind)])
  func `a fault that stays is named`(
    fault: FaultyServer.Answer, kind: FetchError.Kind
  ) async throws {
    try await FaultyServer.with(answers(fault)) { server in
      var request = try FetchRequest(url: server.url)
      if fault.isQuiet { request.limits.idle = .milliseconds(100) }
      request.limits.tries = 2
      let error = try await bench.error(request)

      #expect(error.kind == kind, "\(error)")
      #expect(error.exitCode == 69)
    }
  }

  @Test func `a port where nobody listens is unreachable`() async throws {
    let port = try await FaultyServer.with(answers(.silence)) { $0.port }
    let error = try await bench.error(FetchRequest(url: "http://127.0.0.1:\(port)/"))

    #expect(error.kind == .unreachable, "\(error)")
    #expect(bench.waits.count == 4)
  }

  @Test func `more bytes than allowed are refused`() async throws {
    let stream = FaultyServer.Answer.stream(chunk: Array(repeating: 65, count: 1000), times: 1000)
    try await FaultyServer.with(answers(stream)) { server in
      var request = try FetchRequest(url: server.url)
      request.limits.bytes = 999_999
      let error = try await bench.error(request)
      #expect(error.kind == .tooLarge)
      #expect(server.requests.count == 1)

      request.limits.bytes = 1_000_000
      #expect(try await bench.fetch(request).size == 1_000_000)
    }
  }

  @Test func `a long answer streams to the file`() async throws {
    let line = Array((String(repeating: "0123456789", count: 6553) + "abcdef").utf8)
    try await FaultyServer.with(answers(.stream(chunk: line, times: 800))) { server in
      let fetched = try await bench.fetch(url: server.url)
      let data = try #require(FileManager.default.contents(atPath: fetched.path))

      #expect(fetched.size == 800 * 65536)
      #expect(data.count == 800 * 65536)
      #expect(data.suffix(6) == Data("abcdef".utf8))
      #expect(data[(65536 * 400)..<(65536 * 401)] == Data(line))
    }
  }

  @Test func `a compressed answer is stored as it was before`() async throws {
    var random = SplitMix(state: 1)
    let text = (0..<5000).map { "\($0);1.\(random.next() % 1_000_000);Đất đai\n" }.joined()
    try await FaultyServer.with(compressing: true, answers(FaultyServer.text(text))) { server in
      let stored = try await bench.text(url: server.url)
      #expect(stored == text)
      #expect(server.requests.first?.header("Accept-Encoding") == "deflate, gzip")
    }
  }

  @Test func `a gzip bomb does not go off`() async throws {
    let zeros = FaultyServer.Answer.stream(chunk: Array(repeating: 0, count: 65536), times: 640)
    try await FaultyServer.with(compressing: true, answers(zeros)) { server in
      let error = try await bench.error(url: server.url)

      #expect(error.kind == .tooLarge, "\(error)")
      #expect(server.requests.count == 1)
    }
  }

  @Test(
    arguments: [
      // The head of a gzip member and a stored block of five bytes, without the end.
      (
        "gzip",
        [
          0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 0, 5, 0, 0xfa, 0xff, 104, 101, 108, 108, 111,
        ], .cut
      ),
      ("gzip", Array("not compressed at all".utf8), .badAnswer),
      ("br", [1, 2, 3], .badAnswer),
    ] as [(String, [UInt8], FetchError.Kind)])
  func `a bad compressed answer is refused`(
    encoding: String, bytes: [UInt8], kind: FetchError.Kind
  ) async throws {
    let answer = FaultyServer.Answer.answer(headers: [("Content-Encoding", encoding)], bytes)
    try await FaultyServer.with(answers(answer)) { server in
      let error = try await bench.error(url: server.url)

      #expect(error.kind == kind, "\(error)")
    }
  }

  @Test func `the time for the whole is bounded`() async throws {
    let clock = bench.clock
    try await FaultyServer.with({ _ in
      clock.leap(.seconds(599))
      return .answer(503, headers: [("Retry-After", "5")])
    }) { server in
      let error = try await bench.error(url: server.url)
      #expect(error.kind == .refused(status: 503))
      #expect(error.description.contains("no time is left"))
      #expect(server.requests.count == 1)
    }
    try await FaultyServer.with({ _ in
      clock.leap(.seconds(601))
      return FaultyServer.text("late")
    }) { server in
      let error = try await bench.error(url: server.url)
      #expect(error.kind == .timedOut)
    }
  }

  @Test func `a cancelled fetch ends as cancelled`() async throws {
    let (arrivals, arrival) = AsyncStream.makeStream(of: Void.self)
    try await FaultyServer.with({ _ in
      arrival.yield()
      return .silence
    }) { server in
      let bench = bench
      let request = try FetchRequest(url: server.url)
      let task = Task { try await bench.fetch(request) }
      for await _ in arrivals { break }
      task.cancel()
      let error = try await #require(throws: FetchError.self) { _ = try await task.value }

      #expect(error.kind == .cancelled, "\(error)")
      #expect(error.exitCode == 130)
    }
  }

  @Test func `an answer that only the end of the connection ends is taken`() async throws {
    let raw = FaultyServer.Answer.raw("HTTP/1.0 200 OK\r\nContent-Type: text/csv\r\n\r\na;b\n")
    try await FaultyServer.with(answers(raw)) { server in
      let text = try await bench.text(url: server.url)

      #expect(text == "a;b\n")
    }
  }

  @Test func `tries and pages are logged without the address`() async throws {
    try await FaultyServer.with(answers(.answer(503), FaultyServer.text("x"))) { server in
      _ = try await bench.fetch(url: server.url + "/path")

      #expect(bench.log.text.contains("A fetch is tried again"))
      #expect(bench.log.text.contains("A page was fetched"))
      #expect(!bench.log.text.contains("/path"))
    }
  }

  @Test func `an HTML page is passed on as it is`() async throws {
    let page = FaultyServer.text("<html>Đăng nhập</html>", type: "text/html")
    try await FaultyServer.with(answers(page)) { server in
      let fetched = try await bench.fetch(url: server.url)

      #expect(fetched.contentType == "text/html")
      #expect(try bench.contents(fetched) == "<html>Đăng nhập</html>")
    }
  }

  @Test func `a directory that cannot be written is named`() async throws {
    try await FaultyServer.with(answers(FaultyServer.text("x"))) { server in
      let request = try FetchRequest(url: server.url)
      let error = try await #require(throws: FetchError.self) {
        _ = try await bench.fetcher(in: "/nowhere/at/all").fetch(request)
      }

      #expect(error.kind == .notStored)
      #expect(error.exitCode == 1)
      #expect(error.description.contains("/nowhere/at/all"))
    }
  }
}
