import FoundationEssentials
import Logging
import Synchronization
import Testing

@testable import Fetch

/// A fetcher for tests: waits take no time and are written down, the random numbers are seeded.
final class Bench: Sendable {
  let clock = LeapingClock()
  let environment: [String: String]
  let log = LogKeeper()

  init(environment: [String: String] = [:]) { self.environment = environment }

  func fetcher(in directory: String = FileManager.default.temporaryDirectory.path) -> Fetcher {
    let random = Mutex(SplitMix(state: 7))
    let environment = environment
    return Fetcher(
      logger: Logger(label: "fetch.tests", factory: { [log] _ in LogKeeper.Handler(log) }),
      directory: directory, clock: clock,
      random: { random.withLock { $0.next() } }, environment: { environment[$0] })
  }

  /// The waits between tries so far.
  var waits: [Duration] { clock.waits }

  func fetch(_ request: FetchRequest) async throws(FetchError) -> Fetched {
    var request = request
    // No test is about a connection that is slow to come, and a busy machine may be slow itself.
    request.limits.connect = .seconds(60)
    return try await fetcher().fetch(request)
  }

  func fetch(url: String) async throws(FetchError) -> Fetched {
    try await fetch(FetchRequest(url: url))
  }

  func text(url: String) async throws -> String { try await text(FetchRequest(url: url)) }

  func error(
    url: String, _ location: SourceLocation = #_sourceLocation
  ) async throws -> FetchError {
    try await error(FetchRequest(url: url), location)
  }

  /// Fetches and reads all that came.
  func text(_ request: FetchRequest) async throws -> String {
    let fetched = try await fetch(request)
    return try contents(fetched)
  }

  func contents(_ fetched: Fetched) throws -> String {
    let data = try #require(FileManager.default.contents(atPath: fetched.path))
    #expect(Int64(data.count) == fetched.size)
    return String(decoding: data, as: UTF8.self)
  }

  /// The error of a fetch that must fail.
  func error(
    _ request: FetchRequest, _ location: SourceLocation = #_sourceLocation
  ) async throws -> FetchError {
    try await #require(throws: FetchError.self, sourceLocation: location) {
      _ = try await fetch(request)
    }
  }
}

/// A clock whose sleeper wakes at once, the time of the sleep later.
final class LeapingClock: Clock {
  struct Instant: InstantProtocol {
    var offset: Duration
    func advanced(by duration: Duration) -> Instant { Instant(offset: offset + duration) }
    func duration(to other: Instant) -> Duration { other.offset - offset }
    static func < (left: Instant, right: Instant) -> Bool { left.offset < right.offset }
  }

  private let state = Mutex((now: Instant(offset: .zero), waits: [Duration]()))

  var now: Instant { state.withLock { $0.now } }
  var minimumResolution: Duration { .nanoseconds(1) }
  var waits: [Duration] { state.withLock { $0.waits } }

  func leap(_ duration: Duration) {
    state.withLock { $0.now = $0.now.advanced(by: duration) }
  }

  func sleep(until deadline: Instant, tolerance: Duration?) async throws {
    try Task.checkCancellation()
    state.withLock {
      $0.waits.append($0.now.duration(to: deadline))
      $0.now = max($0.now, deadline)
    }
  }
}

/// The generator of Steele, Lea and Flood: enough for tests, and the same everywhere.
struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}

/// Keeps what is logged, at all levels.
final class LogKeeper: Sendable {
  private let lines = Mutex<[String]>([])
  var text: String { lines.withLock { $0.joined(separator: "\n") } }

  struct Handler: LogHandler {
    let keeper: LogKeeper
    var metadata: Logger.Metadata = [:]
    var logLevel: Logger.Level = .trace

    init(_ keeper: LogKeeper) { self.keeper = keeper }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
      get { metadata[key] }
      set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
      keeper.lines.withLock { $0.append("\(event.message) \(event.metadata ?? [:])") }
    }
  }
}

extension FetchRequest {
  /// A request from a profile's text, with short limits for what must run out.
  static func profile(_ json: String) throws(FetchError) -> FetchRequest {
    try FetchRequest(json: Array(json.utf8), file: "profile.json")
  }
}
