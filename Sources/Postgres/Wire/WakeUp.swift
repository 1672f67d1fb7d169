internal import CLibPQ
internal import Glibc

/// An event descriptor by which any thread ends the `poll` of a session's thread.
///
/// A class, because the thread of a cancel request may outlive the session that it wakes.
final class WakeUp: Sendable {
  private let descriptor: Int32

  /// Nil where the process has no descriptor left.
  init?() {
    descriptor = eventfd(0, Int32(EFD_NONBLOCK | EFD_CLOEXEC))
    guard descriptor >= 0 else { return nil }
  }

  deinit {
    close(descriptor)
  }

  /// Ends the current or the next `wait`. It cannot fail in a way that matters: a
  /// counter that is full is a wake-up already.
  func signal() {
    var count: UInt64 = 1
    _ = unsafe write(descriptor, &count, 8)
  }

  /// What a wait ended with.
  struct Events: OptionSet {
    let rawValue: Int
    static let woken = Events(rawValue: 1)
    static let readable = Events(rawValue: 2)
    static let writable = Events(rawValue: 4)
  }

  /// Blocks the calling thread until somebody signals, the socket is ready or the limit has
  /// passed; the latter returns no event. A socket of -1 waits for signals only.
  func wait(
    socket: Int32 = -1, reading watchesReading: Bool = true, writing watchesWriting: Bool = false,
    until limit: ContinuousClock.Instant? = nil
  ) -> Events {
    while true {
      let interest = (watchesReading ? POLLIN : 0) | (watchesWriting ? POLLOUT : 0)
      var descriptors = [
        pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0),
        pollfd(fd: socket, events: Int16(interest), revents: 0),
      ]
      let count = unsafe poll(&descriptors, socket < 0 ? 1 : 2, Self.milliseconds(until: limit))
      if count < 0 {
        precondition(errno == EINTR || errno == EAGAIN, "poll was given valid descriptors")
        continue
      }
      var events: Events = []
      if descriptors[0].revents != 0 {
        drain()
        events.insert(.woken)
      }
      // A lost connection counts as readable: reading is how its reason is learnt.
      let failed = Int16(POLLHUP | POLLERR | POLLNVAL)
      if descriptors[1].revents & (Int16(POLLIN) | failed) != 0 { events.insert(.readable) }
      if descriptors[1].revents & (Int16(POLLOUT) | failed) != 0 { events.insert(.writable) }
      if !events.isEmpty { return events }
      if let limit, ContinuousClock.now >= limit { return [] }
    }
  }

  private func drain() {
    var count: UInt64 = 0
    _ = unsafe read(descriptor, &count, 8)
  }

  /// Rounded up, so that the limit has passed when `poll` returns; -1 waits for ever.
  private static func milliseconds(until limit: ContinuousClock.Instant?) -> Int32 {
    guard let limit else { return -1 }
    let (seconds, attoseconds) = (limit - ContinuousClock.now).components
    if seconds < 0 || attoseconds < 0 { return 0 }
    if seconds > 1_000_000 { return 1_000_000_000 }
    return Int32(seconds * 1000 + attoseconds / 1_000_000_000_000_000 + 1)
  }
}
