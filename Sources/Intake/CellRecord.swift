/// One record of a table: its cells as UTF-8 bytes, without separators and quotes.
///
/// A reader fills the same record again and again, so that no row costs an allocation. Its bytes
/// are valid UTF-8 without NUL; whoever fills it has checked that.
struct CellRecord: Sendable {
  /// The bytes of all cells; cells are ranges of it.
  var bytes: [UInt8] = []
  /// Where each cell lies in ``bytes``.
  var bounds: [Range<Int>] = []
  /// 1-based number of the record, as a spreadsheet numbers its rows.
  var number = 0
  /// 1-based physical line on which the record begins.
  var line = 1
  /// Whether a line end follows. Only the last record of a file may lack it.
  var isTerminated = true

  var count: Int { bounds.count }

  /// The cell as text; costs an allocation.
  func text(_ index: Int) -> String {
    guard index < bounds.count else { return "" }
    return String(decoding: bytes[bounds[index]], as: UTF8.self)
  }

  /// Whether the cell has no bytes.
  func isEmpty(_ index: Int) -> Bool { index >= bounds.count || bounds[index].isEmpty }

  /// Whether the cell holds nothing but white space.
  func isBlank(_ index: Int) -> Bool {
    guard index < bounds.count else { return true }
    for offset in bounds[index] {
      switch bytes[offset] {
      case 0x20, 0x09...0x0D: continue
      case 0x80...: return VietnameseText.normalised(text(index)).isEmpty
      default: return false
      }
    }
    return true
  }
}

/// A table as records in order, whatever the format.
protocol RecordSource: Sendable {
  /// Fills the record with the next one; false at the end.
  mutating func advance(_ record: inout CellRecord) throws(IntakeError) -> Bool
}
