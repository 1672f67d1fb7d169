/// The parameters of a query, each given at most once and none but the allowed.
struct GivenParameters {
  private let values: [String: String]

  /// Throws `unknown_parameter`, `repeated_parameter`, and `bad_value` for an empty value, beside
  /// what the reading of a query throws.
  init(_ query: String, allowed: [String]) throws(Problem) {
    var values: [String: String] = [:]
    for (name, value) in try QueryString.parameters(of: query) {
      guard allowed.contains(name) else {
        throw Problem(
          .unknownParameter,
          "there is no parameter \"\(name.prefix(80))\" here; known are "
            + allowed.joined(separator: ", "))
      }
      guard values[name] == nil else {
        throw Problem(
          .repeatedParameter, "the parameter \"\(name)\" is given more than once; give it once")
      }
      guard !value.isEmpty else {
        throw Problem(
          .badValue, "the parameter \"\(name)\" has no value; give one or leave it out")
      }
      values[name] = value
    }
    self.values = values
  }

  /// The text of a parameter; nil where it is not given.
  subscript(name: String) -> String? { values[name] }

  /// The value of a parameter that `read` understands; nil where it is not given. Throws
  /// `bad_value` with the orders how to write it.
  func value<Value>(
    _ name: String, orders: String, _ read: (String) -> Value?
  ) throws(Problem) -> Value? {
    guard let text = values[name] else { return nil }
    guard let value = read(text) else {
      throw Problem(
        .badValue,
        "the parameter \"\(name)\" cannot be read as \"\(text.prefix(80))\"; \(orders)")
    }
    return value
  }

  /// The value of a parameter that knows a few words.
  func choice<Word: RawRepresentable & CaseIterable>(
    _ name: String
  ) throws(Problem) -> Word? where Word.RawValue == String {
    let words = Word.allCases.map(\.rawValue).joined(separator: " or ")
    return try value(name, orders: "write \(words)") { Word(rawValue: $0) }
  }
}
