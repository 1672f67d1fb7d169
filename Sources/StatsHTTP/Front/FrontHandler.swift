internal import HTTPTypes
internal import Indicators
internal import NIOCore
internal import NIOHTTP1
internal import NIOHTTPTypesHTTP1

/// Answers requests whose finished bytes are known, refuses what is no request, and lets everything
/// else go the ordinary way.
///
/// It stands between NIO's HTTP decoder and the ordinary way and makes no answer itself: it watches
/// which head the ordinary way sends for an answer that the store keeps, and repeats it with a new
/// date and a new name while the store's lease holds. While one request is on the ordinary way all
/// behind it go there too, so that answers leave in the order of their requests.
final class FrontHandler: ChannelDuplexHandler {
  typealias InboundIn = HTTPServerRequestPart
  typealias InboundOut = HTTPServerRequestPart
  typealias OutboundIn = HTTPServerResponsePart
  typealias OutboundOut = HTTPServerResponsePart

  /// Larger bodies are sent beside their head instead of being copied behind it.
  private static let copiedBody = 16 * 1024

  private let front: Front
  private let connection: ConnectionHandler
  /// Requests on the ordinary way whose answers are not complete.
  private var ordinary = 0
  /// Whether an answer of the ordinary way has begun and is not complete.
  private var isAnswering = false
  /// Whether the request that is being read goes the ordinary way.
  private var isPassingOn = false
  /// Whether the client sends the body of that request only once it is asked to.
  private var expectsContinue = false
  /// The answer to the request that is being read.
  private var ready: (answer: FinishedAnswer, isHead: Bool, isFull: Bool)?
  /// The question that the next answer of the ordinary way belongs to, where it may be repeated.
  private var awaited: AnswerKey?
  /// Nothing that comes is read any more: the connection ends with what is on its way.
  private var isLast = false
  /// What the connection ends with, once the answers before it are complete.
  private var refusal: (problem: Problem, head: HTTPRequestHead?)?
  private var hasSent = false
  private var hasPassedOn = false

  /// Puts the ordinary way behind this handler; nil once it is there.
  private var buildOrdinary: (() throws -> Void)?

  init(
    front: Front, connection: ConnectionHandler, buildOrdinary: @escaping () throws -> Void
  ) {
    self.front = front
    self.connection = connection
    self.buildOrdinary = buildOrdinary
  }

