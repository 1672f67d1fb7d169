/// What an operation on the wire needs to know of its caller.
struct WireCall: Sendable {
  /// Set when the caller's task is cancelled; nil for operations that must not be cancelled.
  var ticket: Ticket?
  var deadline: ContinuousClock.Instant?
  var policy: Wire.Policy
  var context: CallContext
}
