internal import Synchronization

/// Tokens that were good a while ago. They open nothing: whoever holds one is only not made to wait
/// for what others behind the same address have tried.
final class KnownTokens: Sendable {
  private let largest: Int
  private let memory: Duration
  /// By a hash whose key no client can know.
  private let seen = Mutex<[Int: ContinuousClock.Instant]>([:])

  /// Remembers at most `largest` tokens, each for `memory` after it was good last.
  init(largest: Int = 1024, memory: Duration = .seconds(600)) {
    self.largest = largest
    self.memory = memory
  }

  /// Whether the token was good lately.
  func holds(_ token: String, now: ContinuousClock.Instant) -> Bool {
    seen.withLock { seen in seen[token.hashValue].map { now - $0 < memory } ?? false }
  }

  /// The token was good now, or was not.
  func note(_ token: String, isGood: Bool, now: ContinuousClock.Instant) {
    seen.withLock { seen in
      guard isGood else {
        seen[token.hashValue] = nil
        return
      }
      if seen.count >= largest { seen = seen.filter { now - $0.value < memory } }
      guard seen.count < largest || seen[token.hashValue] != nil else { return }
      seen[token.hashValue] = now
    }
  }
}
