import Postgres
import Procedures
import Schema

/// Puts a plan or an index in force.
struct AdoptDocumentAction: RegisterAction {
  static let name = "adopt_document"
  static let register = AdoptionRegister.registerName

  let kind: String
  let id: String
  let title: String
  let content: DocumentNode

  var sentence: String {
    let what = kind == AdoptableFile.Kind.plan.rawValue ? "kế hoạch" : "bộ chỉ số"
    return "Nhập \(what) \(id): \(title.prefix(200))"
  }

  func apply(
    in context: RegisterContext, on connection: borrowing PostgresConnection
  ) async throws -> RegisterEffect {
    let isNew = try await AdoptedDocument.adopt(
      kind: kind, id: id, content: try AdoptedDocument.json(content), in: context, on: connection)
    return RegisterEffect(rows: isNew ? 1 : 0, movesFigures: isNew)
  }
}

/// Puts the holidays of some years in force, each instead of all that was known of that year.
struct AdoptHolidaysAction: RegisterAction {
  static let name = "adopt_holidays"
  static let register = AdoptionRegister.registerName

  let years: [DocumentNode]

  var sentence: String {
    let numbers = (try? parsed().map { "\($0.year)" }) ?? []
    return "Nhập ngày nghỉ năm \(numbers.joined(separator: ", "))"
  }

  /// The years, read again from their canonical form.
  func parsed() throws(StoreError) -> [HolidayYear] {
    let document = DocumentNode(
      content: .map([
        DocumentNode.Entry(
          key: "format",
          value: DocumentNode(content: .text(HolidayReader.format), line: nil)),
        DocumentNode.Entry(key: "years", value: DocumentNode(content: .list(years), line: nil)),
      ]), line: nil)
    return try HolidayReader(file: "holidays").file(document).years
  }

  func apply(
    in context: RegisterContext, on connection: borrowing PostgresConnection
  ) async throws -> RegisterEffect {
    var rows = 0
    for (year, node) in zip(try parsed(), years) {
      let isNew = try await AdoptedDocument.adopt(
        kind: AdoptableFile.Kind.holidays.rawValue, id: "\(year.year)",
        content: try AdoptedDocument.json(node), in: context, on: connection)
      guard isNew else { continue }
      rows += 1
      rows += try await connection.execute(
        Self.end(authority: context.authority.id, year: year.year, known: context.known))
      rows += try await connection.execute(Self.insert(year, context))
    }
    // Due dates are moved by working days: what was computed with other holidays changes.
    if rows > 0 {
      rows += try await DossierTimes.recompute(
        authority: context.authority.id, run: context.run, known: context.known, on: connection)
    }
    return RegisterEffect(rows: rows, movesFigures: rows > 0)
  }

  static func end(authority: Int64, year: Int, known: PostgresTimestamp) -> Statement {
    let statement: Statement = """
      UPDATE holiday
      SET known_to = \(known)
      WHERE authority_id = \(authority)
        AND day >= make_date(\(Int32(year)), 1, 1)
        AND day <= make_date(\(Int32(year)), 12, 31)
        AND known_to = 'infinity'
      """
    return statement.labelled("store.holidays.end")
  }

  static func insert(_ year: HolidayYear, _ context: RegisterContext) -> Statement {
    let days = year.off + year.working
    let kinds = year.off.map { _ in "off" } + year.working.map { _ in "working" }
    let statement: Statement = """
      INSERT INTO holiday (authority_id, day, kind, name, known_from, run_id)
      SELECT \(context.authority.id), DATE '2000-01-01' + new.day, new.kind, new.name,
        \(context.known), \(context.run)
      FROM unnest(\(days.map(\.day.daysSince2000)), \(kinds), \(days.map(\.name)))
        AS new (day, kind, name)
      """
    return statement.labelled("store.holidays.insert")
  }
}

extension HolidayYear {
  /// The canonical document of the year.
  var document: DocumentNode {
    func text(_ text: String) -> DocumentNode { DocumentNode(content: .text(text), line: nil) }
    func map(_ entries: [(String, DocumentNode)]) -> DocumentNode {
      DocumentNode(
        content: .map(entries.map { DocumentNode.Entry(key: $0.0, value: $0.1) }), line: nil)
    }
    func list(_ days: [Day]) -> DocumentNode {
      DocumentNode(
        content: .list(days.map { map([("day", text("\($0.day)")), ("name", text($0.name))]) }),
        line: nil)
    }
    return map([
      ("complete", text(isComplete ? "yes" : "no")), ("off", list(off)), ("source", text(source)),
      ("working", list(working)), ("year", text("\(year)")),
    ])
  }
}
