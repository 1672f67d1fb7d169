/// A table in JSON: an array of objects, JSON Lines, pages of answers one after the other.
///
/// Two passes: this one finds the table, all keys of its items and their number; ``records()``
/// gives the rows. Both stream in constant memory.
struct JSONTable: Sendable {
  /// What the source is, for people: "array of objects", "JSON Lines", "LayDanhSachTTHC", …
  let shape: String
  /// How many items the table has.
  let items: Int
  /// Keys beside the table that are not read, such as `message`.
  let unread: [String]
  /// How many items the answer says there are at the source; nil where it says nothing. More than
  /// ``items`` means that pages are missing.
  let announced: Int?

  private let file: SourceFile
  private let encoding: TextEncoding
  private let found: JSONShape
  private let layout: JSONLayout

  /// Reads the source once. Throws ``IntakeError``: `badJSON`, `cutJSON`, `duplicateKey` where it
  /// is no whole JSON that can be trusted, `portalError` where it is an answer that tells of an
  /// error, `noTable` and `severalTables` where it is not one table, `empty` and `headerOnly`
  /// where the table has no items.
  init(_ file: SourceFile, encoding: TextEncoding = .utf8) throws(IntakeError) {
    let survey = try JSONSurvey(
      TranscodingSource(file.makeByteSource(), from: encoding, file: file.name), file: file.name)
    let found = try JSONShape(survey, file: file.name)
    self.file = file
    self.encoding = encoding
    self.found = found
    layout = try JSONLayout(found.tree, file: file.name)
    shape = found.name
    items = found.items
    unread = found.unread
    announced = found.path?.isEmpty == false ? survey.status.announced : nil
  }

  /// The row of headings, number 0, then the rows of item 1, 2, …
  func records() -> any RecordSource {
    JSONRecords(
      TranscodingSource(file.makeByteSource(), from: encoding, file: file.name), shape: found,
      layout: layout, file: file.name)
  }

  /// Whether a text that begins so, in UTF-8, means to be JSON.
  static func looksLikeJSON(_ prefix: [UInt8]) -> Bool {
    var bytes = prefix[...]
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes = bytes.dropFirst(3) }
    let first = bytes.first { ![0x20, 0x09, 0x0A, 0x0D].contains($0) }
    return first == UInt8(ascii: "[") || first == UInt8(ascii: "{")
  }
}
