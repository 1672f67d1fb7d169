import FoundationEssentials
import Intake

/// The cells of a text once more, read as simply as can be: by row number.
struct NaiveTable {
  private struct Cell: Decodable {
    let text: String

    init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      if let text = try? container.decode(String.self) {
        self.text = text
      } else {
        text = ""
      }
    }
  }

  /// By row number; of JSON by the number of the item.
  var rows: [Int: [String]]

  init(grid: [[String]]) {
    rows = Dictionary(uniqueKeysWithValues: grid.enumerated().map { ($0 + 1, $1) })
  }

  /// Nil where the bytes are no such table. What the table was recognised as decides how they
  /// are taken apart.
  init?(_ bytes: [UInt8], _ recognition: Recognition) {
    if recognition.format.hasPrefix("JSON") {
      guard let items = try? JSONDecoder().decode([[String: Cell]].self, from: Data(bytes)) else {
        return nil
      }
      // White space of keys is folded, and one without a name stands behind the others.
      let headings = recognition.headings + [""]
      let table = items.map { item in
        let folded = Dictionary(
          item.map { ($0.split(separator: " ").joined(separator: " "), $1.text) },
          uniquingKeysWith: { first, _ in first })
        return headings.map { folded[$0] ?? "" }
      }
      self.init(grid: table)
      return
    }
    guard let separator = recognition.separator?.asciiValue else { return nil }
    var text = bytes
    if recognition.format.contains("UTF-16") {
      let low = recognition.format.hasSuffix("LE") ? 0 : 1
      let units = stride(from: 0, to: bytes.count - 1, by: 2).map {
        UInt16(bytes[$0 + low]) | UInt16(bytes[$0 + 1 - low]) << 8
      }
      text = Array(String(decoding: units, as: UTF16.self).utf8)
    }
    if text.starts(with: [0xEF, 0xBB, 0xBF]) { text.removeFirst(3) }
    self.init(grid: Self.grid(text, separator))
  }

  private static func grid(_ bytes: [UInt8], _ separator: UInt8) -> [[String]] {
    var grid: [[String]] = []
    var row: [String] = []
    var cell: [UInt8] = []
    var isQuoted = false
    var isAtStart = true
    var position = 0
    func endCell() {
      row.append(String(decoding: cell, as: UTF8.self))
      cell = []
      isAtStart = true
    }
    while position < bytes.count {
      let byte = bytes[position]
      position += 1
      if isQuoted {
        if byte != 0x22 {
          cell.append(byte)
        } else if position < bytes.count, bytes[position] == 0x22 {
          cell.append(0x22)
          position += 1
        } else {
          isQuoted = false
        }
      } else if byte == 0x22, isAtStart {
        isQuoted = true
        isAtStart = false
      } else if byte == separator {
        endCell()
      } else if byte == 0x0A || byte == 0x0D {
        if byte == 0x0D, position < bytes.count, bytes[position] == 0x0A { position += 1 }
        endCell()
        grid.append(row)
        row = []
      } else {
        cell.append(byte)
        isAtStart = false
      }
    }
    if !isAtStart || !row.isEmpty {
      endCell()
      grid.append(row)
    }
    return grid
  }
}
