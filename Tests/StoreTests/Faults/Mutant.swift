import TestSupport

/// A good catalog to which one thing was done.
struct Mutant {
  /// What was done.
  enum Change: CaseIterable {
    // What the file says then is known exactly.
    case nothing, rowsDropped, rowsDoubled, rowsShuffled, columnsMoved, rowsAdded
    // What it says then must be read from the file.
    case heading, cellsSwapped, columnsSwapped, cellDropped, cellAdded, cellReplaced
    case cut, bytesFlipped, bytesRemoved, bytesRepeated, bytesInserted, quoteInserted
    case encodingsMixed, separatorsMixed, lineEndsMixed
  }

  let change: Change
  let format: SampleFormat
  var bytes: [UInt8] = []
  /// The cells of the file; nil where they must be read from its bytes.
  var grid: [[String]]?
  /// What the file says; nil where that is not known from what was done.
  var meaning: SampleCatalog?
  /// Rows that repeat another one.
  var doubled = 0
  /// Rows that are no data.
  var added = 0

  init(
    _ good: SampleCatalog, _ change: Change, _ format: SampleFormat,
    using random: inout SeededGenerator
  ) {
    self.format = format
    // A workbook has no lines, and a change of its bytes is found by its checksums.
    let isOfLines = [Change.encodingsMixed, .separatorsMixed, .lineEndsMixed].contains(change)
    self.change = isOfLines && !format.isLines ? .cut : change
    var grid = [SampleCatalog.headings] + good.rows
    if changeRows(&grid, good, &random) || changeCells(&grid, &random) {
      self.grid = grid
      bytes = format.bytes(grid)
    } else {
      bytes = format.bytes(grid)
      changeBytes(grid, &random)
    }
  }

  /// Changes after which it is known what the file says; false for another one.
  private mutating func changeRows(
    _ grid: inout [[String]], _ good: SampleCatalog, _ random: inout SeededGenerator
  ) -> Bool {
    var meaning = good
    switch change {
    case .nothing: break
    case .rowsDropped:
      for _ in 0..<Int.random(in: 1...3, using: &random) {
        meaning.rows.remove(at: Int.random(in: 0..<meaning.rows.count, using: &random))
      }
      grid = [SampleCatalog.headings] + meaning.rows
    case .rowsDoubled:
      doubled = Int.random(in: 1...3, using: &random)
      for row in good.rows.shuffled(using: &random).prefix(doubled) {
        grid.insert(row, at: Int.random(in: 1...grid.count, using: &random))
      }
    case .rowsShuffled: grid = [grid[0]] + grid[1...].shuffled(using: &random)
    case .columnsMoved:
      let order = grid[0].indices.shuffled(using: &random)
      grid = grid.map { row in order.map { row[$0] } }
    case .rowsAdded where format != .json:
      added = Int.random(in: 1...4, using: &random)
      let blank = [String](repeating: "", count: grid[0].count)
      let title = ["DANH MỤC THỦ TỤC HÀNH CHÍNH"] + blank.dropFirst()
      for _ in 0..<added {
        switch Int.random(in: 0..<3, using: &random) {
        case 0: grid.insert(blank, at: Int.random(in: 0...grid.count, using: &random))
        case 1: grid.append(SampleCatalog.headings)
        default: grid.insert(title, at: 0)
        }
      }
    case .rowsAdded: break
    default: return false
    }
    self.meaning = meaning
    return true
  }

  /// Changes of single cells; false for another one.
  private func changeCells(_ grid: inout [[String]], _ random: inout SeededGenerator) -> Bool {
    let row = Int.random(in: 1..<grid.count, using: &random)
    let column = Int.random(in: 0..<grid[0].count, using: &random)
    let other = Int.random(in: 0..<grid[0].count, using: &random)
    switch change {
    case .heading:
      let heading = grid[0][column]
      let changed = [
        "", heading.uppercased(), heading + " (1)", String(heading.dropLast(2)), "Cột lạ",
        grid[0][other], String(heading.reversed()),
      ].randomElement(using: &random)
      grid[0][column] = changed ?? ""
    case .cellsSwapped:
      let second = Int.random(in: 1..<grid.count, using: &random)
      (grid[row][column], grid[second][other]) = (grid[second][other], grid[row][column])
    case .columnsSwapped:
      for index in grid.indices.dropFirst() { grid[index].swapAt(column, other) }
    case .cellDropped: grid[row].remove(at: column)
    case .cellAdded: grid[row].insert("thừa", at: column)
    case .cellReplaced:
      let junk = [
        "", "???", "1.10000", "Toàn trình", "H32.16", "Không toàn trình", "\u{A0}", "'1.100000",
        "0x31", "999999999999", "=1+1", "a\nb", "31/02/2026", "Tổng cộng", "1.100000\t",
      ]
      for _ in 0..<Int.random(in: 1...3, using: &random) {
        grid[Int.random(in: 1..<grid.count, using: &random)][
          Int.random(in: 0..<grid[0].count, using: &random)] =
          junk.randomElement(using: &random) ?? ""
      }
    default: return false
    }
    return true
  }

  private mutating func changeBytes(_ grid: [[String]], _ random: inout SeededGenerator) {
    let position = Int.random(in: 0..<bytes.count, using: &random)
    let end = min(bytes.count, position + Int.random(in: 1...120, using: &random))
    switch change {
    case .cut: bytes.removeLast(bytes.count - position)
    case .bytesRemoved: bytes.removeSubrange(position..<end)
    case .bytesRepeated: bytes.insert(contentsOf: bytes[position..<end], at: position)
    case .bytesInserted:
      let junk = (0..<Int.random(in: 1...4, using: &random)).map { _ in
        UInt8.random(in: 0...255, using: &random)
      }
      bytes.insert(contentsOf: junk, at: position)
    case .quoteInserted:
      let starts = bytes.indices.filter { [0x2C, 0x3B, 0x09, 0x0A].contains(bytes[$0]) }
      bytes.insert(0x22, at: (starts.randomElement(using: &random) ?? position) + 1)
    case .encodingsMixed:
      let others: [SampleFormat] = [.csv, .utf16le, .utf16be, .windows1258]
      let other = others.randomElement(using: &random) ?? .csv
      let split = Int.random(in: 1..<grid.count, using: &random)
      bytes = format.bytes(Array(grid[..<split])) + other.bytes(Array(grid[split...]))
    case .separatorsMixed:
      let split = Int.random(in: 1..<grid.count, using: &random)
      let others: [Character] = [",", ";", "\t", "|"]
      let other = others.randomElement(using: &random) ?? "|"
      bytes = Array(
        (SampleFormat.separated(Array(grid[..<split]), by: ",")
          + SampleFormat.separated(Array(grid[split...]), by: other)).utf8)
    case .lineEndsMixed:
      let ends = ["\n", "\r\n", "\r"]
      let lines = SampleFormat.separated(grid, by: ";").split(separator: "\n")
      bytes = lines.flatMap {
        Array($0.utf8) + Array((ends.randomElement(using: &random) ?? "\n").utf8)
      }
    default:
      for _ in 0..<Int.random(in: 1...3, using: &random) {
        let index = Int.random(in: 0..<bytes.count, using: &random)
        bytes[index] ^= UInt8(1) << UInt8.random(in: 0..<8, using: &random)
      }
    }
  }
}
