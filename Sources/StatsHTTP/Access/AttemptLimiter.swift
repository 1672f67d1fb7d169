internal import Synchronization

/// Counts failed attempts to get in, by client: a few at once are forgiven, more must wait.
///
/// A bucket of ten tries, filled again by one in six seconds. The table is bounded: beyond it all
/// further clients share one bucket, so that many addresses do not buy many tries.
final class AttemptLimiter: Sendable {
  private struct Bucket {
    var tries: Double
    var at: ContinuousClock.Instant
  }

  private let capacity: Double
  private let refill: Duration
  private let largestTable: Int
  private let buckets = Mutex<[String: Bucket]>([:])

  /// The bucket of those that have no room of their own.
  private static let others = "*"

  /// `capacity` tries at once, one more after each `refill`, for at most `clients` clients apart.
  init(capacity: Int = 10, refill: Duration = .seconds(6), clients: Int = 4096) {
    self.capacity = Double(capacity)
    self.refill = refill
    largestTable = clients
  }

  /// For how many whole seconds a client must wait before it may try again; nil where it may now.
  func wait(of client: String, now: ContinuousClock.Instant) -> Int? {
    buckets.withLock { buckets in
      let name = buckets[client] == nil && buckets.count >= largestTable ? Self.others : client
      guard let bucket = buckets[name] else { return nil }
      let tries = filled(bucket, now)
      guard tries < 1 else { return nil }
      return max(1, Int(((1 - tries) * (refill / .seconds(1))).rounded(.up)))
    }
  }

  /// Notes that an attempt failed.
  func failed(_ client: String, now: ContinuousClock.Instant) {
    buckets.withLock { buckets in
      if buckets[client] == nil, buckets.count >= largestTable {
        buckets = buckets.filter { $0.key == Self.others || filled($0.value, now) < capacity }
      }
      let name = buckets[client] == nil && buckets.count >= largestTable ? Self.others : client
      let tries = buckets[name].map { filled($0, now) } ?? capacity
      buckets[name] = Bucket(tries: max(0, tries - 1), at: now)
    }
  }

  /// How many clients are remembered.
  var count: Int { buckets.withLock { $0.count } }

  private func filled(_ bucket: Bucket, _ now: ContinuousClock.Instant) -> Double {
    min(capacity, bucket.tries + (now - bucket.at) / refill)
  }
}
