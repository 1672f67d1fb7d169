import Foundation

/// Holds JSON against the schemas of the service's own document: the part of JSON Schema 2020-12
/// that the document uses, and nothing else; a keyword that it does not know is a finding.
struct SchemaChecker {
  private let components: [String: JSONValue]

  /// A checker with the components of a document.
  init(document: JSONValue) { components = document["components"]?["schemas"]?.object ?? [:] }

  /// What is wrong with a value, one sentence each, with where it stands; empty where nothing is.
  func findings(_ value: JSONValue, against schema: JSONValue, at path: String = "$") -> [String] {
    var found: [String] = []
    for (keyword, rule) in schema.object ?? [:] {
      switch keyword {
      case "description", "properties", "required", "additionalProperties": break
      case "$ref": found += reference(rule, value, path)
      case "anyOf": found += anyOf(rule, value, path)
      case "type": found += type(rule, value, path)
      case "enum":
        if rule.array?.contains(value) != true { found.append("\(path): \(value) is no such word") }
      case "items":
        for (index, item) in (value.array ?? []).enumerated() {
          found += findings(item, against: rule, at: "\(path)[\(index)]")
        }
      case "minimum":
        if let number = value.number, let least = rule.number, number < least {
          found.append("\(path): \(number) is under \(least)")
        }
      case "maximum":
        if let number = value.number, let most = rule.number, number > most {
          found.append("\(path): \(number) is over \(most)")
        }
      case "minLength":
        if let text = value.text, Double(text.unicodeScalars.count) < rule.number ?? 0 {
          found.append("\(path): \(value) is too short")
        }
      case "maxLength":
        if let text = value.text, Double(text.unicodeScalars.count) > rule.number ?? .infinity {
          found.append("\(path): \(value) is too long")
        }
      case "format": found += format(rule, value, path)
      case "pattern":
        if let text = value.text, let pattern = rule.text,
          text.range(of: pattern, options: .regularExpression) == nil
        {
          found.append("\(path): \(value) does not fit \(pattern)")
        }
      default: found.append("\(path): the schema has the keyword \(keyword)")
      }
    }
    if let object = value.object, schema["type"] == .text("object") {
      found += members(of: object, schema, path)
    }
    return found.sorted()
  }

  private func members(
    of object: [String: JSONValue], _ schema: JSONValue, _ path: String
  ) -> [String] {
    let required = (schema["required"]?.array ?? []).compactMap(\.text)
    var found = required.filter { object[$0] == nil }.map { "\(path): \($0) is missing" }
    for (name, value) in object {
      if let property = schema["properties"]?[name] {
        found += findings(value, against: property, at: "\(path).\(name)")
      } else if schema["additionalProperties"] == .boolean(false) {
        found.append("\(path): \(name) is not declared")
      } else if let rest = schema["additionalProperties"] {
        found += findings(value, against: rest, at: "\(path).\(name)")
      }
    }
    return found
  }

  private func reference(_ rule: JSONValue, _ value: JSONValue, _ path: String) -> [String] {
    let name = rule.text?.split(separator: "/").last.map(String.init) ?? ""
    guard let schema = components[name] else { return ["\(path): there is no component \(name)"] }
    return findings(value, against: schema, at: path)
  }

  private func anyOf(_ rule: JSONValue, _ value: JSONValue, _ path: String) -> [String] {
    let all = (rule.array ?? []).map { findings(value, against: $0, at: path) }
    return all.contains(where: \.isEmpty) ? [] : all.min { $0.count < $1.count } ?? []
  }

  private func type(_ rule: JSONValue, _ value: JSONValue, _ path: String) -> [String] {
    let fits =
      switch (rule.text, value) {
      case ("object", .object), ("array", .array), ("string", .text), ("boolean", .boolean),
        ("null", .null), ("number", .number):
        true
      case ("integer", .number(let number)): number.rounded() == number
      default: false
      }
    return fits ? [] : ["\(path): \(value) is no \(rule.text ?? "")"]
  }

  private func format(_ rule: JSONValue, _ value: JSONValue, _ path: String) -> [String] {
    guard let text = value.text else { return [] }
    let fits =
      switch rule.text {
      case "date": text.wholeMatch(of: /\d{4}-\d\d-\d\d/) != nil
      case "date-time": text.wholeMatch(of: /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z/) != nil
      default: false
      }
    return fits ? [] : ["\(path): \(value) is no \(rule.text ?? "")"]
  }
}
