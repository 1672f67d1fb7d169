import Procedures
import TestSupport

/// A made-up catalog file with everything that a model of it needs to know.
struct RandomFile {
  /// What makes a row one that is put aside as it is read.
  enum Flaw {
    case none, value, agency, code
  }

  struct Row {
    var code: String
    /// Empty: the row declares the procedure.
    var agencies: [String]
    /// `.01` or empty.
    var service: String
    var cells: [String: String]
    /// The day in the window that the row delays to.
    var from: Int?
    var flaw = Flaw.none

    var serviceCode: String { service.isEmpty ? "" : code + service }
  }

  /// Columns beside code, agency and service.
  var columns: [String]
  var rows: [Row]

  static let attributes = [
    "level", "eligible", "eligible_full", "fee", "payment_eligible", "payment_enabled", "means",
  ]
  /// What is said of procedures rather than of offerings.
  static let labels = ["field", "type"]
  static let levels = ["4", "3", "2", "1", "toàn trình", "một phần", "chưa cung cấp", ""]
  static let answers = ["có", "không", ""]
  static let means = ["web", "web; mobile", "mobile", ""]
  static let fields = ["Y tế", "Đất đai", "Hộ tịch", ""]
  static let types = ["", "", "", "Nội bộ"]

  /// The file as bytes.
  func csv(day: (Int) -> CalendarDay) -> String {
    var lines = [(["code", "agency_code", "service_code"] + columns).joined(separator: ",")]
    for row in rows {
      var cells = [
        row.flaw == .code ? "không mã" : row.code,
        (row.agencies + (row.flaw == .agency ? ["H32.98"] : [])).joined(separator: ";"),
        row.serviceCode,
      ]
      for column in columns {
        if column == "effective_from" {
          cells.append(row.from.map { day($0).description } ?? "")
        } else if column == "level", row.flaw == .value {
          cells.append("tám")
        } else {
          cells.append(row.cells[column] ?? "")
        }
      }
      lines.append(cells.joined(separator: ","))
    }
    return lines.joined(separator: "\n")
  }

  /// A file of up to 24 rows about few procedures and agencies, so that keys meet again and again.
  static func random(
    using random: inout SeededGenerator, agencies: [String], days: Range<Int>
  ) -> RandomFile {
    let columns = (attributes + labels + ["effective_from"]).filter { _ in
      Int.random(in: 0..<7, using: &random) > 0
    }
    let codes = (1...8).map { "1.00000\($0)" }
    var said: [String: [String: String]] = [:]
    for code in codes {
      said[code] = [
        "field": fields.randomElement(using: &random) ?? "",
        "type": types.randomElement(using: &random) ?? "",
      ]
    }
    var rows: [Row] = []
    for _ in 0..<Int.random(in: 3...20, using: &random) {
      let code = codes.randomElement(using: &random) ?? ""
      var cells = said[code] ?? [:]
      cells["level"] = levels.randomElement(using: &random)
      cells["means"] = means.randomElement(using: &random)
      for answer in attributes.dropFirst().dropLast() {
        cells[answer] = answers.randomElement(using: &random)
      }
      let count = [0, 1, 1, 1, 1, 1, 2, 3].randomElement(using: &random) ?? 1
      var row = Row(
        code: code, agencies: Array(agencies.shuffled(using: &random).prefix(count)),
        service: ["", "", ".01", ".02"].randomElement(using: &random) ?? "", cells: cells,
        from: Int.random(in: 0..<5, using: &random) == 0
          ? Int.random(in: days, using: &random) : nil)
      switch Int.random(in: 0..<32, using: &random) {
      case 0 where columns.contains("level"): row.flaw = .value
      case 1: row.flaw = .agency
      case 2: row.flaw = .code
      default: break
      }
      rows.append(row)
      // Now and then the same once more.
      if Int.random(in: 0..<10, using: &random) == 0 { rows.append(row) }
    }
    rows.shuffle(using: &random)
    return RandomFile(columns: columns, rows: rows)
  }
}
