import NIOCore
import NIOHTTP1
import NIOHTTPCompression
import NIOPosix
import NIOSSL
import Synchronization
import TestSupport

/// An HTTP/1 server on a free port of the loopback that does what each test tells it to, also what
/// no server should do.
final class FaultyServer: Sendable {
  struct Request: Sendable {
    let head: HTTPRequestHead
    let body: [UInt8]
    /// Counts from 1 over the life of the server.
    let number: Int

    var method: String { head.method.rawValue }
    var uri: String { head.uri }
    var text: String { String(decoding: body, as: UTF8.self) }

    func header(_ name: String) -> String? { head.headers.first(name: name) }

    var path: String { String(head.uri.prefix { $0 != "?" }) }

    func query(_ name: String) -> String? {
      head.uri.drop { $0 != "?" }.dropFirst().split(separator: "&")
        .first { $0.hasPrefix("\(name)=") }.map { String($0.dropFirst(name.utf8.count + 1)) }
    }
  }

  enum Answer: Sendable {
    /// A whole answer with its Content-Length.
    case answer(Int = 200, headers: [(String, String)] = [], [UInt8] = [])
    /// In chunks of these bytes, so many times.
    case stream(chunk: [UInt8], times: Int)
    /// Promises a length, sends these bytes, closes.
    case cut(promised: Int, [UInt8])
    /// Sends one chunk of a chunked answer, closes without the last one.
    case cutChunked([UInt8])
    /// Takes the request and says nothing.
    case silence
    /// Promises a length, sends these bytes, stays silent.
    case stall(promised: Int, [UInt8])
    /// Closes without a word.
    case hangUp
    /// These very bytes, then closes.
    case raw(String)

    /// Whether only a time limit ends it.
    var isQuiet: Bool {
      switch self {
      case .silence, .stall: true
      default: false
      }
    }
  }

  static func text(_ text: String, type: String = "text/csv") -> Answer {
    .answer(headers: [("Content-Type", type)], Array(text.utf8))
  }

  static func json(_ text: String) -> Answer { Self.text(text, type: "application/json") }

  private let channel: any Channel
  private let isSecure: Bool
  private let log: Log

  /// Lends a running server to the body and stops it after that.
  static func with<Result>(
    compressing: Bool = false, secure: Bool = false,
    _ respond: @escaping @Sendable (Request) -> Answer,
    _ body: (FaultyServer) async throws -> Result
  ) async throws -> Result {
    let server = try await FaultyServer(compressing, secure, respond)
    do {
      let result = try await body(server)
      try await server.channel.close()
      return result
    } catch {
      try await server.channel.close()
      throw error
    }
  }

