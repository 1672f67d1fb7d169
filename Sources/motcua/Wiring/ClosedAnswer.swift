import Indicators
import Procedures
import Store

/// By which knowledge a question about a period is answered.
struct ClosedAnswer: Sendable {
  /// The instant asked for, else that of the closing; nil is now.
  let known: Instant?
  /// How the period stands; nil where none is asked about, or an instant was asked for.
  let standing: PeriodStanding?

  /// A closed period answers as it was closed, unless an instant of knowledge is asked for.
  init(
    _ period: Period?, known: Instant?, _ figures: FigureStore
  ) async throws {
    guard let period, known == nil else {
      self.known = known
      standing = nil
      return
    }
    let standing = try await figures.standing(of: period)
    self.known = standing.pin?.known
    self.standing = standing
  }

  /// The results with the flags of a closed period, where it is one.
  func marked(_ results: [IndicatorResult]) -> [IndicatorResult] {
    standing?.pin?.marked(results) ?? results
  }
}
