/// Knows a file that was cut off in the middle of its last row.
enum CutCheck {
  /// Throws where the record has no line end and fewer cells than there are headings.
  static func check(
    _ record: CellRecord, width: Int, file: String
  ) throws(IntakeError) {
    guard !record.isTerminated, record.count < width,
      !(0..<record.count).allSatisfy(record.isBlank)
    else { return }
    throw IntakeError(
      .cutInRow, file: file, line: record.line,
      reason: "the file ends in the middle of this row (\(record.count) of \(width) cells); "
        + "it was cut off, fetch or export it again")
  }
}
