/// Searches the first records of a table for its headings.
struct HeaderSearch: Sendable {
  /// How many records are searched for headings.
  static let searchedRecords = 20
  /// How many rows headings may span.
  static let mostRows = 3

  /// Headings that were found.
  struct Finding: Sendable {
    let candidate: TableCandidate
    let match: HeaderMatcher.Match
    /// Row number of the first and the last row of headings, as a spreadsheet numbers rows.
    let rows: ClosedRange<Int>
    /// Records above the headings, and of the headings.
    let titles: Int
    let headings: Int
  }

  let matcher: HeaderMatcher
  /// The first records of the candidate that had the most filled cells in one, for an error text.
  private(set) var seen: [String] = []
  /// Whether no record had more than one filled cell.
  private(set) var onlyBanners = true

  init(_ matcher: HeaderMatcher) { self.matcher = matcher }

  /// The best headings of a candidate; nil where it has none. More known headings are better, then
  /// fewer rows, then the first.
  mutating func best(_ candidate: TableCandidate) -> Finding? {
    guard var records = try? candidate.probe() else { return nil }
    var record = CellRecord()
    var rows: [(number: Int, cells: [String])] = []
    let most = Self.searchedRecords + Self.mostRows - 1
    while rows.count < most, (try? records.advance(&record)) == true {
      rows.append((record.number, (0..<record.count).map(record.text)))
      if rows.count <= Self.searchedRecords {
        note(rows[rows.count - 1].cells, separator: candidate.separator)
      }
    }
    var best: Finding?
    for start in rows.indices.prefix(Self.searchedRecords) {
      for count in 1...Self.mostRows where start + count <= rows.count {
        let part = rows[start..<start + count]
        let headings =
          count == 1 ? HeadingRow(part[start].cells) : HeadingRow(rows: part.map(\.cells))
        guard let headings, let match = matcher.match(headings) else { continue }
        if let best, (best.match.score, -best.headings) >= (match.score, -count) { continue }
        best = Finding(
          candidate: candidate, match: match,
          rows: part[start].number...part[start + count - 1].number, titles: start,
          headings: count)
      }
      // Behind the first row that can be the headings stand its own lower rows, then data, where
      // a repeated row of headings is none.
      if let best, start >= best.titles + best.headings - 1 { break }
    }
    return best
  }

  private mutating func note(_ cells: [String], separator: Character?) {
    let filled = cells.map(VietnameseText.normalised).filter {
      // What another separator left together may be nothing but separators.
      !$0.allSatisfy { CSVRecords.usualSeparators.contains($0) || $0 == " " }
    }
    // A colon or a tilde stands in a title by chance.
    let isUsual = separator.map(CSVRecords.usualSeparators.contains) ?? true
    if filled.count > 1, isUsual { onlyBanners = false }
    if filled.count > seen.count, isUsual { seen = filled }
  }
}
