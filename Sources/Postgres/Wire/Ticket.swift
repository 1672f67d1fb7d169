internal import Synchronization

/// One caller's wish that its job stop: set by the caller's task, read by the session's thread.
final class Ticket: Sendable {
  private let flag = Atomic<Bool>(false)

  var isCancelled: Bool { flag.load(ordering: .acquiring) }

  func cancel() { flag.store(true, ordering: .releasing) }
}
