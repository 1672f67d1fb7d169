/// Knows what bears a workbook's name and is none.
enum WorkbookSignature {
  /// Throws where the first bytes are not those of a zip file.
  static func check(_ file: SourceFile) throws(IntakeError) {
    let start = try file.bytes(at: 0, count: 4096)
    if start.starts(with: [0x50, 0x4B, 0x03, 0x04]) || start.starts(with: [0x50, 0x4B, 0x05, 0x06])
    {
      return
    }
    if start.starts(with: [0xD0, 0xCF, 0x11, 0xE0]) {
      if try isEncrypted(file) {
        throw IntakeError(
          .encryptedWorkbook, file: file.name,
          reason: "the workbook is protected by a password; save it without one")
      }
      throw IntakeError(
        .oldExcel, file: file.name,
        reason: "this is a workbook of Excel 97–2003 (.xls) or another old Office file; "
          + "save it as .xlsx or CSV UTF-8")
    }
    if start.isEmpty {
      throw IntakeError(.empty, file: file.name, reason: "it is empty; export it again")
    }
    if let fault = Signature.fault(of: start) {
      throw IntakeError(fault.fault, file: file.name, reason: fault.reason)
    }
    throw notWorkbook(file)
  }

  static func notWorkbook(_ file: SourceFile) -> IntakeError {
    IntakeError(
      .notWorkbook, file: file.name,
      reason: "this is no Excel workbook (.xlsx); save the table as .xlsx or CSV UTF-8")
  }

  /// A workbook with a password is wrapped into the container of the old format, in a stream
  /// `EncryptedPackage`. The directory that names it may lie anywhere, by rule in the first sectors
  /// or the last.
  private static func isEncrypted(_ file: SourceFile) throws(IntakeError) -> Bool {
    let mark: [UInt8] = "EncryptedPackage".utf8.reduce(into: []) { $0 += [$1, 0] }
    let window = 1 << 17
    for position in [0, max(0, file.size - Int64(window))] {
      let bytes = try file.bytes(at: position, count: window)
      var rest = bytes[...]
      while let start = rest.firstIndex(of: mark[0]) {
        rest = rest[start...]
        if rest.starts(with: mark) { return true }
        rest = rest.dropFirst()
      }
    }
    return false
  }
}
