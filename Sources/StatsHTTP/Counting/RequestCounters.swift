public import CoreMetrics

/// Counts what the routes answered, by route and class of status, and times them.
///
/// The series of a route are made once, so that counting is one relaxed atomic addition. Answers
/// that are repeated from finished bytes do not come this way: ``FrontCounts`` has them.
public struct RequestCounters: Sendable {
  /// Gives the counter of a series.
  public typealias Counting = @Sendable (_ route: String, _ status: String) -> any CounterHandler
  /// Gives the timer of a series.
  public typealias Timing = @Sendable (_ route: String) -> any TimerHandler

  /// The counters of one route.
  struct Route: Sendable {
    fileprivate let answers: [any CounterHandler]
    fileprivate let timer: any TimerHandler

    /// Counts an answer that took so long.
    func count(status: Int, took duration: Duration) {
      answers[min(max(status / 100, 2), 5) - 2].increment(by: 1)
      let (seconds, attoseconds) = duration.components
      timer.recordNanoseconds(seconds * 1_000_000_000 + attoseconds / 1_000_000_000)
    }
  }

  /// The id under which requests are counted that belong to no route.
  static let unrouted = "none"

  private let counting: Counting
  private let timing: Timing

  /// Counters whose handlers come from there. A route is named by the id of its endpoint, a status
  /// by its class: `2xx` to `5xx`.
  public init(counting: @escaping Counting, timing: @escaping Timing) {
    self.counting = counting
    self.timing = timing
  }

  /// The counters of a route.
  func route(_ id: String) -> Route {
    Route(answers: (2...5).map { counting(id, "\($0)xx") }, timer: timing(id))
  }
}
