/// The strong entity tag of an answer (RFC 9110 §8.8.3).
struct EntityTag: Hashable {
  /// The tag with its quotes.
  let text: String

  /// A tag given with its quotes.
  init(text: String) { self.text = text }

  /// The tag of these bytes, in front the data version that they tell of.
  init(of body: some Sequence<UInt8>, dataVersion: Int64?) {
    // FNV-1a in 64 bits: the standard hash is seeded anew in each process, and a tag must outlive
    // a restart and be the same on every instance. http://www.isthe.com/chongo/tech/comp/fnv/
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in body { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01b3 }
    let digits = String(hash, radix: 16)
    let zeros = String(repeating: "0", count: 16 - digits.utf8.count)
    text = "\"\(dataVersion.map(String.init) ?? "d")-\(zeros)\(digits)\""
  }

  /// Whether one of the values of `If-None-Match` names the tag, by the weak comparison of
  /// RFC 9110 §13.1.2. What is no list of tags names nothing.
  func matches(ifNoneMatch values: [String]) -> Bool {
    values.contains { value in
      if value.trimmedOfBlanks == "*" { return true }
      return Self.tags(in: value).contains { $0 == text }
    }
  }

  /// The quoted parts of a list. A comma may stand inside a tag, so that the list is read quote by
  /// quote.
  private static func tags(in list: String) -> [String] {
    var result: [String] = []
    var rest = list[...]
    while let open = rest.firstIndex(of: "\"") {
      let inside = rest[rest.index(after: open)...]
      guard let close = inside.firstIndex(of: "\"") else { break }
      result.append(String(rest[open...close]))
      rest = rest[rest.index(after: close)...]
    }
    return result
  }
}

extension String {
  /// The text without blanks and tabs around it.
  var trimmedOfBlanks: Substring {
    var rest = self[...]
    while rest.first == " " || rest.first == "\t" { rest = rest.dropFirst() }
    while rest.last == " " || rest.last == "\t" { rest = rest.dropLast() }
    return rest
  }
}
