/// Rows of text laid out in columns. Where the table is wider than asked, the columns of prose
/// give way: their text is wrapped, never cut.
struct TextTable {
  /// One column.
  struct Column {
    /// What a column holds.
    enum Kind {
      /// Aligned to the right.
      case number
      /// Aligned to the left; wrapped where the table is too wide.
      case prose
    }

    let heading: String
    let kind: Kind

    /// A column.
    init(_ heading: String, _ kind: Kind) {
      self.heading = heading
      self.kind = kind
    }
  }

  let columns: [Column]
  let rows: [[String]]

  /// Narrower than this no column becomes, whatever the width.
  private static let leastWrappedWidth = 16
  private static let gap = "  "

  /// The lines of the table. `width` is the number of columns of the terminal and matters to
  /// the plain style only.
  func lines(style: TableStyle, width: Int?) -> [String] {
    switch style {
    case .plain: plain(width: width)
    case .markdown: markdown()
    }
  }

  private func plain(width: Int?) -> [String] {
    let cells = rows.map { $0.map(PlainText.oneLine) }
    var widths = columns.indices.map { column in
      cells.reduce(columns[column].heading.count) { max($0, $1[column].count) }
    }
    if let width { fit(&widths, into: width) }
    let rule = widths.map { String(repeating: "─", count: $0) }.joined(separator: Self.gap)
    return lines(of: columns.map(\.heading), widths) + [rule]
      + cells.flatMap { lines(of: $0, widths) }
  }

  /// Takes from the widest column of prose until the table fits or nothing is left to take.
  private func fit(_ widths: inout [Int], into width: Int) {
    var excess = widths.reduce(-Self.gap.count) { $0 + $1 + Self.gap.count } - width
    while excess > 0 {
      let prose = columns.indices.filter {
        columns[$0].kind == .prose && widths[$0] > Self.leastWrappedWidth
      }
      guard let widest = prose.max(by: { widths[$0] < widths[$1] }) else { return }
      widths[widest] -= 1
      excess -= 1
    }
  }

  /// One row; as many lines as its longest cell needs.
  private func lines(of row: [String], _ widths: [Int]) -> [String] {
    let wrapped = columns.indices.map { PlainText.wrapped(row[$0], to: widths[$0]) }
    let height = wrapped.map(\.count).max() ?? 0
    return (0..<height).map { position in
      var line = columns.indices.map { column in
        let cell = position < wrapped[column].count ? wrapped[column][position] : ""
        let padding = String(repeating: " ", count: max(0, widths[column] - cell.count))
        return columns[column].kind == .number ? padding + cell : cell + padding
      }.joined(separator: Self.gap)
      while line.last == " " { line.removeLast() }
      return line
    }
  }

  private func markdown() -> [String] {
    let rule = columns.map { $0.kind == .number ? "---:" : "---" }
    let cells = rows.map { $0.map { PlainText.markdown($0) } }
    return ([columns.map(\.heading), rule] + cells).map { "| \($0.joined(separator: " | ")) |" }
  }
}
