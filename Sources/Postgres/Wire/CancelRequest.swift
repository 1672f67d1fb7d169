internal import CLibPQ
internal import Synchronization

/// What it takes to ask the server to cancel the current statement of one session.
///
/// `PQcancel` opens a connection of its own and blocks until the server has closed it, which a
/// frozen server never does; so it runs on a thread of its own that nobody waits for without a
/// limit.
@safe final class CancelRequest: @unchecked Sendable {
  // Not checked by the compiler because of the C pointer. It is set once and never changed, and
  // libpq documents PQcancel as safe from any thread: it only reads the object.
  // https://www.postgresql.org/docs/15/libpq-cancel.html
  private let handle: OpaquePointer
  private let state = Atomic<Int>(CancelRequest.running)

  private static let running = 0
  private static let sent = 1
  private static let failed = 2

  init?(connection: OpaquePointer) {
    guard let handle = unsafe PQgetCancel(connection) else { return nil }
    unsafe self.handle = unsafe handle
  }

  deinit { unsafe PQfreeCancel(handle) }

  /// Whether the server has taken the request and sent its signal to the session's process.
  var isSent: Bool { state.load(ordering: .acquiring) == Self.sent }

  /// Whether there is nothing more to wait for.
  var isOver: Bool { state.load(ordering: .acquiring) != Self.running }

  /// Sends the request from a new thread and wakes the session's thread when it is through.
  func send(waking wakeUp: WakeUp) {
    let isRunning = SystemThread.start { [self] in
      var reason = [CChar](repeating: 0, count: 256)
      let isSent = unsafe PQcancel(handle, &reason, 256) == 1
      state.store(isSent ? Self.sent : Self.failed, ordering: .releasing)
      wakeUp.signal()
    }
    // Without a thread there is no request: the session's grace ends and it is closed.
    if !isRunning { state.store(Self.failed, ordering: .releasing) }
  }
}
