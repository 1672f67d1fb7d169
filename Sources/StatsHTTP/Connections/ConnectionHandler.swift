internal import NIOCore

/// The bytes of one connection: keeps its pace, holds reading back while answers wait for their
/// reader, lets finished answers pass below the encoder, and ends a connection so that its last
/// answer arrives.
final class ConnectionHandler: ChannelDuplexHandler {
  typealias InboundIn = ByteBuffer
  typealias InboundOut = ByteBuffer
  typealias OutboundIn = IOData
  typealias OutboundOut = IOData

  /// How far the end of the connection has come.
  private enum Ending {
    /// Answers are still on their way.
    case sending(lingers: Bool)
    /// Everything was sent; the client may still be sending.
    case lingering
  }

  private let limits: ConnectionLimits
  private let census: ConnectionCensus
  private let counts: FrontCounts
  private var presence: ConnectionCensus.Presence?
  private var context: ChannelHandlerContext?
  private var pace: ConnectionPace
  private var timer: Scheduled<Void>?
  private var timerDue: NIODeadline?
  /// The moment of the last event; one reading of the clock serves all that follows from it.
  private var now: NIODeadline
  private var written = 0
  private var isReadHeld = false
  private var ending: Ending?
  /// Whether bytes have come that belong to no complete request yet.
  private var isHalfRead = false
  /// Whether a line of the head that is being read has come whole.
  private(set) var hasLine = false

  init(
    limits: ConnectionLimits, census: ConnectionCensus, counts: FrontCounts, now: NIODeadline
  ) {
    self.limits = limits
    self.census = census
    self.counts = counts
    self.now = now
    pace = ConnectionPace(limits: limits, now: now)
  }

  // MARK: What the front says

  /// A head is complete and goes to the routes.
  func began() {
    pace.began(now: now)
    hasLine = false
    presence?.isDisposable(since: nil)
  }

  /// A request is complete.
  func ended() {
    pace.ended(now: now)
    hasLine = false
    isHalfRead = false
    presence?.isDisposable(since: pace.disposableSince)
  }

  /// An answer of the routes is complete.
  func answered() {
    now = context?.eventLoop.now ?? now
    pace.answered(now: now)
    presence?.isDisposable(since: pace.disposableSince)
    setTimer()
  }

  /// Sends finished bytes; ``flush()`` follows.
  func send(_ buffer: ByteBuffer) {
    guard let context else { return }
    written += buffer.readableBytes
    context.write(wrapOutboundOut(.byteBuffer(buffer)), promise: nil)
  }

  /// Passes on what was sent.
  func flush() { context?.flush() }

  /// Whether the client takes its answers.
  var isWritable: Bool { context?.channel.isWritable ?? false }

  /// Ends the connection: what was written is sent at the pace of its reader, then comes the end.
  /// Where the client may still be sending, that is read and thrown away for a while, as closing on
  /// unread bytes would take the answer back (RFC 9112 §9.6).
  func end() {
    guard ending == nil, let context else { return }
    ending = .sending(lingers: isHalfRead)
    isReadHeld = false
    context.read()
    let sent = context.eventLoop.makePromise(of: Void.self)
    context.writeAndFlush(wrapOutboundOut(.byteBuffer(ByteBuffer())), promise: sent)
    sent.futureResult.assumeIsolated().whenComplete { _ in self.allSent() }
  }

  private func allSent() {
    guard case .sending(let lingers) = ending, let context else { return }
    guard lingers else { return context.close(promise: nil) }
    ending = .lingering
    now = context.eventLoop.now
    pace.end(now: now)
    presence?.isDisposable(since: pace.disposableSince)
    setTimer()
    context.close(mode: .output, promise: nil)
  }

  // MARK: Inbound

  func handlerAdded(context: ChannelHandlerContext) {
    self.context = context
    guard context.channel.isActive else { return }
    open(context)
  }

  func handlerRemoved(context: ChannelHandlerContext) { forget() }

  func channelActive(context: ChannelHandlerContext) {
    open(context)
    context.fireChannelActive()
  }

