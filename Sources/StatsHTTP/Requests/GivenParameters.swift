internal import HTTPTypes
internal import Hummingbird
internal import Indicators

/// The parameters of a request: none but those of its endpoint, each at most once, none empty.
struct GivenParameters: Sendable {
  private let endpoint: Endpoint
  private var values: [String: String] = [:]

  /// Reads the parameters of the path and of the query. Throws `unknown_parameter`,
  /// `repeated_parameter`, and `bad_value` for an empty value or one with U+0000, beside what the
  /// reading of a query throws.
  init(
    _ endpoint: Endpoint, path: (String) -> Substring?, query: String, headers: HTTPFields = [:]
  ) throws(Problem) {
    self.endpoint = endpoint
    let known = endpoint.parameters.filter { $0.place == .query }.map(\.name)
    for (name, value) in try QueryString.parameters(of: query) {
      guard known.contains(name) else { throw Self.unknown(name, known: known) }
      guard values[name] == nil else {
        throw Problem(
          .repeatedParameter,
          Wording(
            vi: "tham số \"\(name)\" xuất hiện nhiều lần; chỉ ghi một lần",
            en: "the parameter \"\(name)\" is given more than once; give it once"))
      }
      guard !value.isEmpty else {
        throw Problem(
          .badValue,
          Wording(
            vi: "tham số \"\(name)\" không có giá trị; hãy cho giá trị hoặc bỏ tham số",
            en: "the parameter \"\(name)\" has no value; give one or leave it out"))
      }
      values[name] = value
    }
    for parameter in endpoint.parameters {
      switch parameter.place {
      case .query: break
      case .path:
        guard let text = path(parameter.name) else { continue }
        values[parameter.name] = try QueryString.decoded(text.utf8, plusIsBlank: false)
      case .header:
        if let name = HTTPField.Name(parameter.name) { values[parameter.name] = headers[name] }
      }
    }
    // No text of the records holds one, and PostgreSQL takes none.
    if let name = values.first(where: { $0.value.unicodeScalars.contains("\0") })?.key {
      throw Problem(
        .badValue,
        Wording(
          vi: "tham số \"\(name)\" chứa ký tự U+0000; hãy bỏ ký tự ấy",
          en: "the parameter \"\(name)\" holds the character U+0000; leave it out"))
    }
  }

  /// The value of a parameter; nil where it is not given. Throws `bad_value` with the orders how
  /// to write it, or what its reading throws.
  func value<Value>(_ parameter: Parameter<Value>) throws(Problem) -> Value? {
    precondition(
      endpoint.parameters.contains { $0.name == parameter.name && $0.place == parameter.place },
      "\(endpoint.id) reads \(parameter.name), which it does not declare")
    guard let text = values[parameter.name] else { return nil }
    do {
      if let value = try parameter.read(text) { return value }
    } catch let problem as Problem {
      throw problem
    } catch let error as IndicatorError {
      throw Problem(error)
    } catch {
      throw Self.unreadable(parameter.name, text, parameter.orders)
    }
    throw Self.unreadable(parameter.name, text, parameter.orders)
  }

  /// The value of a parameter of the path, which is always there.
  func required<Value>(_ parameter: Parameter<Value>) throws(Problem) -> Value {
    guard let value = try value(parameter) else {
      preconditionFailure("\(endpoint.path) has no \(parameter.name)")
    }
    return value
  }

  private static func unreadable(_ name: String, _ text: String, _ orders: Wording) -> Problem {
    Problem(
      .badValue,
      Wording(
        vi: "không đọc được giá trị \"\(text.prefix(80))\" của tham số \"\(name)\"; \(orders.vi)",
        en: "the parameter \"\(name)\" cannot be read as \"\(text.prefix(80))\"; \(orders.en)"))
  }

  private static func unknown(_ name: String, known: [String]) -> Problem {
    let name = name.prefix(80)
    guard !known.isEmpty else {
      return Problem(
        .unknownParameter,
        Wording(
          vi: "ở đây không có tham số \"\(name)\"; địa chỉ này không nhận tham số nào",
          en: "there is no parameter \"\(name)\" here; this path takes none"))
    }
    let list = known.sorted().joined(separator: ", ")
    return Problem(
      .unknownParameter,
      Wording(
        vi: "ở đây không có tham số \"\(name)\"; có các tham số \(list)",
        en: "there is no parameter \"\(name)\" here; known are \(list)"))
  }
}
