/// Link headers as RFC 8288 writes them.
enum LinkHeader {
  /// The first address with the relation `next`; `nil` when there is none. What is not well formed
  /// is passed over up to the next `<`.
  static func next(in headers: [String]) -> String? {
    for header in headers {
      var rest = Substring(header)
      while let open = rest.firstIndex(of: "<") {
        rest = rest[rest.index(after: open)...]
        guard let close = rest.firstIndex(of: ">") else { break }
        let target = rest[..<close]
        rest = rest[rest.index(after: close)...]
        if relations(&rest).contains("next") { return String(target) }
      }
    }
    return nil
  }

  /// The words of the first `rel` among the parameters, in lower case; leaves the rest behind the
  /// comma that ends them.
  private static func relations(_ rest: inout Substring) -> [String] {
    var relations: [String]?
    while let character = rest.first {
      if character == "," { break }
      guard character != ";" && character != " " && character != "\t" else {
        rest.removeFirst()
        continue
      }
      let name = take(&rest) { !"=;, \t".contains($0) }
      skipBlanks(&rest)
      guard rest.first == "=" else {
        if name.isEmpty { rest.removeFirst() }
        continue
      }
      rest.removeFirst()
      skipBlanks(&rest)
      let value = value(&rest)
      // Only the first one counts: RFC 8288, 3.3.
      if name.lowercased() == "rel", relations == nil {
        relations = value.lowercased().split(separator: " ").map(String.init)
      }
    }
    return relations ?? []
  }

  private static func value(_ rest: inout Substring) -> String {
    guard rest.first == "\"" else { return take(&rest) { !";, \t".contains($0) } }
    rest.removeFirst()
    var value = ""
    while let character = rest.popFirst(), character != "\"" {
      if character == "\\", let escaped = rest.popFirst() {
        value.append(escaped)
      } else {
        value.append(character)
      }
    }
    return value
  }

  private static func take(
    _ rest: inout Substring, while isWanted: (Character) -> Bool
  ) -> String {
    let taken = rest.prefix(while: isWanted)
    rest = rest[taken.endIndex...]
    return String(taken)
  }

  private static func skipBlanks(_ rest: inout Substring) {
    rest = rest.drop { $0 == " " || $0 == "\t" }
  }
}
