internal import Indicators
internal import Procedures

/// A way to read.
protocol ReadRoute: Sendable {
  /// What it takes and answers.
  var endpoint: Endpoint { get }

  /// Finds what a request asks for. Throws a `Problem`, `IndicatorError`, ``NotFound`` or
  /// ``SourceUnavailable``.
  func find(_ given: GivenParameters) async throws -> Finding
}

/// What a route found, before it is written in one of its formats.
struct Finding: Sendable {
  /// The data version that answered; nil for what has none.
  var dataVersion: Int64?
  /// Whether the question itself says what was known: such an answer may be of an older data
  /// version than others.
  var isPinned = false
  /// Seconds since the answer was known to be good, where it stands in for a database that is
  /// gone; nil for a fresh answer.
  var ageSeconds: Int?
  /// Until when the answer holds though nothing is recorded; nil for always.
  var goodUntil: Instant?
  /// The cursor of the next page, where there is one.
  var next: String?
  /// Writes it.
  let write: @Sendable (AnswerFormat, Language) -> [UInt8]
}
