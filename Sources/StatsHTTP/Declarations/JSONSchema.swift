/// What a value may be: JSON Schema 2020-12, as OpenAPI 3.1 takes it.
struct JSONSchema: Sendable {
  private let members: [(String, JSONNode)]

  private init(_ members: [(String, JSONNode)]) { self.members = members }

  /// The schema as JSON.
  var node: JSONNode { .object(members) }

  /// Any text.
  static let string = JSONSchema([("type", .text("string"))])
  /// Yes or no.
  static let boolean = JSONSchema([("type", .text("boolean"))])
  /// Any number.
  static let number = JSONSchema([("type", .text("number"))])

  /// One of some words.
  static func string(enum words: [String]) -> JSONSchema {
    JSONSchema([("type", .text("string")), ("enum", .array(words.map { .text($0) }))])
  }

  /// Text in a format of RFC 3339 and others: `date`, `date-time`.
  static func string(format: String) -> JSONSchema {
    JSONSchema([("type", .text("string")), ("format", .text(format))])
  }

  /// Text in which a regular expression of ECMA-262 finds something, of at most so many characters.
  static func string(pattern: String, to longest: Int? = nil) -> JSONSchema {
    JSONSchema(
      [("type", .text("string")), ("pattern", .text(pattern))]
        + (longest.map { [("maxLength", .integer($0))] } ?? []))
  }

  /// Text of at least and at most so many characters.
  static func string(from shortest: Int, to longest: Int? = nil) -> JSONSchema {
    JSONSchema(
      [("type", .text("string")), ("minLength", .integer(shortest))]
        + (longest.map { [("maxLength", .integer($0))] } ?? []))
  }

  /// A whole number.
  static func integer(minimum: Int? = nil, maximum: Int? = nil) -> JSONSchema {
    JSONSchema(
      [("type", .text("integer"))] + (minimum.map { [("minimum", .integer($0))] } ?? [])
        + (maximum.map { [("maximum", .integer($0))] } ?? []))
  }

  /// A fraction from 0 to 1.
  static let fraction = JSONSchema([
    ("type", .text("number")), ("minimum", .integer(0)), ("maximum", .integer(1)),
  ])

  /// An object that has all of the members, maybe some of the optional ones, and, where it is
  /// closed, no others.
  static func object(
    _ members: [(String, JSONSchema)], optional: [(String, JSONSchema)] = [],
    isClosed: Bool = true
  ) -> JSONSchema {
    let properties = (members + optional).sorted { $0.0 < $1.0 }.map { ($0.0, $0.1.node) }
    return JSONSchema(
      [
        ("type", .text("object")), ("properties", .object(properties)),
        ("required", .array(members.map(\.0).sorted().map { .text($0) })),
      ] + (isClosed ? [("additionalProperties", .boolean(false))] : []))
  }

  /// An object from any name to a value.
  static func map(to value: JSONSchema) -> JSONSchema {
    JSONSchema([("type", .text("object")), ("additionalProperties", value.node)])
  }

  /// A list.
  static func array(of item: JSONSchema) -> JSONSchema {
    JSONSchema([("type", .text("array")), ("items", item.node)])
  }

  /// A value or null.
  static func nullable(_ schema: JSONSchema) -> JSONSchema {
    anyOf([schema, JSONSchema([("type", .text("null"))])])
  }

  /// What one of some schemas allows.
  static func anyOf(_ schemas: [JSONSchema]) -> JSONSchema {
    JSONSchema([("anyOf", .array(schemas.map(\.node)))])
  }

  /// A component of the document.
  static func ref(_ name: String) -> JSONSchema {
    JSONSchema([("$ref", .text("#/components/schemas/\(name)"))])
  }

  /// The schema with a sentence about its meaning.
  func described(_ sentence: String) -> JSONSchema {
    JSONSchema(members + [("description", .text(sentence))])
  }
}