  func channelInactive(context: ChannelHandlerContext) {
    forget()
    context.fireChannelInactive()
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    now = context.eventLoop.now
    guard ending == nil else { return }
    let buffer = unwrapInboundIn(data)
    pace.received(buffer.readableBytes, now: now)
    isHalfRead = true
    if !hasLine {
      // No further than the longest target reaches, with method and version around it.
      hasLine = buffer.readableBytesView.prefix(limits.targetBytes + 32)
        .contains(UInt8(ascii: "\n"))
    }
    context.fireChannelRead(data)
  }

  func channelReadComplete(context: ChannelHandlerContext) {
    if ending != nil { return context.read() }
    pace.ready(false, now: now)
    context.fireChannelReadComplete()
    // Whole requests leave the timer alone: it looks again by itself.
    if isHalfRead { setTimer() }
  }

  func channelWritabilityChanged(context: ChannelHandlerContext) {
    now = context.eventLoop.now
    let isWritable = context.channel.isWritable
    pace.stalled(!isWritable, sent: written - pendingBytes, now: now)
    if isWritable {
      if isReadHeld {
        isReadHeld = false
        read(context: context)
      }
    } else {
      setTimer()
    }
    context.fireChannelWritabilityChanged()
  }

  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    // The client has closed its side: nothing else will come that is to be thrown away.
    if let ending, event as? ChannelEvent == .inputClosed {
      if case .lingering = ending { return context.close(promise: nil) }
      self.ending = .sending(lingers: false)
      return
    }
    context.fireUserInboundEventTriggered(event)
  }

  // MARK: Outbound

  func read(context: ChannelHandlerContext) {
    // A client that sends without reading would fill the memory with its answers.
    guard context.channel.isWritable || ending != nil else {
      isReadHeld = true
      return
    }
    pace.ready(true, now: now)
    if isHalfRead { setTimer() }
    context.read()
  }

  func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
    written += unwrapOutboundIn(data).readableBytes
    context.write(data, promise: promise)
  }

  // MARK: Time

  private func open(_ context: ChannelHandlerContext) {
    guard presence == nil else { return }
    let presence = ConnectionCensus.Presence(channel: context.channel)
    self.presence = presence
    presence.isDisposable(since: pace.disposableSince)
    setTimer()
    if let other = census.join(presence) {
      counts.closed(.crowded)
      other.channel.close(promise: nil)
    }
  }

  private func forget() {
    timer?.cancel()
    timer = nil
    if let presence { census.leave(presence) }
    presence = nil
    context = nil
  }

  /// Bytes that wait for the client.
  private var pendingBytes: Int {
    guard let options = context?.channel.syncOptions else { return 0 }
    return (try? options.getOption(.bufferedWritableBytes)) ?? 0
  }

  private func setTimer() {
    let pending = pendingBytes
    switch pace.look(now: now, sent: written - pending, pending: pending) {
    case .nothing: return
    case .tooSlow: schedule(now)
    case .wait(let due): schedule(due)
    }
  }

  private func schedule(_ due: NIODeadline) {
    guard let context else { return }
    if let timerDue, timer != nil, timerDue <= due { return }
    timer?.cancel()
    timerDue = due
    timer = context.eventLoop.assumeIsolated().scheduleTask(deadline: due) { self.timerFired() }
  }

  private func timerFired() {
    timer = nil
    guard let context else { return }
    now = context.eventLoop.now
    let pending = pendingBytes
    switch pace.look(now: now, sent: written - pending, pending: pending) {
    case .nothing: return
    case .wait(let due): schedule(due)
    case .tooSlow(let slowness):
      counts.closed(.slow(slowness))
      switch slowness {
      case .resting, .unread, .lingering: context.close(promise: nil)
      case .head, .body:
        // What was refused already is not refused again.
        guard ending == nil else { return context.close(promise: nil) }
        // All that it sent was read, and it has been waited for long enough.
        isHalfRead = false
        context.fireUserInboundEventTriggered(slowness)
      }
    }
  }
}

@available(*, unavailable)
extension ConnectionHandler: Sendable {}
