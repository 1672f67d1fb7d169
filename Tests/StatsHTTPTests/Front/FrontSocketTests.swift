import FoundationEssentials
import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import NIOPosix
import NIOSSL
import Procedures
import TestSupport
import Testing

@testable import StatsHTTP

/// A server with the front on a real socket, and a client that sees bytes.
@Suite(.timeLimit(.minutes(10))) struct FrontSocketTests {
  private typealias Connection = NIOAsyncChannel<ByteBuffer, ByteBuffer>

  private let counts = FrontCounts()
  private let store = AnswerStore(wall: { Instant(microsecondsSince2000: 0) })
  private let logger = Logger(label: "front-tests") { _ in SwiftLogNoOpLogHandler() }

  private var front: Front {
    Front(
      answers: store, numbers: RequestNumbers(prefix: 1), counts: counts,
      wall: { Instant(microsecondsSince2000: 0) })
  }

  private var router: Router<BasicRequestContext> {
    let router = Router(context: BasicRequestContext.self)
    router.add(middleware: ProblemMiddleware(routes: ServiceRoutes()))
    router.get("/figure") { request, _ in
      let answer = try await store.answer(to: AnswerKey(request)) {
        StoredAnswer(
          contentType: "text/plain", body: ByteBuffer(string: "figure 42."), entityTag: "\"1-1\"",
          dataVersion: 1)
      }
      return Response(
        status: .ok, headers: [.eTag: answer.entityTag, .contentType: answer.contentType],
        body: ResponseBody(byteBuffer: answer.body))
    }
    return router
  }

  /// Runs the server and gives its port to the body.
  private func withServer(
    security: TransportSecurity? = nil, _ body: @escaping @Sendable (Int) async throws -> Void
  ) async throws {
    let (ports, port) = AsyncStream.makeStream(of: Int.self)
    let application = Application(
      router: router, server: .stats(front: front, security: security),
      configuration: ApplicationConfiguration(address: .hostname("127.0.0.1", port: 0)),
      onServerRunning: { channel in
        if let number = channel.localAddress?.port { port.yield(number) }
      }, logger: logger)
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { try await application.run() }
      group.addTask {
        for await number in ports { return try await body(number) }
      }
      defer { group.cancelAll() }
      try await group.next()
    }
  }

  /// Sends texts, each after the answer to the one before; answers end with `.`.
  private static func converse(
    _ texts: [String], port: Int, security: NIOSSLContext? = nil
  ) async throws -> [String] {
    let connection = try await ClientBootstrap(group: .singletonMultiThreadedEventLoopGroup)
      .connect(host: "127.0.0.1", port: port) { channel in
        channel.eventLoop.makeCompletedFuture {
          if let security {
            try channel.pipeline.syncOperations.addHandler(
              NIOSSLClientHandler(context: security, serverHostname: "localhost"))
          }
          return try Connection(wrappingChannelSynchronously: channel)
        }
      }
    return try await connection.executeThenClose { inbound, outbound in
      var answers: [String] = []
      var received = inbound.makeAsyncIterator()
      for text in texts {
        try await outbound.write(ByteBuffer(string: text))
        var answer = ""
        while !answer.hasSuffix("."), let buffer = try await received.next() {
          answer += String(buffer: buffer)
        }
        answers.append(answer)
      }
      return answers
    }
  }

  private static func withoutDateAndName(_ text: String) -> String {
    text.replacing(/Date: [^\r]*|X-Request-Id: [^\r]*/.ignoresCase(), with: "")
  }

  private static let request = "GET /figure HTTP/1.1\r\nHost: a\r\n\r\n"

  private func grant() {
    store.grant(ServedState(version: 1, run: 1), until: .now + .seconds(3600))
  }

  @Test func `a repeated answer has the bytes of the ordinary one`() async throws {
    grant()

    try await withServer { port in
      let answers = try await Self.converse(
        [Self.request, Self.request, Self.request], port: port)

      #expect(answers[0].hasSuffix("\r\n\r\nfigure 42."))
      #expect(Set(answers.map(Self.withoutDateAndName)).count == 1)
      #expect(Set(answers).count == 3)
      #expect(counts.passedOn == 1)
      #expect(counts.answeredFull == 2)
    }
  }

  @Test func `requests sent at once are all answered`() async throws {
    grant()
    let burst = String(repeating: Self.request, count: 50)

    try await withServer { port in
      let answers = try await Self.converse(
        [burst + "GET /figure HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"], port: port)

      #expect(answers.count == 1)
      #expect(counts.passedOn + counts.answeredFull >= 1)
    }
  }

  @Test func `an encrypted connection has the front too`() async throws {
    grant()
    let directory = FileManager.default.temporaryDirectory.appending(
      path: "motcua-front-\(UInt64.random(in: 0 ... .max))")
    try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: directory) }
    let certificate = directory.appending(path: "certificate.pem")
    let key = directory.appending(path: "key.pem")
    try Data(TestCertificate.certificate.utf8).write(to: certificate)
    try Data(TestCertificate.key.utf8).write(to: key)
    let security = try TransportSecurity(certificatePath: certificate.path, keyPath: key.path)
    var trust = TLSConfiguration.makeClientConfiguration()
    trust.trustRoots = .certificates(
      try NIOSSLCertificate.fromPEMBytes(Array(TestCertificate.certificate.utf8)))
    let context = try NIOSSLContext(configuration: trust)

    try await withServer(security: security) { port in
      let answers = try await Self.converse(
        [Self.request, Self.request], port: port, security: context)

      #expect(Set(answers.map(Self.withoutDateAndName)).count == 1)
      #expect(counts.answeredFull == 1)
    }
  }
}
