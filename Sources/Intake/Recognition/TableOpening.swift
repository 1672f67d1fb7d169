import Procedures

/// The beginning of a table: checks that the bytes are a table at all, finds the sheet or the
/// separator and the headings, and hands over records that continue behind the headings.
struct TableOpening: Sendable {
  let recognition: Recognition
  let match: HeaderMatcher.Match
  /// Header keys of each row of headings, to know a repeated one.
  let headerKeys: [[String]]
  /// Records above the headings.
  let titleRows: Int
  /// Stands behind the headings.
  var records: any RecordSource

  init(
    _ file: SourceFile, sheet: String? = nil, matcher: HeaderMatcher
  ) throws(IntakeError) {
    let candidates = try SourceTables.candidates(of: file, sheet: sheet)
    var search = HeaderSearch(matcher)
    var best: HeaderSearch.Finding?
    var sheets: [String] = []
    for candidate in candidates {
      guard let finding = search.best(candidate) else { continue }
      if let name = candidate.sheet { sheets.append(name) }
      if finding.match.score > best?.match.score ?? 0 { best = finding }
    }
    guard let best else {
      throw try Self.noHeadings(file.name, candidates: candidates, search: search)
    }
    if sheets.count > 1 {
      let names = sheets.map { "\"\($0)\"" }.joined(separator: ", ")
      throw IntakeError(
        .ambiguousSheet, file: file.name,
        reason: "which of the sheets \(names) is meant? give --sheet NAME")
    }
    if let question = best.match.question {
      throw IntakeError(
        .ambiguousColumns, file: file.name, line: best.rows.lowerBound, reason: question)
    }
    let profile = matcher.profile
    for required in profile.required
    where !best.match.readings.contains(where: { $0.meaning == required }) {
      throw IntakeError(
        .noHeader, file: file.name, line: best.rows.lowerBound,
        reason: "the headings lack a column that is needed: \(matcher.needed); "
          + "rename one or map it in a profile (--profile)")
    }
    let candidate = best.candidate
    var records = try candidate.records()
    var record = CellRecord()
    var headerKeys: [[String]] = []
    for position in 0..<best.titles + best.headings {
      _ = try records.advance(&record)
      guard position >= best.titles else { continue }
      headerKeys.append((0..<record.count).map { VietnameseText.headerKey(record.text($0)) })
    }
    if candidate.endsAtLastCell {
      records = WholeRows(
        records, width: best.match.width,
        merges: try candidate.merges().filter { $0.rows.lowerBound > best.rows.upperBound })
    }
    recognition = Recognition(
      profile: profile.name, format: candidate.format, sheet: candidate.sheet,
      separator: candidate.separator, headerRows: best.rows,
      columns: best.match.columns)
    match = best.match
    self.headerKeys = headerKeys
    titleRows = best.titles
    self.records = records
  }

  private static func noHeadings(
    _ file: String, candidates: [TableCandidate], search: HeaderSearch
  ) throws(IntakeError) -> IntakeError {
    var isShort = true
    var hasCode = false
    var hasText = false
    var fonts = LegacyFontCheck(file: file, index: 0)
    // What cannot be read at all is told before what cannot be recognised. Of the separators of
    // a text one is enough for that.
    let separate = candidates.first?.sheet == nil ? Array(candidates.prefix(1)) : candidates
    for candidate in separate {
      var records = try candidate.records()
      var record = CellRecord()
      var searched = 0
      while try records.advance(&record) {
        searched += 1
        if searched > HeaderSearch.searchedRecords {
          isShort = false
          break
        }
        for cell in 0..<record.count where !record.isBlank(cell) {
          hasText = true
          fonts.take(record.text(cell))
          hasCode = hasCode || ProcedureCode(cleaning: record.text(cell)) != nil
        }
      }
    }
    if !hasText, isShort {
      return IntakeError(.empty, file: file, reason: "it is empty; export it again")
    }
    if search.onlyBanners, isShort, !hasCode {
      return IntakeError(
        .bannerOnly, file: file,
        reason: "it holds a title and no table; export it again")
    }
    try fonts.finish()
    // Where data may be personal, what looks like a heading may be a row of data.
    let isPersonal = !search.matcher.profile.personal.isEmpty
    let titles = search.seen.prefix(12).map { "\"\($0.prefix(60))\"" }.joined(separator: ", ")
    let seen = isPersonal ? "" : ", seen were \(titles)"
    return IntakeError(
      .noHeader, file: file,
      reason: "no row of column headings was recognised in the first "
        + "\(HeaderSearch.searchedRecords) rows; "
        + "needed is \(search.matcher.needed)\(seen); "
        + "correct the headings or map them in a profile (--profile)")
  }
}
