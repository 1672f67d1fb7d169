/// Rows of a sheet as people see them: of the table's full width, and with the value of cells that
/// are merged downwards in every row that they span.
struct WholeRows: RecordSource {
  private var records: any RecordSource
  private let width: Int
  private var merges: ArraySlice<MergedCells>
  private var open: [(cells: MergedCells, value: [UInt8])] = []

  init(_ records: any RecordSource, width: Int, merges: [MergedCells]) {
    self.records = records
    self.width = width
    // Only a merge downwards hides a value from a row; one to the right hides it from no row.
    self.merges =
      merges.filter { $0.rows.count > 1 && $0.columns.lowerBound < width }
      .sorted { $0.rows.lowerBound < $1.rows.lowerBound }[...]
  }

  mutating func advance(_ record: inout CellRecord) throws(IntakeError) -> Bool {
    guard try records.advance(&record) else { return false }
    record.pad(to: width)
    guard !open.isEmpty || !merges.isEmpty else { return true }
    open.removeAll { $0.cells.rows.upperBound < record.number }
    for merged in open where record.isEmpty(merged.cells.columns.lowerBound) {
      record.replace(merged.cells.columns.lowerBound, with: merged.value)
    }
    while let merged = merges.first, merged.rows.lowerBound <= record.number {
      merges.removeFirst()
      guard merged.rows.contains(record.number) else { continue }
      // Where the first row of the range is missing in the sheet the value is missing, too.
      guard merged.rows.lowerBound == record.number else { continue }
      let bounds = record.bounds[merged.columns.lowerBound]
      if !bounds.isEmpty { open.append((merged, Array(record.bytes[bounds]))) }
    }
    return true
  }
}

extension CellRecord {
  /// Adds empty cells up to a width.
  mutating func pad(to width: Int) {
    while bounds.count < width { bounds.append(bytes.count..<bytes.count) }
  }

  /// Puts another content into a cell; the old one stays in `bytes` unseen.
  mutating func replace(_ index: Int, with value: [UInt8]) {
    bounds[index] = bytes.count..<bytes.count + value.count
    bytes.append(contentsOf: value)
  }
}
