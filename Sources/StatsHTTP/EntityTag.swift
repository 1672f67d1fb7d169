internal import Indicators
internal import Procedures

/// The strong entity tag of an answer (RFC 9110 §8.8.3).
struct EntityTag: Hashable {
  /// The tag with its quotes.
  let text: String

  /// A tag given with its quotes.
  init(text: String) { self.text = text }

  /// The tag of an answer: all that its bytes depend on, in canonical form, so that two spellings
  /// of one question share a tag. Flags belong to it, as a source can grow stale without a new
  /// data version.
  init(
    _ result: IndicatorResult, format: AnswerFormat, language: Language, programVersion: String
  ) {
    let figure = result.figure
    var parts = [
      figure.indicator, String(figure.version), figure.count.rawValue, figure.scope.authority,
      figure.scope.agency ?? "-", result.by?.rawValue ?? "-", figure.period ?? "-",
      figure.validOn.description, figure.knownOn.description, String(figure.dataVersion),
      format.rawValue, language.rawValue, programVersion, figure.flags.joined(separator: ";"),
    ]
    for (dimension, value) in figure.scope.filters.sorted(by: { $0.key.rawValue < $1.key.rawValue })
    {
      parts += [dimension.rawValue, value]
    }
    if let other = result.comparison?.figure {
      parts += ["compare", other.period ?? "-", other.validOn.description]
    }
    self.init(hashing: parts, prefix: String(figure.dataVersion))
  }

  /// The tag of a fixed text in one version of the program.
  init(bytes: [UInt8], programVersion: String) {
    self.init(hashing: [programVersion, String(decoding: bytes, as: UTF8.self)], prefix: "d")
  }

  private init(hashing parts: [String], prefix: String) {
    // FNV-1a in 64 bits: the standard hash is seeded anew in each process, and a tag must outlive
    // a restart. http://www.isthe.com/chongo/tech/comp/fnv/
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for part in parts {
      for byte in part.utf8 { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01b3 }
      // No UTF-8 text holds this byte, so that parts cannot run into each other.
      hash = (hash ^ 0xFF) &* 0x0000_0100_0000_01b3
    }
    let digits = String(hash, radix: 16)
    text = "\"\(prefix)-\(String(repeating: "0", count: 16 - digits.utf8.count))\(digits)\""
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
