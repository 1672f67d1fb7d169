import Procedures

/// The headings of a table, put together from one row or from several with merged cells.
///
/// A group heading above several columns (`Mức độ DVC` above `Toàn trình | Một phần`) belongs to
/// each of them. A heading that spans the rows leaves the cells below it empty.
struct HeadingRow: Sendable, Hashable {
  /// One column's heading.
  struct Cell: Sendable, Hashable {
    /// The text as people see it, from the group down.
    var text: String
    /// The lowest text alone, where a group stands above it.
    var lowest: String?
    /// The texts above the lowest.
    var group: String?
  }

  let cells: [Cell]

  /// Headings of one row.
  init(_ texts: [String]) {
    cells = texts.map { Cell(text: VietnameseText.normalised($0), lowest: nil, group: nil) }
  }

  /// Headings of several rows, from above to below. Nil where the rows cannot be headings of one
  /// table: a lower row holds a procedure's code, or an upper row is a title of one cell.
  init?(rows: [[String]]) {
    let texts = rows.map { $0.map(VietnameseText.normalised) }
    for upper in texts.dropLast() where upper.count(where: { !$0.isEmpty }) < 2 { return nil }
    for lower in texts.dropFirst() {
      if lower.allSatisfy(\.isEmpty) { return nil }
      if lower.contains(where: { ProcedureCode(cleaning: $0) != nil }) { return nil }
    }
    let width = texts.map(\.count).max() ?? 0
    let filled = Self.spread(texts, width: width)
    cells = (0..<width).map { column in
      var parts: [String] = []
      for row in filled {
        let text = row[column]
        if !text.isEmpty, parts.last != text { parts.append(text) }
      }
      guard let lowest = parts.last, parts.count > 1 else {
        return Cell(text: parts.first ?? "", lowest: nil, group: nil)
      }
      return Cell(
        text: parts.joined(separator: " "), lowest: lowest,
        group: parts.dropLast().joined(separator: " "))
    }
  }

  /// Carries a group heading to the right over the empty cells that belong to it: those with a
  /// text below, as the group itself has one.
  private static func spread(_ texts: [[String]], width: Int) -> [[String]] {
    var rows = texts.map { $0 + [String](repeating: "", count: width - $0.count) }
    for index in rows.indices.dropLast() {
      var group = ""
      for column in 0..<width {
        let hasLower = rows[(index + 1)...].contains { !$0[column].isEmpty }
        if !rows[index][column].isEmpty {
          group = hasLower ? rows[index][column] : ""
        } else if hasLower {
          rows[index][column] = group
        } else {
          group = ""
        }
      }
    }
    return rows
  }
}
