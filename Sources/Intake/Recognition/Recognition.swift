/// What was recognised as what in one table: shown to the user before anything is applied.
public struct Recognition: Hashable, Sendable, CustomStringConvertible {
  /// One column of the table.
  public struct Column: Hashable, Sendable {
    /// 1-based position.
    public let position: Int
    /// The heading as it stands in the file, white space folded; of several rows of headings the
    /// group stands before the heading.
    public let header: String
    /// The canonical column name of our own templates, `level:ND42/full` for a tick column; nil
    /// where the column is ignored.
    public let meaning: String?
    /// Why the column was taken for that, or why it is ignored.
    public let reason: String
  }

  /// The profile that recognised them.
  public let profile: String
  /// The format and, of a text, its encoding.
  public let format: String
  /// The sheet; nil where the format has none.
  public let sheet: String?
  /// The character between cells; nil where the format has none.
  public let separator: Character?
  /// Row numbers of the headings, as a spreadsheet numbers rows.
  public let headerRows: ClosedRange<Int>
  /// All columns with a heading, in order.
  public let columns: [Column]
  /// The first row of the headings.
  public var headerRow: Int { headerRows.lowerBound }

  /// The headings by position, from 1; empty where a column has none.
  public var headings: [String] { byPosition(\.header) }

  /// What each column was taken for, by position; empty where it is ignored.
  public var meanings: [String] { byPosition { $0.meaning ?? "" } }

  private func byPosition(_ text: (Column) -> String) -> [String] {
    var texts = [String](repeating: "", count: columns.map(\.position).max() ?? 0)
    for column in columns { texts[column.position - 1] = text(column) }
    return texts
  }

  /// The columns that are not read.
  public var ignored: [Column] { columns.filter { $0.meaning == nil } }

  /// The column with this canonical name; nil where the table has none. For `level` the first of
  /// the tick columns where no column is named so.
  public func column(of meaning: String) -> Column? {
    columns.first { $0.meaning == meaning }
      ?? columns.first { $0.meaning?.hasPrefix(meaning + ":") == true }
  }

  /// The heading of the column with this canonical name; nil where the table has none.
  public func header(of meaning: String) -> String? { column(of: meaning)?.header }

  /// One line for the table, then one per column.
  public var description: String {
    var parts = ["profile \(profile)", format]
    if let sheet { parts.append("sheet \"\(sheet)\"") }
    if headerRows.count > 1 {
      parts.append("headings in rows \(headerRow) to \(headerRows.upperBound)")
    } else if headerRow > 0 {
      parts.append("headings in row \(headerRow)")
    }
    if let separator { parts.append("separator \(Self.name(of: separator))") }
    var lines = [parts.joined(separator: ", ")]
    for column in columns {
      lines.append(
        "  \(column.position). \(column.header) → \(column.meaning ?? "(ignored)"): "
          + column.reason)
    }
    return lines.joined(separator: "\n")
  }

  private static func name(of separator: Character) -> String {
    if separator == "\t" { return "tab" }
    guard let scalar = separator.unicodeScalars.first, scalar.value < 0x20 else {
      return "\"\(separator)\""
    }
    let digits = String(scalar.value, radix: 16, uppercase: true)
    return (digits.utf8.count == 1 ? "U+000" : "U+00") + digits
      + String(scalar.value, radix: 16, uppercase: true)
  }
}
