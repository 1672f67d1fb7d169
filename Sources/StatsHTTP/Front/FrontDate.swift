internal import NIOCore
internal import Procedures
internal import Synchronization

/// The value of `Date` as bytes, written once a second however many ask.
final class FrontDate: Sendable {
  private let wall: @Sendable () -> Instant
  private let last: Mutex<(second: Int64, bytes: ByteBuffer)>

  /// Dates by a wall clock.
  init(wall: @escaping @Sendable () -> Instant) {
    self.wall = wall
    last = Mutex((.min, ByteBuffer()))
  }

  /// The value now.
  var bytes: ByteBuffer {
    let second = Int64((Double(wall().microsecondsSince2000) / 1_000_000).rounded(.down))
    return last.withLock { last in
      if last.second != second {
        last = (second, ByteBuffer(string: HTTPDate.text(secondsSince2000: second)))
      }
      return last.bytes
    }
  }
}
