internal import Indicators

/// Where a parameter stands in a request.
enum ParameterPlace: String, Sendable {
  case path
  case query
  case header
}

/// A parameter of a request: what parses it, refuses it and documents it is declared once.
struct Parameter<Value: Sendable>: Sendable {
  let name: String
  let place: ParameterPlace
  let schema: JSONSchema
  /// What it asks for, for the document.
  let summary: String
  /// How to write it, for who wrote it otherwise.
  let orders: Wording
  /// Nil for what cannot be read. What it throws passes through.
  let read: @Sendable (String) throws -> Value?

  init(
    _ name: String, in place: ParameterPlace = .query, schema: JSONSchema, summary: String,
    orders: Wording, read: @escaping @Sendable (String) throws -> Value?
  ) {
    self.name = name
    self.place = place
    self.schema = schema
    self.summary = summary
    self.orders = orders
    self.read = read
  }

  /// The same without its type, for the list of an endpoint.
  var declaration: ParameterDeclaration {
    ParameterDeclaration(
      name: name, place: place, schema: schema, summary: summary, isRequired: place == .path)
  }
}

extension Parameter
where Value: RawRepresentable & CaseIterable & Sendable, Value.RawValue == String {
  /// A parameter that knows a few words.
  static func choice(
    _ name: String, in place: ParameterPlace = .query, summary: String
  ) -> Parameter {
    choice(name, in: place, of: Value.allCases.map(\.self), summary: summary)
  }

  /// A parameter that knows a few of the words.
  static func choice(
    _ name: String, in place: ParameterPlace = .query, of values: [Value], summary: String
  ) -> Parameter {
    let words = values.map(\.rawValue)
    return Parameter(
      name, in: place, schema: .string(enum: words), summary: summary,
      orders: Wording(
        vi: "hãy viết \(words.joined(separator: " hoặc "))",
        en: "write \(words.joined(separator: " or "))")
    ) { text in words.contains(text) ? Value(rawValue: text) : nil }
  }
}

extension Parameter where Value == Bool {
  /// A parameter that is `true` or `false`.
  static func flag(_ name: String, summary: String) -> Parameter {
    Parameter(
      name, schema: .string(enum: ["true", "false"]), summary: summary,
      orders: Wording(vi: "hãy viết true hoặc false", en: "write true or false")
    ) { text in text == "true" ? true : text == "false" ? false : nil }
  }
}

extension Parameter where Value == Int {
  /// A parameter that is a whole number of a range.
  static func number(_ name: String, in range: ClosedRange<Int>, summary: String) -> Parameter {
    Parameter(
      name, schema: .integer(minimum: range.lowerBound, maximum: range.upperBound),
      summary: summary,
      orders: Wording(
        vi: "hãy viết một số từ \(range.lowerBound) đến \(range.upperBound)",
        en: "write a number from \(range.lowerBound) to \(range.upperBound)")
    ) { text in
      // Digits only: "+1" and "１" are read elsewhere, "007" is somebody's code.
      guard text.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let number = Int(text),
        range.contains(number), String(number) == text
      else { return nil }
      return number
    }
  }
}

/// A parameter as the endpoint lists it.
struct ParameterDeclaration: Sendable {
  let name: String
  let place: ParameterPlace
  let schema: JSONSchema
  let summary: String
  let isRequired: Bool
}
