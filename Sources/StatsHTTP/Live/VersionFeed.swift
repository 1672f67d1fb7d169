public import Logging
public import ServiceLifecycle
internal import Synchronization

/// Tells all who listen to `/v1/events` about new data versions.
///
/// It is fed by the watch over the data version through ``note(_:)``, looks the versions up once for
/// all listeners, and lives as long as its service ``run()``: when that ends, all streams end.
public final class VersionFeed: Service, Sendable {
  /// The versions behind one, in rising order, at most so many.
  public typealias History =
    @Sendable (_ after: Int64, _ limit: Int) async throws -> [VersionNotice]

  private struct State {
    var machine: VersionFeedMachine
    var streams: [Int: AsyncStream<VersionFeedMachine.Item>.Continuation] = [:]
  }

  private let state: Mutex<State>
  private let history: History
  private let pause: @Sendable (Duration) async throws -> Void
  private let logger: Logger
  private let wakes: AsyncStream<Void>
  private let wake: AsyncStream<Void>.Continuation

  /// After how long without news a listener hears that the line is alive: shorter than the idle
  /// time of the proxies in between.
  static let beat = Duration.seconds(15)
  /// Items that may wait for one listener. Who is further behind is dropped and may come again with
  /// the last version that it saw.
  static let patience = 64

  /// A feed for up to `limit` listeners. `pause` sleeps; it is given for tests.
  public init(
    limit: Int = 256, logger: Logger,
    pause: @escaping @Sendable (Duration) async throws -> Void = { try await Task.sleep(for: $0) },
    history: @escaping History
  ) {
    precondition(limit > 0, "a feed that nobody may listen to")
    state = Mutex(State(machine: VersionFeedMachine(limit: limit)))
    self.history = history
    self.pause = pause
    self.logger = logger
    (wakes, wake) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
  }

  /// The data version is this one now. Never waits; saying it again costs a look at a number.
  public func note(_ version: Int64) {
    if state.withLock({ $0.machine.note(version) }) { wake.yield() }
  }

  /// Who listens at this moment.
  public var listeners: Int { state.withLock { $0.machine.listeners.count } }

  /// Looks versions up and tells them until the task is cancelled or the service shuts down; may
  /// run once.
  public func run() async throws {
    defer { close() }
    await cancelWhenGracefulShutdown {
      await withTaskGroup(of: Void.self) { group in
        group.addTask {
          for await _ in self.wakes { await self.catchUp() }
        }
        group.addTask {
          // Cancellation is the only thing that sleeping can throw.
          while (try? await self.pause(Self.beat)) != nil { self.tell([.beat]) }
        }
      }
    }
  }

  /// Looks up what is between the versions known and the version noted, and tells it.
  func catchUp() async {
    while let question = state.withLock({ $0.machine.question }) {
      let notices: [VersionNotice]
      do {
        notices =
          switch question {
          case .behind(let version):
            try await history(version, VersionFeedMachine.longestTale + 1)
          case .only(let version): try await history(version - 1, 1)
          }
      } catch {
        // The next note wakes the feed again.
        logger.info("data versions could not be read", metadata: ["error": "\(error)"])
        return
      }
      let items = state.withLock { $0.machine.learned(notices, for: question) }
      if items.isEmpty { return }
      tell(items)
    }
  }

  /// Tells all who listen.
  func tell(_ items: [VersionFeedMachine.Item]) {
    let streams = state.withLock { $0.streams }
    for (listener, stream) in streams {
      for item in items {
        guard case .dropped = stream.yield(item) else { continue }
        leave(listener)
        break
      }
    }
  }

  /// Begins to listen. What the stream gives may repeat the newest version, never leave one out.
  func listen() throws(VersionFeedMachine.Refusal) -> Listening {
    let (stream, continuation) = AsyncStream.makeStream(
      of: VersionFeedMachine.Item.self, bufferingPolicy: .bufferingOldest(Self.patience))
    let (listener, newest) = try state.withLock {
      state throws(VersionFeedMachine.Refusal) -> (Int, VersionNotice?) in
      let begun = try state.machine.listen()
      state.streams[begun.listener] = continuation
      return begun
    }
    return Listening(feed: self, listener: listener, newest: newest, items: stream)
  }

  fileprivate func leave(_ listener: Int) {
    let stream = state.withLock { state in
      state.machine.leave(listener)
      return state.streams.removeValue(forKey: listener)
    }
    stream?.finish()
  }

  private func close() {
    let streams = state.withLock { state in
      state.machine.close()
      defer { state.streams = [:] }
      return state.streams
    }
    for stream in streams.values { stream.finish() }
    wake.finish()
  }

  /// One listener; it has left when the last reference is gone, however its request ended.
  final class Listening: Sendable {
    private let feed: VersionFeed
    private let listener: Int
    /// The newest version when listening began.
    let newest: VersionNotice?
    /// What happens from then on; ends where the listener is too slow or the service shuts down.
    let items: AsyncStream<VersionFeedMachine.Item>

    fileprivate init(
      feed: VersionFeed, listener: Int, newest: VersionNotice?,
      items: AsyncStream<VersionFeedMachine.Item>
    ) {
      self.feed = feed
      self.listener = listener
      self.newest = newest
      self.items = items
    }

    deinit { feed.leave(listener) }
  }
}
