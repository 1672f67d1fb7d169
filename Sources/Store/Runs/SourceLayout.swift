import Intake

/// How a table was laid out, as the book of runs keeps it: by it a claim leads back to its cell.
struct SourceLayout: Sendable, Hashable {
  /// Name of the sheet; nil where the source has none.
  var sheet: String?
  /// Headings by position, from 1; empty where a column has none.
  var headings: [String]
  /// What each column was taken for, by position; empty where it is ignored.
  var meanings: [String]

  init(sheet: String?, headings: [String], meanings: [String]) {
    self.sheet = sheet
    self.headings = headings
    self.meanings = meanings
  }

  init(_ recognition: Recognition) {
    sheet = recognition.sheet
    headings = recognition.headings
    meanings = recognition.meanings
  }
}
