import Hummingbird
import Logging
import NIOCore
import NIOPosix
import Procedures
import Testing

@testable import StatsHTTP

/// Bodies that do not come whole.
@Suite(.timeLimit(.minutes(10))) struct CutBodyTests {
  private typealias Connection = NIOAsyncChannel<ByteBuffer, ByteBuffer>

  @Test(
    arguments: [
      "Content-Length: 100\r\n\r\nhalf", "Transfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\n",
    ],
    [true, false])
  func `a body that is cut off never runs`(part: String, hasFront: Bool) async throws {
    let probe = WriteProbe()
    let events = probe.intake.events

    try await withServer(probe, hasFront: hasFront) { port in
      try await Self.connect(port).executeThenClose { _, outbound in
        try await outbound.write(ByteBuffer(string: Self.head + part))
        let first = await events.first { _ in true }
        #expect(first == .came)
      }
      let last = await events.first { _ in true }
      #expect(last == .gone)
    }

    #expect(probe.intake.taken.isEmpty)
  }

  @Test(
    arguments: [
      "Content-Length: 100\r\n\r\nhalf", "Transfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\n",
    ])
  func `a body that comes no further is refused and never runs`(part: String) async throws {
    let probe = WriteProbe()
    let events = probe.intake.events
    var limits = ConnectionLimits()
    limits.bodyGrace = .milliseconds(200)

    try await withServer(probe, hasFront: true, limits: limits) { port in
      try await Self.connect(port).executeThenClose { inbound, outbound in
        try await outbound.write(ByteBuffer(string: Self.head + part))
        let first = await events.first { _ in true }
        #expect(first == .came)
        var answer = ""
        for try await buffer in inbound { answer += String(buffer: buffer) }
        #expect(answer.hasPrefix("HTTP/1.1 408 "))
      }
      let last = await events.first { _ in true }
      #expect(last == .gone)
    }

    #expect(probe.intake.taken.isEmpty)
  }

  private static let head =
    "POST /v1/sync/catalog HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer sync\r\n"

  private static func connect(_ port: Int) async throws -> Connection {
    try await ClientBootstrap(group: .singletonMultiThreadedEventLoopGroup)
      .connect(host: "127.0.0.1", port: port) { channel in
        channel.eventLoop.makeCompletedFuture {
          try Connection(wrappingChannelSynchronously: channel)
        }
      }
  }

  private func withServer(
    _ probe: WriteProbe, hasFront: Bool, limits: ConnectionLimits = ConnectionLimits(),
    _ body: (Int) async throws -> Void
  ) async throws {
    let (ports, port) = AsyncStream.makeStream(of: Int.self)
    let store = AnswerStore(wall: { Instant(microsecondsSince2000: 0) })
    let front = Front(
      answers: store, numbers: RequestNumbers(prefix: 1), limits: limits, counts: FrontCounts(),
      wall: { Instant(microsecondsSince2000: 0) })
    let routes = PublicRoutes(
      source: FakeSource(.result(.sample())), answers: store, configuration: probe.configuration,
      access: AccessCheck(probe.rules), intake: probe.intake)
    let application = Application(
      router: routes.router(), server: hasFront ? .stats(front: front) : .http1(),
      configuration: ApplicationConfiguration(address: .hostname("127.0.0.1", port: 0)),
      onServerRunning: { channel in
        if let number = channel.localAddress?.port { port.yield(number) }
      }, logger: Logger(label: "stats-http-tests") { _ in SwiftLogNoOpLogHandler() })
    let server = Task { try await application.run() }
    for await number in ports {
      try await body(number)
      break
    }
    server.cancel()
    _ = await server.result
  }
}
