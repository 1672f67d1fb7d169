/// A column whose cells are parsed once per distinct spelling.
struct CachedColumn<Meaning: Sendable>: Sendable {
  let index: Int
  private let parse: @Sendable (String) -> Meaning
  private var interner = CellInterner()
  private var meanings: [Meaning] = []
  /// The numbers of the empty cell, at 256, and of cells of one byte; -1 where none is known.
  private var shortest = [Int](repeating: -1, count: 257)

  init(index: Int, parse: @escaping @Sendable (String) -> Meaning) {
    self.index = index
    self.parse = parse
  }

  /// The meaning of the record's cell.
  mutating func read(_ record: CellRecord) -> Meaning { numbered(record).meaning }

  /// The meaning, and the number of the spelling: numbers count up from 0, nil where there are
  /// too many spellings. A missing cell reads as an empty one.
  mutating func numbered(_ record: CellRecord) -> (number: Int?, meaning: Meaning) {
    let range = index < record.bounds.count ? record.bounds[index] : 0..<0
    guard range.count <= 1 else { return look(up: range, in: record) }
    let slot = range.isEmpty ? 256 : Int(record.bytes[range.lowerBound])
    let known = shortest[slot]
    if known >= 0 { return (known, meanings[known]) }
    let found = look(up: range, in: record)
    if let number = found.number { shortest[slot] = number }
    return found
  }

  private mutating func look(
    up range: Range<Int>, in record: CellRecord
  ) -> (number: Int?, meaning: Meaning) {
    switch interner.intern(range, in: record.bytes) {
    case .known(let number): return (number, meanings[number])
    case .fresh(let number):
      let meaning = parse(record.text(index))
      meanings.append(meaning)
      return (number, meaning)
    case .overflow: return (nil, parse(record.text(index)))
    }
  }
}
