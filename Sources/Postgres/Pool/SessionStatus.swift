/// What is known of a session between two operations.
struct SessionStatus: Sendable, Hashable {
  enum Transaction: Sendable {
    case idle, open, failed, unknown
  }

  var isAlive: Bool
  var isInDoubt: Bool
  var transaction: Transaction

  /// Whether somebody else may have the session next.
  var isClean: Bool { isAlive && !isInDoubt && transaction == .idle }

  static let dead = SessionStatus(isAlive: false, isInDoubt: true, transaction: .unknown)
}
