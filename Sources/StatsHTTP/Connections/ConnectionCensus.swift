internal import NIOCore
internal import Synchronization

/// Counts the connections of a server and, at the limit, names the one to close for a new one.
///
/// Refusing the new one instead would let whoever opens enough connections keep all others out.
final class ConnectionCensus: Sendable {
  /// One connection, as the others see it.
  final class Presence: Sendable {
    let channel: any Channel
    /// When the connection came to rest, in nanoseconds of NIO's clock; 0 while it must not be
    /// closed for another.
    private let disposableSince = Atomic<UInt64>(0)

    init(channel: any Channel) { self.channel = channel }

    /// Says since when the connection could be closed for another.
    func isDisposable(since: NIODeadline?) {
      disposableSince.store(since.map { max(1, $0.uptimeNanoseconds) } ?? 0, ordering: .relaxed)
    }

    fileprivate var since: UInt64 { disposableSince.load(ordering: .relaxed) }
  }

  private let limit: Int
  private let present = Mutex<[ObjectIdentifier: Presence]>([:])

  /// A census that allows so many connections.
  init(limit: Int) { self.limit = limit }

  /// How many connections are open.
  var count: Int { present.withLock { $0.count } }

  /// A connection was opened. Returns the one to close: the one at rest the longest, the new one
  /// itself where all others are at work; nil while there is room.
  ///
  /// At the limit all are looked at, some tens of microseconds for 12,000.
  func join(_ newcomer: Presence) -> Presence? {
    present.withLock { present in
      guard present.count >= limit else {
        present[ObjectIdentifier(newcomer)] = newcomer
        return nil
      }
      var oldest: (since: UInt64, presence: Presence)?
      for presence in present.values {
        let since = presence.since
        if since != 0, oldest.map({ since < $0.since }) ?? true { oldest = (since, presence) }
      }
      guard let oldest else { return newcomer }
      // At once, so that the next newcomer closes another.
      present[ObjectIdentifier(oldest.presence)] = nil
      present[ObjectIdentifier(newcomer)] = newcomer
      return oldest.presence
    }
  }

  /// A connection was closed.
  func leave(_ presence: Presence) {
    present.withLock { $0[ObjectIdentifier(presence)] = nil }
  }
}