  private init(
    _ compressing: Bool, _ secure: Bool, _ respond: @escaping @Sendable (Request) -> Answer
  ) async throws {
    let log = Log()
    let tls = secure ? try Self.tls() : nil
    isSecure = secure
    self.log = log
    channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
      .childChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          if let tls {
            try channel.pipeline.syncOperations.addHandler(NIOSSLServerHandler(context: tls))
          }
          try channel.pipeline.syncOperations.configureHTTPServerPipeline(
            withErrorHandling: false)
          if compressing {
            try channel.pipeline.syncOperations.addHandler(HTTPResponseCompressor())
          }
          try channel.pipeline.syncOperations.addHandler(Handler(log, respond))
        }
      }
      .bind(host: "127.0.0.1", port: 0).get()
  }

  private static func tls() throws -> NIOSSLContext {
    let certificate = try NIOSSLCertificate.fromPEMBytes(Array(TestCertificate.certificate.utf8))
    let key = try NIOSSLPrivateKey(bytes: Array(TestCertificate.key.utf8), format: .pem)
    return try NIOSSLContext(
      configuration: .makeServerConfiguration(
        certificateChain: certificate.map { .certificate($0) }, privateKey: .privateKey(key)))
  }

  var port: Int { channel.localAddress?.port ?? 0 }
  var url: String { "\(isSecure ? "https" : "http")://127.0.0.1:\(port)" }
  /// All requests so far, in their order.
  var requests: [Request] { log.requests.withLock { $0 } }

  private final class Log: Sendable {
    let requests = Mutex<[Request]>([])
  }

  private final class Handler: ChannelInboundHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias OutboundOut = HTTPServerResponsePart

    private let log: Log
    private let respond: @Sendable (Request) -> Answer
    private var head: HTTPRequestHead?
    private var body: [UInt8] = []

    init(_ log: Log, _ respond: @escaping @Sendable (Request) -> Answer) {
      self.log = log
      self.respond = respond
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
      switch unwrapInboundIn(data) {
      case .head(let head):
        self.head = head
        body = []
      case .body(let bytes): body += Array(bytes.readableBytesView)
      case .end:
        guard let head else { return }
        let request = log.requests.withLock { requests in
          let request = Request(head: head, body: body, number: requests.count + 1)
          requests.append(request)
          return request
        }
        answer(respond(request), context)
      }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
      context.close(promise: nil)
    }

    private func answer(_ answer: Answer, _ context: ChannelHandlerContext) {
      switch answer {
      case .answer(let status, let headers, let bytes):
        var fields = HTTPHeaders(headers)
        if status != 204 { fields.replaceOrAdd(name: "Content-Length", value: "\(bytes.count)") }
        write(head: fields, status, context)
        if !bytes.isEmpty { write(bytes, context) }
        context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
      case .stream(let chunk, let times):
        write(head: ["Transfer-Encoding": "chunked"], 200, context)
        stream(context.channel.allocator.buffer(bytes: chunk), times, context)
      case .cut(let promised, let bytes):
        write(head: ["Content-Length": "\(promised)"], 200, context)
        write(bytes, context)
        closeAfterFlush(context)
      case .cutChunked(let bytes):
        write(head: ["Transfer-Encoding": "chunked"], 200, context)
        write(bytes, context)
        closeAfterFlush(context)
      case .silence: break
      case .stall(let promised, let bytes):
        write(head: ["Content-Length": "\(promised)"], 200, context)
        write(bytes, context)
        context.flush()
      case .hangUp: context.close(promise: nil)
      case .raw(let text):
        let channel = context.channel
        let head = context.pipeline.syncOperations
        let encoder = try? head.context(handlerType: HTTPResponseEncoder.self)
        let buffer = channel.allocator.buffer(string: text)
        let written = channel.eventLoop.makePromise(of: Void.self)
        encoder?.writeAndFlush(NIOAny(buffer), promise: written)
        written.futureResult.whenComplete { _ in channel.close(promise: nil) }
      }
    }

    private func write(head: HTTPHeaders, _ status: Int, _ context: ChannelHandlerContext) {
      let head = HTTPResponseHead(
        version: .http1_1, status: .init(statusCode: status), headers: head)
      context.write(wrapOutboundOut(.head(head)), promise: nil)
    }

    private func write(_ bytes: [UInt8], _ context: ChannelHandlerContext) {
      let buffer = context.channel.allocator.buffer(bytes: bytes)
      context.write(wrapOutboundOut(.body(.byteBuffer(buffer))), promise: nil)
    }

    private func closeAfterFlush(_ context: ChannelHandlerContext) {
      let channel = context.channel
      let flushed = channel.eventLoop.makePromise(of: Void.self)
      context.writeAndFlush(wrapOutboundOut(.body(.byteBuffer(ByteBuffer()))), promise: flushed)
      flushed.futureResult.whenComplete { _ in channel.close(promise: nil) }
    }

    /// One chunk after the other has left, so that the server's memory stays small too.
    private func stream(_ chunk: ByteBuffer, _ times: Int, _ context: ChannelHandlerContext) {
      guard times > 0 else {
        context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
        return
      }
      let promise = context.eventLoop.makePromise(of: Void.self)
      let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
      promise.futureResult.whenSuccess {
        let (handler, context) = bound.value
        handler.stream(chunk, times - 1, context)
      }
      context.writeAndFlush(wrapOutboundOut(.body(.byteBuffer(chunk))), promise: promise)
    }
  }
}
