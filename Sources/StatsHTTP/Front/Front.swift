internal import NIOCore
public import Procedures

/// What all connections of a server share.
public struct Front: Sendable {
  /// Where finished answers are.
  let answers: AnswerStore
  /// Names the requests.
  let numbers: RequestNumbers
  /// What connections may take.
  let limits: ConnectionLimits
  /// What has been done.
  let counts: FrontCounts
  /// Whether finished answers are repeated: not where each request has to show a token.
  let repeats: Bool
  let date: FrontDate
  let allocator = ByteBufferAllocator()

  /// The front of one server.
  ///
  /// - Parameters:
  ///   - repeats: false where each request has to show a token; then every one is asked.
  ///   - wall: the wall clock, for `Date`.
  public init(
    answers: AnswerStore, numbers: RequestNumbers, limits: ConnectionLimits = ConnectionLimits(),
    counts: FrontCounts = FrontCounts(), repeats: Bool = true,
    wall: @escaping @Sendable () -> Instant
  ) {
    self.answers = answers
    self.numbers = numbers
    self.limits = limits
    self.counts = counts
    self.repeats = repeats
    date = FrontDate(wall: wall)
  }
}
