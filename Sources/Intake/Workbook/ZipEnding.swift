/// The end of a zip file, which tells where its table of contents lies.
///
/// It is looked at before libzip reads the table as a whole into memory: a missing one means a cut
/// file, a huge one an attack. Layout: https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT
enum ZipEnding {
  private static let length = 22
  private static let longestComment = 65_535

  static func check(_ file: SourceFile, limits: WorkbookLimits) throws(IntakeError) {
    let start = max(0, file.size - Int64(length + longestComment + 20))
    let tail = try file.bytes(at: start, count: length + longestComment + 20)
    var isFound = false
    var position = tail.count - length
    while position >= 0 {
      defer { position -= 1 }
      guard tail[position] == 0x50, number(tail, position, 4) == 0x0605_4B50 else { continue }
      isFound = true
      var size = number(tail, position + 12, 4)
      if size == 0xFFFF_FFFF, position >= 20, number(tail, position - 20, 4) == 0x0706_4B50 {
        // Zip64: the locator in front of the end says where the larger record lies.
        let place = number(tail, position - 12, 8)
        guard place <= UInt64(file.size) else { continue }
        let record = try file.bytes(at: Int64(place), count: 56)
        size = record.count == 56 ? number(record, 40, 8) : .max
      }
      if size > UInt64(limits.directoryBytes) {
        throw IntakeError(
          .workbookTooLarge, file: file.name,
          reason: "its table of contents is over \(limits.directoryBytes >> 10) KiB long; "
            + "this is no workbook with a table")
      }
    }
    if !isFound {
      throw IntakeError(
        .cutWorkbook, file: file.name,
        reason: "the workbook ends before its table of contents; it was cut off, fetch or export "
          + "it again")
    }
  }

  /// A little-endian number.
  private static func number(_ bytes: [UInt8], _ position: Int, _ count: Int) -> UInt64 {
    var result: UInt64 = 0
    for offset in 0..<count { result |= UInt64(bytes[position + offset]) << UInt64(8 * offset) }
    return result
  }
}
