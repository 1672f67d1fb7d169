/// Where the routes take their figures from.
///
/// Both functions are called once for each request, from any number of requests at a time, and
/// must end soon after their task is cancelled: a deadline ends a request that way.
public protocol StatsSource: Sendable {
  /// Answers one question.
  ///
  /// Throws `IndicatorError` where the question names something that does not exist, and
  /// ``SourceUnavailable`` where it cannot be answered now. Anything else is taken for a fault of
  /// the program and answered with status 500.
  func answer(_ request: StatsRequest) async throws -> StatsAnswer

  /// Returns where the database answers, else throws; for the readiness probe.
  func check() async throws
}
