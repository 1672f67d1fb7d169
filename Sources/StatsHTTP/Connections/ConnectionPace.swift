internal import NIOCore

/// Where one connection stands, and until when it may stand there. Knows no channel and no clock.
struct ConnectionPace {
  /// What is too slow.
  enum Slowness: Sendable, Hashable {
    /// Nothing was asked: the connection rests, or was opened and never used.
    case resting
    /// The head of a request is not complete in time.
    case head
    /// The body of a request comes too slowly.
    case body
    /// The client does not read its answer.
    case unread
    /// The client goes on sending after its connection has ended.
    case lingering
  }

  /// What a look at the clock finds.
  enum Verdict: Hashable {
    case wait(until: NIODeadline)
    /// Nothing is due before an event.
    case nothing
    case tooSlow(Slowness)
  }

  private enum Phase {
    /// Between requests.
    case resting(since: NIODeadline)
    /// Opened, or in the middle of a head.
    case head(since: NIODeadline, hasBegun: Bool)
    /// A body comes. Time counts only while the service is ready to read.
    case body(bytes: Int, waited: TimeAmount, readySince: NIODeadline?)
    /// The request is complete; the service works.
    case answering
    /// The last answer was sent.
    case ending(since: NIODeadline)
  }

  let limits: ConnectionLimits
  private var phase: Phase
  /// Requests whose answers are not complete.
  private var unanswered = 0
  private var stall: (since: NIODeadline, sent: Int)?

  /// A connection that was opened now.
  init(limits: ConnectionLimits, now: NIODeadline) {
    self.limits = limits
    phase = .head(since: now, hasBegun: false)
  }

  /// Since when the connection could be closed without breaking off an answer; nil while a request
  /// is being read beyond its head or answered.
  var disposableSince: NIODeadline? {
    guard unanswered == 0 else { return nil }
    switch phase {
    case .resting(let since), .head(let since, _), .ending(let since): return since
    case .body, .answering: return nil
    }
  }

  /// Bytes have come.
  mutating func received(_ count: Int, now: NIODeadline) {
    switch phase {
    case .resting, .answering: phase = .head(since: now, hasBegun: true)
    case .head(let since, _): phase = .head(since: since, hasBegun: true)
    case .body(let bytes, let waited, let ready):
      phase = .body(bytes: bytes + count, waited: waited, readySince: ready)
    case .ending: break
    }
  }

  /// A head is complete and goes to the routes.
  mutating func began(now: NIODeadline) {
    unanswered += 1
    phase = .body(bytes: 0, waited: .zero, readySince: now)
  }

  /// The request is complete.
  mutating func ended(now: NIODeadline) {
    phase = unanswered == 0 ? .resting(since: now) : .answering
  }

  /// An answer of the routes is complete.
  mutating func answered(now: NIODeadline) {
    unanswered -= 1
    if unanswered == 0, case .answering = phase { phase = .resting(since: now) }
  }

  /// The last answer was sent; what still comes is not read.
  mutating func end(now: NIODeadline) {
    if case .ending = phase { return }
    phase = .ending(since: now)
  }

  /// The service starts or stops being ready to read.
  mutating func ready(_ isReady: Bool, now: NIODeadline) {
    guard case .body(let bytes, let waited, let since) = phase else { return }
    if isReady {
      phase = .body(bytes: bytes, waited: waited, readySince: since ?? now)
    } else if let since {
      phase = .body(bytes: bytes, waited: waited + (now - since), readySince: nil)
    }
  }

  /// The answers that wait for their reader exceed what is buffered gladly, or no longer do.
  ///
  /// - Parameter sent: bytes that the client has taken since the connection was opened.
  mutating func stalled(_ isStalled: Bool, sent: Int, now: NIODeadline) {
    if !isStalled {
      stall = nil
    } else if stall == nil {
      stall = (now, sent)
    }
  }

  /// Looks at the clock.
  ///
  /// - Parameters:
  ///   - sent: bytes that the client has taken since the connection was opened.
  ///   - pending: bytes that wait for it.
  mutating func look(now: NIODeadline, sent: Int, pending: Int = 0) -> Verdict {
    if pending == 0 { stall = nil }
    if let (since, before) = stall, now >= since + TimeAmount(limits.unreadTime) {
      let seconds = Int(limits.unreadTime.components.seconds)
      guard sent - before >= seconds * limits.slowestPace else { return .tooSlow(.unread) }
      stall = (now, sent)
    }
    if pending > 0, case .resting(let since) = phase, now >= since + TimeAmount(limits.idleTime) {
      // Its reader is slow and has not rested; from now on its pace counts.
      phase = .resting(since: now)
      stall = stall ?? (now, sent)
    }
    let next = stall.map { $0.since + TimeAmount(limits.unreadTime) }
    switch phase {
    case .resting(let since):
      return verdict(since, limits.idleTime, .resting, now: now, next)
    case .head(let since, let hasBegun):
      return verdict(since, limits.headTime, hasBegun ? .head : .resting, now: now, next)
    case .ending(let since):
      return verdict(since, limits.lingerTime, .lingering, now: now, next)
    case .answering:
      return next.map { .wait(until: $0) } ?? .nothing
    case .body(let bytes, let waited, let ready):
      guard let ready else { return next.map { .wait(until: $0) } ?? .nothing }
      // The moment at which the bytes so far are too few.
      let slowest = max(1, limits.slowestPace)
      let paid =
        TimeAmount.seconds(Int64(bytes / slowest))
        + .nanoseconds(Int64(bytes % slowest) * 1_000_000_000 / Int64(slowest))
      let allowed = max(TimeAmount(limits.bodyGrace), paid) - waited
      return verdict(ready + allowed, .body, now: now, next)
    }
  }

  private func verdict(
    _ since: NIODeadline, _ time: Duration, _ slowness: Slowness, now: NIODeadline,
    _ next: NIODeadline?
  ) -> Verdict {
    verdict(since + TimeAmount(time), slowness, now: now, next)
  }

  private func verdict(
    _ due: NIODeadline, _ slowness: Slowness, now: NIODeadline, _ next: NIODeadline?
  ) -> Verdict {
    now >= due ? .tooSlow(slowness) : .wait(until: next.map { min($0, due) } ?? due)
  }
}
