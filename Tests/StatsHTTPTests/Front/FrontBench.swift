import HTTPTypes
import NIOCore
import NIOEmbedded
import NIOHTTP1
import Procedures
import Testing

@testable import StatsHTTP

/// One connection without a socket: our pipeline, and behind it an ordinary way that answers when
/// the test says so.
final class FrontBench {
  static let target = "/v1/stats/level4_of_all"
  static let json = #"{"indicator":"level4_of_all"}"#
  static let tag = "\"1-00\""

  let store = AnswerStore(wall: { Instant(microsecondsSince2000: 0) })
  let counts = FrontCounts()
  let ordinary = OrdinaryWay()
  let channel = EmbeddedChannel()
  let front: Front

  init(limits: ConnectionLimits = ConnectionLimits()) throws {
    front = Front(
      answers: store, numbers: RequestNumbers(prefix: 0xABC), limits: limits, counts: counts,
      wall: { Instant(microsecondsSince2000: 0) })
    let (channel, ordinary) = (channel, ordinary)
    try StatsChannel(responder: { _, _, _ in }, front: front).configure(channel) {
      try channel.pipeline.syncOperations.addHandler(ordinary)
    }
    try channel.connect(to: SocketAddress(ipAddress: "127.0.0.1", port: 1)).wait()
  }

  /// Lets the store answer from memory.
  func grant() { store.grant(ServedState(version: 1, run: 1), until: .now + .seconds(3600)) }

  /// Fills the store as the ordinary way does, and lets it answer the first request.
  func warm(_ extra: [(String, String)] = [], body: String = json) async throws {
    grant()
    let key = AnswerKey(target: Self.target, accept: "")
    _ = try await store.answer(to: key) {
      StoredAnswer(
        contentType: "application/json", body: ByteBuffer(string: body), entityTag: Self.tag)
    }
    try send(Self.request())
    ordinary.answer(fields: extra, body: body)
  }

  /// A request for the one target.
  static func request(
    _ fields: [String] = [], method: String = "GET", target: String = target
  ) -> String {
    (["\(method) \(target) HTTP/1.1", "Host: a"] + fields).joined(separator: "\r\n") + "\r\n\r\n"
  }

  /// The client sends.
  func send(_ text: String) throws {
    try channel.writeInbound(ByteBuffer(string: text))
    // A real channel reads on by itself.
    channel.read()
  }

  /// Time passes.
  func wait(_ time: TimeAmount) { channel.embeddedEventLoop.advanceTime(by: time) }

  /// All that the client has got since the last look.
  func received() throws -> String {
    var all = ""
    while let part = try channel.readOutbound(as: IOData.self) {
      if case .byteBuffer(let buffer) = part { all += String(buffer: buffer) }
    }
    return all
  }
}

/// The routes behind the front.
final class OrdinaryWay: ChannelInboundHandler {
  typealias InboundIn = HTTPServerRequestPart
  typealias OutboundOut = HTTPServerResponsePart

  /// Targets of the requests that came.
  private(set) var heads: [String] = []
  /// Requests that came to their end.
  private(set) var ends = 0
  /// Errors that came.
  private(set) var errors: [String] = []
  private var context: ChannelHandlerContext?

  func handlerAdded(context: ChannelHandlerContext) { self.context = context }

  func handlerRemoved(context: ChannelHandlerContext) { self.context = nil }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    switch unwrapInboundIn(data) {
    case .head(let head): heads.append(head.uri)
    case .body: break
    case .end: ends += 1
    }
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    errors.append("\(error)")
  }

  /// Answers one request with the fields that routes send.
  func answer(
    _ status: HTTPResponseStatus = .ok, fields: [(String, String)] = [],
    body: String = FrontBench.json
  ) {
    var headers: HTTPHeaders = [
      "ETag": FrontBench.tag, "Cache-Control": "no-cache", "Vary": "Accept",
      "Content-Type": "application/json", "Content-Length": "\(body.utf8.count)",
      "X-Request-Id": "00000000000000ff0000000000000001",
      "Date": "Mon, 23 Nov 2026 08:00:00 GMT",
    ]
    for (name, value) in fields { headers.replaceOrAdd(name: name, value: value) }
    context?.write(
      wrapOutboundOut(.head(HTTPResponseHead(version: .http1_1, status: status, headers: headers))),
      promise: nil)
    if status != .notModified {
      context?.write(wrapOutboundOut(.body(.byteBuffer(ByteBuffer(string: body)))), promise: nil)
    }
    context?.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
  }
}

/// A client that does not read: what is written stays on its way until it is let go.
final class SlowReader: ChannelOutboundHandler {
  typealias OutboundIn = IOData
  typealias OutboundOut = IOData

  private var held: [(data: NIOAny, promise: EventLoopPromise<Void>?)] = []
  private var context: ChannelHandlerContext?

  func handlerAdded(context: ChannelHandlerContext) { self.context = context }

  func handlerRemoved(context: ChannelHandlerContext) { self.context = nil }

  func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
    held.append((data, promise))
  }

  /// Reads everything.
  func read() {
    for (data, promise) in held { context?.write(data, promise: promise) }
    held = []
    context?.flush()
  }
}
