import Procedures

/// The beginning of a table: checks that the bytes are a table at all, finds separator and
/// headings, and hands over records that continue behind the headings.
struct TableOpening: Sendable {
  /// How many records are searched for headings.
  static let searchedRecords = 20
  private static let separators: [Character] = [",", ";", "\t", "|"]

  let recognition: Recognition
  let match: HeaderMatcher.Match
  /// Header keys of all heading cells, to know a repeated row of headings.
  let headerKeys: [String]
  /// Records above the headings.
  let titleRows: Int
  /// Stands behind the headings.
  var records: any RecordSource

  init(_ file: SourceFile, matcher: HeaderMatcher) throws(IntakeError) {
    var source = file.makeByteSource()
    let prefix = try Self.firstBytes(of: &source, file: file.name)
    let profile = matcher.profile
    var best: (match: HeaderMatcher.Match, separator: Character, row: Int)?
    var seen: [String] = []
    var onlyBanners = true
    for separator in Self.separators {
      var records = CSVRecords(
        file: file.name, prefix: prefix, source: MemorySource([]),
        separator: separator.asciiValue ?? 0, bufferSize: 1)
      var record = CellRecord()
      // A record that cannot be read here is judged when it is read for good, below.
      while record.number < Self.searchedRecords, (try? records.advance(&record)) == true {
        let cells = (0..<record.count).map(record.text)
        let filled = cells.map(VietnameseText.normalised).filter {
          // What another separator left together may be nothing but separators.
          !$0.allSatisfy { Self.separators.contains($0) || $0 == " " }
        }
        if filled.count > 1 { onlyBanners = false }
        if filled.count > seen.count { seen = filled }
        if let match = matcher.match(cells) {
          if match.score > best?.match.score ?? 0 { best = (match, separator, record.number) }
          break
        }
      }
    }
    guard let best else {
      throw try Self.noHeadings(
        file.name, prefix: prefix, source: source, seen: seen, onlyBanners: onlyBanners,
        matcher: matcher)
    }
    if let question = best.match.question {
      throw IntakeError(.ambiguousColumns, file: file.name, line: best.row, reason: question)
    }
    for required in profile.required
    where !best.match.readings.contains(where: { $0.meaning == required }) {
      throw IntakeError(
        .noHeader, file: file.name, line: best.row,
        reason: "the headings lack a column that is needed: \(matcher.needed); "
          + "rename one or map it in a profile (--profile)")
    }
    var records = CSVRecords(
      file: file.name, prefix: prefix, source: source, separator: best.separator.asciiValue ?? 0)
    var record = CellRecord()
    for _ in 0..<best.row { _ = try records.advance(&record) }
    recognition = Recognition(
      profile: profile.name, separator: best.separator, headerRow: best.row,
      columns: best.match.columns)
    match = best.match
    headerKeys = (0..<record.count).map { VietnameseText.headerKey(record.text($0)) }
    titleRows = best.row - 1
    self.records = records
  }

  /// The first bytes without a byte order mark; throws where they show that this is no text.
  private static func firstBytes(
    of source: inout any ByteSource, file: String
  ) throws(IntakeError) -> [UInt8] {
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while bytes.count < 1 << 18 {
      let count = try source.fill(&buffer)
      if count == 0 { break }
      bytes.append(contentsOf: buffer[..<count])
    }
    if let fault = Signature.fault(of: bytes) {
      throw IntakeError(fault.fault, file: file, line: 1, reason: fault.reason)
    }
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes.removeFirst(3) }
    return bytes
  }

  private static func noHeadings(
    _ file: String, prefix: [UInt8], source: any ByteSource, seen: [String], onlyBanners: Bool,
    matcher: HeaderMatcher
  ) throws(IntakeError) -> IntakeError {
    var records = CSVRecords(
      file: file, prefix: prefix, source: source, separator: UInt8(ascii: ","))
    var record = CellRecord()
    var searched = 0
    var isShort = true
    var hasCode = false
    while try records.advance(&record) {
      searched += 1
      if searched > searchedRecords {
        isShort = false
        break
      }
      hasCode =
        hasCode
        || (0..<record.count).contains { ProcedureCode(cleaning: record.text($0)) != nil }
    }
    if seen.isEmpty, isShort {
      return IntakeError(.empty, file: file, reason: "it is empty; export it again")
    }
    if onlyBanners, isShort, !hasCode {
      return IntakeError(
        .bannerOnly, file: file,
        reason: "it holds a title and no table; export it again")
    }
    let titles = seen.prefix(12).map { "\"\($0.prefix(60))\"" }.joined(separator: ", ")
    return IntakeError(
      .noHeader, file: file,
      reason: "no row of column headings was recognised in the first \(searchedRecords) rows; "
        + "needed is \(matcher.needed), seen were \(titles); "
        + "correct the headings or map them in a profile (--profile)")
  }
}
