/// A CSV text under construction: UTF-8 with a byte order mark, so that spreadsheets read
/// Vietnamese, and lines that end in CR LF (RFC 4180).
struct CSVTable {
  private(set) var bytes: [UInt8] = [0xEF, 0xBB, 0xBF]

  /// One cell of a line.
  enum Cell {
    /// Text from anywhere; made harmless for spreadsheets.
    case text(String)
    /// A number that this program wrote itself; kept as it is.
    case number(String)
    /// No value.
    case empty

    /// A whole number.
    static func integer(_ value: some BinaryInteger) -> Cell { .number(String(value)) }

    /// A fraction in its shortest form that reads back as the same value, with the digits of the
    /// JSON answer; no value where there is none.
    static func fraction(_ value: Double?) -> Cell {
      value.map { .number($0.shortestText) } ?? .empty
    }
  }

  mutating func append(line cells: [Cell]) {
    for (position, cell) in cells.enumerated() {
      if position > 0 { bytes.append(UInt8(ascii: ",")) }
      switch cell {
      case .text(let text): append(quoted: Self.harmless(text))
      case .number(let text): bytes.append(contentsOf: text.utf8)
      case .empty: break
      }
    }
    bytes.append(contentsOf: [0x0D, 0x0A])
  }

  private mutating func append(quoted text: String) {
    let needsQuotes = text.utf8.contains { byte in
      byte == UInt8(ascii: ",") || byte == UInt8(ascii: "\"") || byte == 0x0D || byte == 0x0A
    }
    guard needsQuotes else {
      bytes.append(contentsOf: text.utf8)
      return
    }
    bytes.append(UInt8(ascii: "\""))
    for byte in text.utf8 {
      if byte == UInt8(ascii: "\"") { bytes.append(byte) }
      bytes.append(byte)
    }
    bytes.append(UInt8(ascii: "\""))
  }

  /// Spreadsheets run a cell that begins with one of these as a formula; an apostrophe before it
  /// makes it text (https://owasp.org/www-community/attacks/CSV_Injection).
  private static func harmless(_ text: String) -> String {
    switch text.utf8.first {
    case UInt8(ascii: "="), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "@"), 0x09, 0x0A,
      0x0D:
      "'" + text
    default: text
    }
  }
}
