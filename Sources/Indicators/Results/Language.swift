/// The language of texts for people.
public enum Language: String, Sendable, Hashable, CaseIterable {
  /// Vietnamese, the default everywhere.
  case vi
  /// English.
  case en

  /// What stands between the whole part and the decimals of a number.
  var decimalSeparator: String { self == .vi ? "," : "." }
}
