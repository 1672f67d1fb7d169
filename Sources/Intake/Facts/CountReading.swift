/// Whole numbers and percentages as cells write them.
enum CountReading: Sendable, Hashable {
  case nothing
  case bad
  case count(Int64)

  /// The number, where there is one.
  var value: Int64? {
    if case .count(let value) = self { value } else { nil }
  }

  /// A number that is not negative: digits, in groups of three by dots, commas or blanks, with a
  /// fraction of zeros at most: `50000`, `1.250.000`, `50,000.00`, `12.0`. A single group behind a
  /// separator is thousands where it has three digits, whatever the sign, as đồng have no parts.
  static func count(_ cell: String) -> CountReading {
    let text = VietnameseText.normalised(cell)
    if Vocabulary.standard.saysNothing(VietnameseText.matchKey(text), text) { return .nothing }
    let bytes = text.utf8.filter { $0 != 0x20 }
    guard bytes.first.map(isDigit) ?? false, bytes.count <= 32 else { return .bad }
    var groups: [[UInt8]] = [[]]
    var marks: [UInt8] = []
    for byte in bytes {
      if isDigit(byte) {
        groups[groups.count - 1].append(byte)
      } else if byte == UInt8(ascii: ".") || byte == UInt8(ascii: ",") {
        marks.append(byte)
        groups.append([])
      } else {
        return .bad
      }
    }
    if let last = marks.last, let fraction = groups.last,
      fraction.count != 3 || marks.dropLast().contains(where: { $0 != last })
    {
      // A fraction: behind the only mark, or behind another mark than the groups have.
      guard !fraction.isEmpty, fraction.allSatisfy({ $0 == 0x30 }),
        !marks.dropLast().contains(last)
      else { return .bad }
      marks.removeLast()
      groups.removeLast()
    }
    if groups.count > 1 {
      guard (1...3).contains(groups[0].count), groups.dropFirst().allSatisfy({ $0.count == 3 }),
        Set(marks).count == 1
      else { return .bad }
    }
    guard let number = Int64(String(decoding: groups.joined(), as: UTF8.self)) else { return .bad }
    return .count(number)
  }

  /// An amount in đồng: ``count(_:)`` with the currency behind it or not.
  static func amount(_ cell: String) -> CountReading {
    var words = VietnameseText.normalised(cell).lowercased()[...]
    for unit in ["vnđ", "vnd", "đồng", "đ"] where words.hasSuffix(unit) {
      words = words.dropLast(unit.count)
      break
    }
    return count(String(words))
  }

  /// A percentage or score from 0 to 100 as canonical decimal text, `84,250 %` as `84.25`; nil for
  /// anything else. One mark, dot or comma, separates the fraction, of at most nine digits.
  static func percentage(_ cell: String) -> String? {
    var text = VietnameseText.normalised(cell)[...]
    if text.hasSuffix("%") { text = text.dropLast() }
    let bytes = text.utf8.filter { $0 != 0x20 }.map { $0 == UInt8(ascii: ",") ? 0x2E : $0 }
    let parts = bytes.split(separator: 0x2E, omittingEmptySubsequences: false)
    guard (1...2).contains(parts.count), parts.allSatisfy({ !$0.isEmpty && $0.count <= 9 }),
      bytes.allSatisfy({ isDigit($0) || $0 == 0x2E }),
      let whole = Int64(String(decoding: parts[0], as: UTF8.self))
    else { return nil }
    var fraction = parts.count == 2 ? Array(parts[1]) : []
    while fraction.last == 0x30 { fraction.removeLast() }
    guard whole < 100 || (whole == 100 && fraction.isEmpty) else { return nil }
    return fraction.isEmpty
      ? "\(whole)" : "\(whole).\(String(decoding: fraction, as: UTF8.self))"
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
}
