/// A number of a workbook as text: with 15 significant digits, as Excel shows it in a cell that is
/// wide enough.
///
/// It works on the digits as they are written, so that nothing depends on binary fractions. A
/// format adds zeros and never takes a digit away: what a cell's format hides is still its value.
struct DecimalText: Sendable {
  private static let significant = 15
  /// From here on, and below a billionth, Excel itself shows an exponent.
  private static let longestInteger = 20

  private var digits: [UInt8] = []

  /// Appends the number, written as XML Schema's `double`; false where it is none.
  mutating func append(
    _ text: [UInt8], integers: Int, decimals: Int, to target: inout [UInt8]
  ) -> Bool {
    guard let (isNegative, parsed) = parse(text) else { return false }
    var point = round(parsed)
    while digits.last == 0 { digits.removeLast() }
    if digits.isEmpty { point = 0 }
    if isNegative, !digits.isEmpty { target.append(UInt8(ascii: "-")) }
    if point > Self.longestInteger || point < -8 {
      appendWithExponent(point - 1, to: &target)
      return true
    }
    for _ in 0..<max(0, integers - max(0, point)) { target.append(0x30) }
    for position in 0..<max(0, point) { target.append(0x30 + digit(position)) }
    let count = max(digits.count - point, decimals)
    if count > 0 {
      target.append(UInt8(ascii: "."))
      for position in 0..<count { target.append(0x30 + digit(point + position)) }
    }
    return true
  }

  private func digit(_ position: Int) -> UInt8 {
    digits.indices.contains(position) ? digits[position] : 0
  }

  /// Fills ``digits`` with the digits behind the leading zeros, one more than are significant at
  /// most. Returns the sign and how many digits stand in front of the decimal point.
  private mutating func parse(_ text: [UInt8]) -> (isNegative: Bool, point: Int)? {
    digits.removeAll(keepingCapacity: true)
    var rest = text[...]
    while let byte = rest.first, byte <= 0x20 { rest.removeFirst() }
    while let byte = rest.last, byte <= 0x20 { rest.removeLast() }
    let isNegative = rest.first == UInt8(ascii: "-")
    if isNegative || rest.first == UInt8(ascii: "+") { rest.removeFirst() }
    var point = 0
    var hasDigits = false
    var inFraction = false
    scan: while let byte = rest.first {
      switch byte {
      case 0x30...0x39:
        hasDigits = true
        if byte != 0x30 || !digits.isEmpty {
          if digits.count <= Self.significant { digits.append(byte - 0x30) }
          if !inFraction { point += 1 }
        } else if inFraction {
          point -= 1
        }
      case UInt8(ascii: "."):
        if inFraction { return nil }
        inFraction = true
      case UInt8(ascii: "e"), UInt8(ascii: "E"):
        break scan
      default:
        return nil
      }
      rest.removeFirst()
    }
    guard hasDigits else { return nil }
    if !rest.isEmpty {
      rest.removeFirst()
      let isDown = rest.first == UInt8(ascii: "-")
      if isDown || rest.first == UInt8(ascii: "+") { rest.removeFirst() }
      guard (1...5).contains(rest.count), rest.allSatisfy({ (0x30...0x39).contains($0) })
      else { return nil }
      let exponent = rest.reduce(0) { $0 * 10 + Int($1 - 0x30) }
      point += isDown ? -exponent : exponent
    }
    return (isNegative, point)
  }

  /// Rounds to the significant digits, half up; returns where the decimal point is then.
  private mutating func round(_ point: Int) -> Int {
    guard digits.count > Self.significant else { return point }
    guard digits.removeLast() >= 5 else { return point }
    var position = digits.count - 1
    while position >= 0, digits[position] == 9 {
      digits.removeLast()
      position -= 1
    }
    if position < 0 {
      digits.append(1)
      return point + 1
    }
    digits[position] += 1
    return point
  }

  private func appendWithExponent(_ exponent: Int, to target: inout [UInt8]) {
    target.append(0x30 + digit(0))
    if digits.count > 1 {
      target.append(UInt8(ascii: "."))
      for position in 1..<digits.count { target.append(0x30 + digit(position)) }
    }
    target.append(contentsOf: exponent < 0 ? "E-".utf8 : "E+".utf8)
    let magnitude = String(abs(exponent))
    if magnitude.utf8.count < 2 { target.append(0x30) }
    target.append(contentsOf: magnitude.utf8)
  }
}
