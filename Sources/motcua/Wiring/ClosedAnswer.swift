import Indicators
import Procedures
import Store

/// By which knowledge a question about a period is answered.
struct ClosedAnswer: Sendable {
  /// The instant asked for, else that of the closing; nil is now.
  let known: Instant?
  private let pin: PinnedPeriod?

  /// A closed period answers as it was closed, unless an instant of knowledge is asked for.
  init(
    _ period: Period?, known: Instant?, _ register: ClosedPeriodRegister
  ) async throws {
    guard let period, known == nil else {
      self.known = known
      pin = nil
      return
    }
    pin = try await register.pin(of: period)
    self.known = pin?.known
  }

  /// The results with the flags of a closed period, where it is one.
  func marked(_ results: [IndicatorResult]) -> [IndicatorResult] { pin?.marked(results) ?? results }
}
