/// Why a query has no answer: the query names something that does not exist.
public struct IndicatorError: Error, Equatable, Sendable, CustomStringConvertible {
  /// What was wrong.
  public enum Kind: String, Sendable, CaseIterable {
    case unknownIndicator = "unknown_indicator"
    case unknownDimension = "unknown_dimension"
    case unknownValue = "unknown_value"
    case repeatedFilter = "repeated_filter"
    case invalidPeriod = "invalid_period"
    case futurePeriod = "future_period"
    case definitionGone = "definition_gone"
  }

  /// What was wrong; its raw value is the stable code that HTTP answers carry.
  public let kind: Kind
  /// One sentence: what was asked, what is wrong with it, what may be asked.
  public let description: String
  /// The same sentence in Vietnamese, with the same ids, values and dates.
  public let vietnamese: String

  /// An error of a kind with its sentence, in English and in Vietnamese.
  public init(_ kind: Kind, _ description: String, vi vietnamese: String) {
    self.kind = kind
    self.description = description
    self.vietnamese = vietnamese
  }

  /// Equal means same kind.
  public static func == (left: IndicatorError, right: IndicatorError) -> Bool {
    left.kind == right.kind
  }
}
