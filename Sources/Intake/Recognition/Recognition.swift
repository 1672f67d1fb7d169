/// What was recognised as what in one table: shown to the user before anything is applied.
public struct Recognition: Hashable, Sendable, CustomStringConvertible {
  /// One column of the table.
  public struct Column: Hashable, Sendable {
    /// 1-based position.
    public let position: Int
    /// The heading as it stands in the file, white space folded.
    public let header: String
    /// The canonical column name of our own templates, `level:ND42/full` for a tick column; nil
    /// where the column is ignored.
    public let meaning: String?
    /// Why the column is ignored, where there is something to say.
    public let note: String?
  }

  /// The profile that recognised them.
  public let profile: String
  /// The character between cells.
  public let separator: Character
  /// Row number of the headings, as a spreadsheet numbers rows.
  public let headerRow: Int
  /// All columns with a heading, in order.
  public let columns: [Column]

  /// The columns that are not read.
  public var ignored: [Column] { columns.filter { $0.meaning == nil } }

  /// The heading of the column with this canonical name; nil where the table has none.
  public func header(of meaning: String) -> String? {
    columns.first { $0.meaning == meaning }?.header
  }

  /// One line for the table, then one per column.
  public var description: String {
    let name =
      switch separator {
      case "\t": "tab"
      default: "\"\(separator)\""
      }
    var lines = ["profile \(profile), headings in row \(headerRow), separator \(name)"]
    for column in columns {
      let meaning = column.meaning ?? "(ignored)"
      let note = column.note.map { ": \($0)" } ?? ""
      lines.append("  \(column.position). \(column.header) → \(meaning)\(note)")
    }
    return lines.joined(separator: "\n")
  }
}
