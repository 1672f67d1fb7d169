internal import Synchronization

/// Counts failed attempts to get in, by client: a few at once are forgiven, more must wait.
///
/// A bucket of ten tries, filled again by one in six seconds. Attempts that are still being looked
/// up count for themselves, so that a thousand at once are not all let through before the first has
/// failed. The table is bounded: beyond it all further clients share one bucket, so that many
/// addresses do not buy many tries.
final class AttemptLimiter: Sendable {
  private struct Bucket {
    var tries: Double
    var at: ContinuousClock.Instant
    /// Attempts that have begun and not ended.
    var underway = 0
  }

  private let capacity: Double
  private let refill: Duration
  private let largestTable: Int
  private let mostUnderway: Int
  private let buckets = Mutex<[String: Bucket]>([:])

  /// The bucket of those that have no room of their own.
  private static let others = "*"

  /// `capacity` tries at once, one more after each `refill`, for at most `clients` clients apart,
  /// of whom each looks up at most `underway` at the same time.
  init(
    capacity: Int = 10, refill: Duration = .seconds(6), clients: Int = 4096, underway: Int = 32
  ) {
    self.capacity = Double(capacity)
    self.refill = refill
    largestTable = clients
    mostUnderway = underway
  }

  /// An attempt that has begun; ``end(_:failed:now:)`` must follow.
  struct Attempt {
    fileprivate let bucket: String
  }

  /// What a client hears that wants to try.
  enum Verdict {
    case mayTry(Attempt)
    /// For how many whole seconds it must wait.
    case mustWait(Int)
  }

  /// Begins an attempt of a client, if it may try now.
  func begin(_ client: String, now: ContinuousClock.Instant) -> Verdict {
    let client = Self.holder(of: client)
    return buckets.withLock { buckets in
      if buckets[client] == nil, buckets.count >= largestTable {
        buckets = buckets.filter {
          $0.key == Self.others || $0.value.underway > 0 || filled($0.value, now) < capacity
        }
      }
      let name = buckets[client] == nil && buckets.count >= largestTable ? Self.others : client
      var bucket = buckets[name] ?? Bucket(tries: capacity, at: now)
      bucket.tries = filled(bucket, now)
      bucket.at = now
      guard bucket.tries >= 1 else {
        return .mustWait(max(1, Int(((1 - bucket.tries) * (refill / .seconds(1))).rounded(.up))))
      }
      guard bucket.underway < mostUnderway else { return .mustWait(1) }
      bucket.underway += 1
      buckets[name] = bucket
      return .mayTry(Attempt(bucket: name))
    }
  }

  /// An attempt has ended.
  func end(_ attempt: Attempt, failed: Bool, now: ContinuousClock.Instant) {
    buckets.withLock { buckets in
      guard var bucket = buckets[attempt.bucket] else { return }
      bucket.underway -= 1
      // Below nothing too: many at once wait as long as one after the other.
      bucket.tries = filled(bucket, now) - (failed ? 1 : 0)
      bucket.at = now
      let isForgotten = bucket.underway == 0 && bucket.tries >= capacity
      buckets[attempt.bucket] = isForgotten ? nil : bucket
    }
  }

  /// How many clients are remembered.
  var count: Int { buckets.withLock { $0.count } }

  private func filled(_ bucket: Bucket, _ now: ContinuousClock.Instant) -> Double {
    min(capacity, bucket.tries + (now - bucket.at) / refill)
  }

  /// Who holds an address: of IPv6 the network, as whoever has one address of it has all 2^64. An
  /// address of IPv4 in the form of IPv6 (RFC 4291 §2.5.5.2) stands for itself.
  private static func holder(of client: String) -> String {
    guard client.contains(":"), !client.contains(".") else { return client }
    let halves = client.split(separator: "::", omittingEmptySubsequences: false).map { half in
      half.split(separator: ":").map { UInt16($0, radix: 16) ?? 0 }
    }
    let missing = 8 - halves.reduce(0) { $0 + $1.count }
    guard let left = halves.first, halves.count <= 2, missing >= 0 else { return client }
    let groups =
      left + Array(repeating: 0, count: missing) + (halves.count == 2 ? halves[1] : [])
    return groups.prefix(4).map { String($0, radix: 16) }.joined(separator: ":") + "::/64"
  }
}
