/// What an answer says of itself, beside its table.
struct PortalStatus: Sendable {
  private static let totals: Set<String> = [
    "total", "totalelements", "totalitems", "totalcount", "totalrecords", "totalrows",
  ]
  private static let good: Set<String> = ["ok", "success", "0", "00", "200", "201", "true"]

  private var words: [String: String] = [:]

  /// How many items there are at the source, where the answer says it.
  private(set) var announced: Int?

  /// Takes in a key of the answer and its text or number.
  mutating func note(_ key: [UInt8], isTop: Bool, value: [UInt8]) {
    let name = String(decoding: key, as: UTF8.self).lowercased()
    let text = String(decoding: value.prefix(200), as: UTF8.self)
    if isTop { words[name] = text }
    if Self.totals.contains(name), let count = Int(text), count > announced ?? -1 {
      announced = count
    }
  }

  /// What the portal says went wrong; nil where it says nothing of that kind. `isAnswer` tells
  /// that the keys at the top belong to an answer and not to an item with a `code` of its own.
  func complaint(isAnswer: Bool) -> String? {
    let message = ["message", "error_message", "error_description", "error", "msg"]
      .lazy.compactMap { words[$0] }.first { !$0.isEmpty && $0 != "false" && $0 != "null" }
    let said = message.map { ": \($0)" } ?? ", without a message"
    if let code = words["error_code"], !code.isEmpty, code != "null",
      Int(code.filter { $0 != " " }) != 0
    {
      return "error \(code)\(said)"
    }
    guard isAnswer else { return nil }
    if words["success"] == "false" { return "no success\(said)" }
    if let code = words["code"], !code.isEmpty, code != "null",
      !Self.good.contains(code.lowercased())
    {
      return "code \(code)\(said)"
    }
    return nil
  }

  /// Begins a new answer; the largest number of items announced stays.
  mutating func reset() { words.removeAll(keepingCapacity: true) }
}
