/// What a watch does next and what it reports, without any I/O: an event goes in, a step comes out.
///
/// The order of the questions is what makes a grant safe: first the serving lock, then the look at
/// whether a run is about to commit, then the state; the lease counts from before the look. See
/// ``ServingLock`` for the other half of the argument.
struct WatchMachine: Sendable {
  enum Event: Sendable, Hashable {
    /// The session is open and listens.
    case connected
    /// The session could not be opened.
    case unreachable(reason: String)
    /// The session is lost; `isSilent` where the server did not answer in time.
    case lost(reason: String, isSilent: Bool)
    /// The answer to `hold`.
    case held(Bool)
    /// The answer to `look`: whether no run is about to commit.
    case still(Bool)
    /// The answer to `read`.
    case read(ServingState)
    /// The serving lock is given back.
    case released
    /// The answer to `listen`: what was heard on the channel, nothing where the time has passed.
    case heard([String])
  }

  enum Work: Sendable, Hashable {
    /// Opens a session after a pause, and begins to listen.
    case connect(after: Duration)
    /// Tries to take the serving lock, after a pause.
    case hold(after: Duration)
    /// Looks whether a run is about to commit.
    case look
    case read
    /// Waits for notifications.
    case listen(upTo: Duration)
    /// Gives the serving lock back.
    case release
  }

  struct Step: Sendable, Hashable {
    /// To be given before the work begins: a lease is revoked before the lock goes.
    var report: ServingReport?
    var work: Work
  }

  /// How long an instance may serve from when it began to ask. Half of what a run waits.
  static let lease = Duration.seconds(1)
  /// How often it asks while nothing is heard.
  static let heartbeat = Duration.milliseconds(250)
  /// How soon it tries again to get the lock while a run commits.
  static let retry = Duration.milliseconds(25)

  private let preparation: String
  private var failures = 0
  /// Whether the state was read since the last failure.
  private var hasRead = false
  private var askedAt: ContinuousClock.Instant?

  /// `preparation` is what a run of the authority says on the channel.
  init(preparation: String) { self.preparation = preparation }

  mutating func handle(_ event: Event, now: ContinuousClock.Instant) -> Step {
    switch event {
    case .connected: return Step(work: .hold(after: .zero))
    case .unreachable(let reason): return fail(reason)
    case .lost(let reason, let isSilent):
      // A session that served and ends proves nothing about the database: a new one shows at once.
      // A server that says nothing for the whole limit would say nothing to others either, and one
      // on which nothing could be read is of no use.
      guard hasRead, !isSilent else { return fail(reason) }
      hasRead = false
      return Step(report: .moving, work: .connect(after: .zero))
    case .held(true): return look(now)
    case .held(false): return Step(report: .moving, work: .hold(after: Self.retry))
    case .still(true): return Step(work: .read)
    case .still(false): return Step(report: .moving, work: .release)
    case .read(let state):
      guard let askedAt else { return look(now) }
      failures = 0
      hasRead = true
      return Step(
        report: .granted(state, until: askedAt + Self.lease),
        work: .listen(upTo: Self.heartbeat))
    case .heard(let texts):
      if texts.contains(preparation) { return Step(report: .moving, work: .release) }
      return look(now)
    case .released: return Step(work: .hold(after: Self.retry))
    }
  }

  private mutating func fail(_ reason: String) -> Step {
    failures += 1
    hasRead = false
    return Step(report: .gone(reason: reason), work: .connect(after: pause))
  }

  private mutating func look(_ now: ContinuousClock.Instant) -> Step {
    askedAt = now
    return Step(work: .look)
  }

  /// 100 ms after the first failure, half a second after the fifth and later ones.
  private var pause: Duration { .milliseconds(100 * min(failures, 5)) }
}
