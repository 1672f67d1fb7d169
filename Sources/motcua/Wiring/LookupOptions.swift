import ArgumentParser
import Indicators
import Procedures
import Reports

/// On which day and by what knowledge something is looked up.
struct LookupOptions: ParsableArguments {
  @Option(help: "The date whose state is shown, yyyy-MM-dd.")
  var on: CalendarDay?

  @Option(help: "Shows what was known at this instant, such as 2026-11-22T08:00:00+07:00.")
  var known: Instant?

  /// The day; today where none was given.
  func day() throws -> CalendarDay {
    try FigureDate.resolve(on: on, period: nil, known: known)
  }
}

extension OutputOptions {
  /// Prints records of a look-up.
  func print(_ rows: LookupRows) {
    if output == .json { Console.write(rows.json()) } else { print(rows.report) }
  }

  /// Prints rows in a format for people or spreadsheets; as a table where JSON was asked for.
  func print(_ rows: RowsReport) {
    switch output {
    case .csv: Console.write(rows.csv())
    case .markdown: Console.write(rows.table(style: .markdown))
    case .table, .json: Console.write(rows.table(width: Console.width))
    }
  }

  /// Prints rows, or the document that holds the same.
  func print(_ rows: RowsReport, document: some Encodable) {
    switch output {
    case .json: Console.write(JSONText.encode(document))
    case .csv: Console.write(rows.csv())
    case .markdown: Console.write(rows.table(style: .markdown))
    case .table: Console.write(rows.table(width: Console.width))
    }
  }
}
