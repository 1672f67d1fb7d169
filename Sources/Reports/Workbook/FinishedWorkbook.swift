import CLibZip

/// Reads a finished workbook back.
///
/// libxlsxwriter looks at no result of its writes to the files that it packs, and a block that the
/// disk did not take is missing in the middle, well packed and with a right checksum. So every part
/// must end with the tag that it began with, and every sheet must hold as many bytes of rows as
/// were written.
@safe struct FinishedWorkbook: ~Copyable {
  private static let rowsStart = Array("<sheetData>".utf8)
  private static let rowsEnd = Array("</sheetData>".utf8)
  /// What stands in front of the rows, widths of columns above all, and behind them.
  private static let headLimit = 4 << 20
  private static let tailLimit = 1 << 16

  private let archive: OpaquePointer

  /// Throws ``WorkbookError`` where the file is not whole; `rowBytes` are those of the sheets in
  /// their order.
  static func check(_ file: HiddenFile, rowBytes: [Int]) throws(WorkbookError) {
    guard let finished = FinishedWorkbook(file.hiddenPath), finished.isWhole(rowBytes) else {
      throw WorkbookError(
        .diskFull, file: file.path,
        reason: "what was written is incomplete, as on a full disk; make room and try again")
    }
  }

  private init?(_ path: String) {
    guard let archive = unsafe zip_open(path, ZIP_RDONLY, nil) else { return nil }
    unsafe self.archive = archive
  }

  deinit { unsafe zip_discard(archive) }

  private func isWhole(_ rowBytes: [Int]) -> Bool {
    let count = unsafe zip_get_num_entries(archive, 0)
    var missing: [String: Int] = [:]
    for (position, bytes) in rowBytes.enumerated() {
      missing["xl/worksheets/sheet\(position + 1).xml"] = bytes
    }
    for index in 0..<zip_uint64_t(max(0, count)) {
      guard let name = unsafe zip_get_name(archive, index, 0), let part = read(index),
        Self.endsAsItBegan(part.head, part.tail)
      else { return false }
      if let bytes = missing.removeValue(forKey: unsafe String(cString: name)), bytes > 0,
        Self.rowBytes(part) != bytes
      {
        return false
      }
    }
    return missing.isEmpty
  }

  private struct Part {
    var size = 0
    var head: [UInt8] = []
    var tail: [UInt8] = []
  }

  /// Reads a part to its end, where libzip compares the checksum.
  private func read(_ index: zip_uint64_t) -> Part? {
    guard let stream = unsafe zip_fopen_index(archive, index, 0) else { return nil }
    defer { unsafe zip_fclose(stream) }
    var part = Part()
    var isInHead = true
    var buffer = [UInt8](repeating: 0, count: Self.tailLimit)
    while true {
      let count = unsafe buffer.withUnsafeMutableBytes {
        unsafe zip_fread(stream, $0.baseAddress, zip_uint64_t($0.count))
      }
      guard count >= 0 else { return nil }
      if count == 0 { return part }
      let piece = buffer[..<Int(count)]
      part.size += piece.count
      if isInHead {
        part.head += piece
        isInHead =
          part.head.count < Self.headLimit
          && Self.position(of: Self.rowsStart, in: part.head) == nil
      }
      part.tail =
        piece.count == Self.tailLimit
        ? buffer : Array((part.tail + piece).suffix(Self.tailLimit))
    }
  }

  private static func rowBytes(_ part: Part) -> Int? {
    guard let start = position(of: rowsStart, in: part.head),
      let end = position(of: rowsEnd, in: part.tail)
    else { return nil }
    return part.size - part.tail.count + end - start - rowsStart.count
  }

  /// Whether the last tag closes the first element behind the declaration.
  private static func endsAsItBegan(_ head: [UInt8], _ tail: [UInt8]) -> Bool {
    var rest = head[...]
    while let start = rest.firstIndex(of: UInt8(ascii: "<")) {
      rest = rest[(start + 1)...]
      if rest.first == UInt8(ascii: "?") { continue }
      let name = rest.prefix { $0 > 0x20 && $0 != UInt8(ascii: ">") }
      let ending = Array("</".utf8) + name + Array(">".utf8)
      return !name.isEmpty
        && tail.suffix(ending.count + 1).dropLast(tail.last == 0x0A ? 1 : 0)
          .suffix(ending.count).elementsEqual(ending)
    }
    return false
  }

  private static func position(of mark: [UInt8], in bytes: [UInt8]) -> Int? {
    var position = 0
    while position + mark.count <= bytes.count {
      if bytes[position] == mark[0], bytes[position...].starts(with: mark) { return position }
      position += 1
    }
    return nil
  }
}
