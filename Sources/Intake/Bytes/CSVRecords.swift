/// Records of a separated text: RFC 4180, and what spreadsheets really write.
///
/// A quote opens a quoted cell only at the cell's start; elsewhere it is a character. Text behind
/// a closing quote belongs to the cell. Lines end with LF, CRLF or CR. Memory is one buffer and
/// one record: a cell is at most one MiB, a record sixteen.
struct CSVRecords: RecordSource {
  static let cellLimit = 1 << 20
  static let recordLimit = 1 << 24
  private static let quote = UInt8(ascii: "\"")

  private enum State { case cellStart, plain, quoted, quoteInQuoted }

  let file: String
  let separator: UInt8
  private var source: any ByteSource
  private var buffer: [UInt8]
  private var position: Int
  private var end: Int
  private var number = 0
  private var line = 1
  private var skipsLineFeed = false

  /// Records of `prefix`, bytes taken from the source before, and of what the source still gives.
  /// The prefix's memory becomes the buffer; `bufferSize` counts only where there is none.
  init(
    file: String, prefix: [UInt8] = [], source: any ByteSource, separator: UInt8,
    bufferSize: Int = 1 << 20
  ) {
    self.file = file
    self.separator = separator
    self.source = source
    self.buffer = prefix.isEmpty ? [UInt8](repeating: 0, count: max(1, bufferSize)) : prefix
    self.position = 0
    self.end = prefix.count
  }

  mutating func advance(_ record: inout CellRecord) throws(IntakeError) -> Bool {
    record.bytes.removeAll(keepingCapacity: true)
    record.bounds.removeAll(keepingCapacity: true)
    if skipsLineFeed {
      skipsLineFeed = false
      if position == end { try refill() }
      if position < end, buffer[position] == 0x0A { position += 1 }
    }
    record.line = line
    var state = State.cellStart
    var cellStart = 0
    var runStart = position
    var quoteLine = line
    while true {
      if position == end {
        record.bytes.append(contentsOf: buffer[runStart..<position])
        try checkLimits(record, cellStart: cellStart)
        try refill()
        runStart = position
        if position == end {
          guard try close(&record, state: state, cellStart: cellStart, quoteLine: quoteLine)
          else { return false }
          break
        }
      }
      switch state {
      case .cellStart where buffer[position] == Self.quote:
        record.bytes.append(contentsOf: buffer[runStart..<position])
        cellStart = record.bytes.count
        quoteLine = line
        position += 1
        runStart = position
        state = .quoted
      case .cellStart, .plain:
        let shift = record.bytes.count - runStart
        let opensCell: Bool
        (position, opensCell) = ByteScan.splitCells(
          in: buffer, position..<end, separator: separator, shift: shift, cellStart: &cellStart,
          bounds: &record.bounds)
        if opensCell || position == end {
          state = opensCell ? .cellStart : .plain
          continue
        }
        record.bounds.append(cellStart..<position + shift)
        skipsLineFeed = buffer[position] == 0x0D
        record.bytes.append(contentsOf: buffer[runStart..<position])
        position += 1
        record.isTerminated = true
        line += 1
        try finish(&record)
        return true
      case .quoted:
        while position < end, buffer[position] != Self.quote {
          if buffer[position] == 0x0A { line += 1 }
          position += 1
        }
        if position < end {
          record.bytes.append(contentsOf: buffer[runStart..<position])
          position += 1
          runStart = position
          state = .quoteInQuoted
        }
      case .quoteInQuoted:
        runStart = position
        if buffer[position] == Self.quote {
          position += 1
          state = .quoted
        } else {
          state = .plain
        }
      }
    }
    try finish(&record)
    return true
  }

  /// The record that the end of the file closes; false where there is none.
  private func close(
    _ record: inout CellRecord, state: State, cellStart: Int, quoteLine: Int
  ) throws(IntakeError) -> Bool {
    if state == .quoted {
      throw IntakeError(
        .cutInQuotes, file: file, line: quoteLine,
        reason: "the file ends inside a quoted cell that begins here; it was cut off, "
          + "fetch or export it again")
    }
    if state == .cellStart, record.bounds.isEmpty { return false }
    record.bounds.append(cellStart..<record.bytes.count)
    record.isTerminated = false
    return true
  }

  private mutating func finish(_ record: inout CellRecord) throws(IntakeError) {
    number += 1
    record.number = number
    for bounds in record.bounds where bounds.count > Self.cellLimit {
      throw cellTooLong(line: record.line)
    }
    guard ByteScan.isText(record.bytes) else {
      throw IntakeError(
        .notText, file: file, line: record.line,
        reason: "the row holds bytes that are no UTF-8 text; save the table as CSV UTF-8")
    }
  }

  private func checkLimits(_ record: CellRecord, cellStart: Int) throws(IntakeError) {
    if record.bytes.count - cellStart > Self.cellLimit { throw cellTooLong(line: record.line) }
    if record.bytes.count > Self.recordLimit {
      throw IntakeError(
        .rowTooLong, file: file, line: record.line,
        reason: "the row is longer than 16 MiB; this is no table of ours")
    }
  }

  private func cellTooLong(line: Int) -> IntakeError {
    IntakeError(
      .cellTooLong, file: file, line: line,
      reason: "a single cell is longer than 1 MiB, as after an unpaired quote; correct the row")
  }

  private mutating func refill() throws(IntakeError) {
    position = 0
    end = try source.fill(&buffer)
  }
}
