public import Indicators

/// Gives the rows behind the figures of one kind of fact.
///
/// Whoever implements it runs the predicates that count, without adding up: there are as many rows
/// of each kind as the figure says.
public protocol ExplainedRows: Sendable {
  /// Whether it knows the rows of the indicator with this id.
  func explains(_ indicator: String) -> Bool

  /// A page of rows with the figure that they make. Throws `IndicatorError` for a question that
  /// names what does not exist, and `StoreError.badRequest` for a cursor of another question.
  func explanation(of request: ExplainRequest) async throws -> Explanation
}