  // MARK: Requests

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    switch unwrapInboundIn(data) {
    case .head(let head):
      guard !isLast else { return }
      receive(head, data, context)
    case .body:
      if isPassingOn { context.fireChannelRead(data) }
    case .end:
      if let ready {
        self.ready = nil
        send(ready.answer, isHead: ready.isHead, isFull: ready.isFull)
        connection.ended()
      } else if isPassingOn {
        isPassingOn = false
        connection.ended()
        context.fireChannelRead(data)
        if ordinary == 0 { finishIfLast() }
      }
    }
  }

  private func receive(
    _ head: HTTPRequestHead, _ data: NIOAny, _ context: ChannelHandlerContext
  ) {
    if ordinary == 0, front.repeats, let request = FrontRequest(head) {
      ready = connection.isWritable ? answer(to: request) : nil
      if ready != nil { return }
      awaited = request.isHead ? nil : request.key
    }
    if let problem = FrontProblem.objection(to: head, front.limits) {
      return refuse(problem, head: head)
    }
    if let build = buildOrdinary {
      buildOrdinary = nil
      do { try build() } catch {
        return context.close(promise: nil)
      }
    }
    ordinary += 1
    isPassingOn = true
    hasPassedOn = true
    // NIO's decoder reads nothing behind a request to change the protocol.
    isLast = !head.isKeepAlive || head.method == .CONNECT || head.headers.contains(name: "upgrade")
    front.counts.wentOn()
    connection.began()
    expectsContinue = head.expectsContinue
    context.fireChannelRead(data)
    continueIfExpected()
  }

  /// Asks for the body that a client holds back (RFC 9110 §10.1.1), once no answer is before it.
  private func continueIfExpected() {
    guard expectsContinue, isPassingOn, ordinary == 1, !isAnswering else { return }
    expectsContinue = false
    connection.send(ByteBuffer(string: "HTTP/1.1 100 Continue\r\n\r\n"))
    connection.flush()
  }

  private func answer(
    to request: FrontRequest
  ) -> (answer: FinishedAnswer, isHead: Bool, isFull: Bool)? {
    guard let answer = front.answers.finished(request.key) else { return nil }
    guard request.ifNoneMatch == answer.entityTag else { return (answer, request.isHead, true) }
    return answer.notModified == nil ? nil : (answer, request.isHead, false)
  }

  private func send(_ answer: FinishedAnswer, isHead: Bool, isFull: Bool) {
    let template = isFull ? answer.full : answer.notModified ?? answer.full
    let bodyLength = isFull && !isHead ? answer.body.readableBytes : 0
    let copied = bodyLength <= Self.copiedBody ? bodyLength : 0
    var buffer = front.allocator.buffer(capacity: template.bytes.readableBytes + copied)
    template.write(to: &buffer, date: front.date.bytes, number: front.numbers.nextNumber())
    if copied > 0 { buffer.writeImmutableBuffer(answer.body) }
    connection.send(buffer)
    if bodyLength > copied { connection.send(answer.body) }
    hasSent = true
    front.counts.answered(isFull: isFull)
  }

  func channelReadComplete(context: ChannelHandlerContext) {
    if hasSent {
      hasSent = false
      connection.flush()
    }
    // The ordinary way has read nothing where the front has answered everything.
    guard hasPassedOn else { return }
    hasPassedOn = isPassingOn
    context.fireChannelReadComplete()
  }

  // MARK: What is no request

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    if isPassingOn {
      // The route that reads the body must learn that it is cut off, and answers.
      isLast = true
      return context.fireErrorCaught(error)
    }
    switch error {
    case HTTPParserError.invalidEOFState:
      // The client left in the middle of a head; it may still listen to the answers before it.
      isLast = true
      if ordinary == 0 { context.close(promise: nil) }
    case let error as HTTPParserError:
      guard !isLast else { return }
      refuse(
        FrontProblem.problem(of: error, hasLine: connection.hasLine, front.limits), head: nil)
    default:
      context.fireErrorCaught(error)
      context.close(promise: nil)
    }
  }

  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    switch event {
    case ConnectionPace.Slowness.body: endSlowBody(context)
    case let slowness as ConnectionPace.Slowness:
      refuse(FrontProblem.problem(of: slowness, front.limits), head: nil)
    case is ChannelShouldQuiesceEvent:
      isLast = true
      finishIfLast()
    case ChannelEvent.inputClosed where ordinary == 0:
      isLast = true
      finishIfLast()
    default:
      context.fireUserInboundEventTriggered(event)
    }
  }

  /// The route reads on for the rest of the body: it learns that none will come, and what it says
  /// to that comes too late. It learns it before the connection ends, as the end of a connection
  /// alone would look like the end of a body whose length nobody declared.
  private func endSlowBody(_ context: ChannelHandlerContext) {
    guard isPassingOn, ordinary == 1, !isAnswering else { return context.close(promise: nil) }
    ordinary = 0
    isPassingOn = false
    context.fireErrorCaught(HTTPParserError.invalidEOFState)
    refuse(FrontProblem.problem(of: .body, front.limits), head: nil)
  }

  private func refuse(_ problem: Problem, head: HTTPRequestHead?) {
    isLast = true
    guard refusal == nil else { return }
    refusal = (problem, head)
    finishIfLast()
  }

  /// Ends the connection where nothing is on its way any more.
  private func finishIfLast() {
    guard isLast, ordinary == 0, !isPassingOn else { return }
    if let (problem, head) = refusal {
      refusal = nil
      front.counts.refusedOne()
      let fields = head.map { HTTPFields($0.headers, splitCookie: false) } ?? [:]
      connection.send(
        FrontProblem.bytes(
          of: problem, requestID: front.numbers.next(), language: Language(accepting: fields),
          date: front.date.bytes, isHead: head?.method == .HEAD))
    }
    connection.end()
  }

  // MARK: Answers of the ordinary way

  func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
    guard ordinary > 0 else {
      // The answer to a request that was refused meanwhile, or a second one.
      promise?.succeed()
      return
    }
    switch unwrapOutboundIn(data) {
    case .head(var head) where head.status.code >= 200:
      learn(head)
      isAnswering = true
      if ordinary == 1, isPassingOn || isLast {
        // A route that answers before it has read the body, or the last answer.
        isLast = true
        head.headers.replaceOrAdd(name: "Connection", value: "close")
        context.write(wrapOutboundOut(.head(head)), promise: promise)
      } else {
        context.write(data, promise: promise)
      }
    case .head, .body:
      context.write(data, promise: promise)
    case .end:
      context.write(data, promise: promise)
      ordinary -= 1
      isAnswering = false
      connection.answered()
      if isLast, ordinary == 0 {
        isPassingOn = false
        finishIfLast()
      }
      continueIfExpected()
    }
  }

  private func learn(_ head: HTTPResponseHead) {
    guard let key = awaited else { return }
    awaited = nil
    guard !isPassingOn, let sent = SentHead(head, numbers: front.numbers) else { return }
    front.answers.sent(sent, for: key)
  }
}

@available(*, unavailable)
extension FrontHandler: Sendable {}

extension HTTPRequestHead {
  /// Whether the client waits with its body until it is asked to send it.
  fileprivate var expectsContinue: Bool {
    version != .http1_0
      && headers[canonicalForm: "expect"].contains { $0.lowercased() == "100-continue" }
  }
}
