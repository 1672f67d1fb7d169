/// What may stand in JSON without quotes.
enum JSONWord {
  private static let null = Array("null".utf8)
  private static let names = [null, Array("true".utf8), Array("false".utf8)]

  static func isNull(_ word: ArraySlice<UInt8>) -> Bool { word.elementsEqual(null) }

  /// Whether the bytes are a number, `true`, `false` or `null`.
  static func isValid(_ word: ArraySlice<UInt8>) -> Bool {
    names.contains { word.elementsEqual($0) } || isNumber(word)
  }

  private static func isNumber(_ word: ArraySlice<UInt8>) -> Bool {
    var rest = word
    if rest.first == UInt8(ascii: "-") { rest.removeFirst() }
    if rest.first == UInt8(ascii: "0") {
      rest.removeFirst()
    } else if !takeDigits(&rest) {
      return false
    }
    if rest.first == UInt8(ascii: ".") {
      rest.removeFirst()
      if !takeDigits(&rest) { return false }
    }
    if let byte = rest.first, byte | 0x20 == UInt8(ascii: "e") {
      rest.removeFirst()
      if rest.first == UInt8(ascii: "+") || rest.first == UInt8(ascii: "-") { rest.removeFirst() }
      if !takeDigits(&rest) { return false }
    }
    return rest.isEmpty
  }

  private static func takeDigits(_ rest: inout ArraySlice<UInt8>) -> Bool {
    let count = rest.count
    while let byte = rest.first, (0x30...0x39).contains(byte) { rest.removeFirst() }
    return rest.count < count
  }
}
