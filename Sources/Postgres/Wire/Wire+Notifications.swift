internal import CLibPQ

extension Wire {
  /// Waits until a notification has come or the limit has passed. Asks the server nothing, so
  /// that an interruption leaves the session as it was.
  mutating func notifications(
    until limit: ContinuousClock.Instant, _ call: WireCall
  ) throws(PostgresError) -> [PostgresNotification] {
    try begin(call, phase: .ready)
    while true {
      let found = takeNotifications()
      if !found.isEmpty { return found }
      checkInterruption()
      if isInterrupted { throw interruptionError(call.context, "no notification had come") }
      if ContinuousClock.now >= limit { return [] }
      idle(until: call.deadline.map { min($0, limit) } ?? limit)
      if isDead { throw call.context.error(.connection, "the connection was lost") }
    }
  }

  /// What libpq has parsed and nobody has taken yet.
  private mutating func takeNotifications() -> [PostgresNotification] {
    var found: [PostgresNotification] = []
    while let notification = unsafe PQnotifies(connection) {
      defer { unsafe PQfreemem(notification) }
      unsafe found.append(
        PostgresNotification(
          channel: String(cString: notification.pointee.relname),
          payload: String(cString: notification.pointee.extra),
          senderProcessID: notification.pointee.be_pid))
    }
    return found
  }
}
