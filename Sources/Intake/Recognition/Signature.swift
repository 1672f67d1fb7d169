/// What the first bytes of a file give away: formats that are saved under the name of a table.
enum Signature {
  /// Whether the bytes are a workbook, or what is saved under the name of one: a zip archive, or
  /// the container of old Excel and of encrypted files.
  static func isWorkbook(_ bytes: [UInt8]) -> Bool {
    bytes.starts(with: [0x50, 0x4B, 0x03, 0x04]) || bytes.starts(with: [0x50, 0x4B, 0x05, 0x06])
      || bytes.starts(with: [0xD0, 0xCF, 0x11, 0xE0])
  }

  /// The fault that the bytes show and what to do; nil for what may be text.
  static func fault(of bytes: [UInt8]) -> (fault: IntakeError.Fault, reason: String)? {
    if bytes.starts(with: Array("%PDF".utf8)) {
      return (.pdf, "this is a PDF file, not a table; ask for the data as CSV")
    }
    var rest = bytes[...]
    if rest.starts(with: [0xEF, 0xBB, 0xBF]) { rest = rest.dropFirst(3) }
    rest = rest.drop { $0 <= 0x20 && $0 != 0 }
    let start = String(decoding: rest.prefix(16), as: UTF8.self).lowercased()
    let heads = [
      "<!doctype", "<html", "<?xml", "<table", "<head", "<meta", "<body", "<script", "<style",
      "<div", "<!--", "<title",
    ]
    if heads.contains(where: start.hasPrefix) {
      return (
        .html,
        "this is a web page, not a table, as portals send it instead of the export after a "
          + "failed login; download the export again"
      )
    }
    return nil
  }
}
