/// JSON text under construction, with the bytes that Foundation's `JSONEncoder` writes when it
/// pretty-prints without escaping slashes: two blanks of indentation, a blank on both sides of a
/// colon. Keys stand in the order in which they are written; the documents write them sorted.
///
/// It is not that encoder because a split by procedure of a whole province takes the encoder a
/// tenth of a second, twenty times as long as counting it.
package struct JSONWriter {
  package private(set) var bytes: [UInt8] = []
  private var depth = 0
  /// Whether the innermost object or array has nothing in it yet.
  private var isEmpty = true

  /// An empty text.
  package init() {}

  /// An object; `fill` writes its keys, each followed by its value.
  package mutating func object(_ fill: (inout JSONWriter) -> Void) {
    nested(UInt8(ascii: "{"), UInt8(ascii: "}"), fill)
  }

  /// An array with what `write` writes for each item.
  package mutating func array<Item>(_ items: [Item], _ write: (inout JSONWriter, Item) -> Void) {
    nested(UInt8(ascii: "["), UInt8(ascii: "]")) { writer in
      for item in items {
        writer.startItem()
        write(&writer, item)
      }
    }
  }

  /// The key of the value that is written next: a name that needs no escaping.
  package mutating func key(_ name: String) {
    startItem()
    bytes.append(UInt8(ascii: "\""))
    bytes.append(contentsOf: name.utf8)
    bytes.append(contentsOf: "\" : ".utf8)
  }

  /// No value.
  package mutating func null() { bytes.append(contentsOf: "null".utf8) }

  /// Yes or no.
  package mutating func value(_ isTrue: Bool) {
    bytes.append(contentsOf: (isTrue ? "true" : "false").utf8)
  }

  /// A whole number.
  package mutating func value(_ number: some BinaryInteger) {
    bytes.append(contentsOf: String(number).utf8)
  }

  /// A fraction, or null where there is none.
  package mutating func value(_ fraction: Double?) {
    guard let fraction else { return null() }
    bytes.append(contentsOf: fraction.shortestText.utf8)
  }

  /// A text, or null where there is none.
  package mutating func value(_ text: String?) {
    guard let text else { return null() }
    bytes.append(UInt8(ascii: "\""))
    if text.utf8.contains(where: Self.isEscaped) {
      for byte in text.utf8 { append(escaping: byte) }
    } else {
      bytes.append(contentsOf: text.utf8)
    }
    bytes.append(UInt8(ascii: "\""))
  }

  /// A value that is JSON text already, without a newline at its end.
  package mutating func raw(_ json: some Sequence<UInt8>) { bytes.append(contentsOf: json) }

  /// The text, with a newline at its end.
  package consuming func finished() -> [UInt8] {
    bytes.append(0x0A)
    return bytes
  }

  private static func isEscaped(_ byte: UInt8) -> Bool {
    byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\")
  }

  private mutating func append(escaping byte: UInt8) {
    guard Self.isEscaped(byte) else { return bytes.append(byte) }
    bytes.append(UInt8(ascii: "\\"))
    switch byte {
    case 0x08: bytes.append(UInt8(ascii: "b"))
    case 0x09: bytes.append(UInt8(ascii: "t"))
    case 0x0A: bytes.append(UInt8(ascii: "n"))
    case 0x0C: bytes.append(UInt8(ascii: "f"))
    case 0x0D: bytes.append(UInt8(ascii: "r"))
    case 0x00...0x1F:
      let digits = String(byte, radix: 16)
      bytes.append(contentsOf: (byte < 0x10 ? "u000" : "u00").utf8)
      bytes.append(contentsOf: digits.utf8)
    default: bytes.append(byte)
    }
  }

  private mutating func nested(
    _ open: UInt8, _ close: UInt8, _ fill: (inout JSONWriter) -> Void
  ) {
    bytes.append(open)
    depth += 1
    isEmpty = true
    fill(&self)
    depth -= 1
    // An empty object or array has an empty line between its brackets, as Foundation writes it.
    if isEmpty { bytes.append(0x0A) }
    startLine()
    bytes.append(close)
    isEmpty = false
  }

  private mutating func startItem() {
    if !isEmpty { bytes.append(UInt8(ascii: ",")) }
    isEmpty = false
    startLine()
  }

  private mutating func startLine() {
    bytes.append(0x0A)
    bytes.append(contentsOf: repeatElement(UInt8(ascii: " "), count: 2 * depth))
  }
}

extension Double {
  /// The shortest decimal text that reads back as the same value, without a fraction of zero.
  var shortestText: String {
    let text = description
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }
}
