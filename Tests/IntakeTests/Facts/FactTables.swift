import Procedures
import Synchronization

@testable import Intake

/// A whole source of facts, read to its end, with its redacted copy.
struct ReadFacts<Record: Hashable & Sendable> {
  var events: [FactEvent<Record>] = []
  var dropped: [String] = []
  var read = 0
  var nonData = 0
  var warnings: [IntakeWarning] = []
  var copy = ""

  var records: [Record] { rows.map(\.value) }
  var rows: [FactRecord<Record>] {
    events.compactMap { if case .record(let record) = $0 { record } else { nil } }
  }
  var held: [HeldFactRow] {
    events.compactMap { if case .held(let row) = $0 { row } else { nil } }
  }

  /// Everything that may be kept or shown of the source.
  var everything: String { "\(events)\(warnings)\(copy)" }
}

/// What the tests know: procedures 1.000001 to 1.000009 with the numbers 1 to 9, the agencies of
/// ``AgencyDirectory/sample``, and 2023 as a past year.
enum Facts {
  static let procedures = ProcedureDirectory(
    (1...9).compactMap { number in
      ProcedureCode("1.00000\(number)").map { ($0, Int64(number)) }
    })
  static let latest = Instant(microsecondsSince2000: 820_454_400_000_000)

  static func dossiers(
    _ file: SourceFile, _ profile: FactProfile = .standard(.dossiers),
    holidays: HolidayCalendar = HolidayCalendar()
  ) throws -> ReadFacts<Dossier> {
    var reader = try DossierReader(
      file: file, profile: profile, agencies: .sample, procedures: procedures, holidays: holidays,
      latest: latest)
    let copy = Copy()
    reader.redacted(into: copy.take)
    var result = ReadFacts<Dossier>()
    while let event = try reader.next() { result.events.append(event) }
    result.dropped = reader.dropped
    (result.read, result.nonData) = (reader.read, reader.nonData)
    result.warnings = reader.warnings
    result.copy = copy.text
    return result
  }

  static func payments(
    _ file: SourceFile, _ profile: FactProfile = .standard(.payments)
  ) throws -> ReadFacts<Payment> {
    var reader = try PaymentReader(
      file: file, profile: profile, agencies: .sample, procedures: procedures, latest: latest)
    let copy = Copy()
    reader.redacted(into: copy.take)
    var result = ReadFacts<Payment>()
    while let event = try reader.next() { result.events.append(event) }
    result.dropped = reader.dropped
    (result.read, result.nonData) = (reader.read, reader.nonData)
    result.copy = copy.text
    return result
  }

  static func results(
    _ file: SourceFile, _ profile: FactProfile = .standard(.results)
  ) throws -> ReadFacts<ResultStock> {
    var reader = try ResultReader(
      file: file, profile: profile, agencies: .sample, procedures: procedures, latest: latest)
    let copy = Copy()
    reader.redacted(into: copy.take)
    var result = ReadFacts<ResultStock>()
    while let event = try reader.next() { result.events.append(event) }
    result.dropped = reader.dropped
    (result.read, result.nonData) = (reader.read, reader.nonData)
    result.copy = copy.text
    return result
  }

  static func observations(
    _ file: SourceFile, _ profile: FactProfile = .standard(.observations)
  ) throws -> ReadFacts<Observation> {
    var reader = try ObservationReader(
      file: file, profile: profile, agencies: .sample, procedures: procedures, latest: latest)
    let copy = Copy()
    reader.redacted(into: copy.take)
    var result = ReadFacts<Observation>()
    while let event = try reader.next() { result.events.append(event) }
    result.dropped = reader.dropped
    (result.read, result.nonData) = (reader.read, reader.nonData)
    result.copy = copy.text
    return result
  }

  /// A moment in Asia/Ho_Chi_Minh.
  static func at(_ day: String, _ time: String = "00:00:00") -> Instant? {
    Instant(iso: "\(day)T\(time)+07:00")
  }

  /// The same rows as a workbook of inline texts.
  static func workbook(_ rows: [[String]]) throws -> SourceFile {
    let markup = rows.enumerated().map { index, cells in
      "<row r=\"\(index + 1)\">"
        + cells.map { "<c t=\"inlineStr\"><is><t>\(escaped($0))</t></is></c>" }.joined() + "</row>"
    }
    return SourceFile(name: "a.xlsx", contents: try BookText(rows: markup.joined()).bytes())
  }

  /// The same rows as a CSV.
  static func csv(_ rows: [[String]]) -> SourceFile {
    SourceFile(
      rows.map { row in
        row.map { "\"" + $0.replacing("\"", with: "\"\"") + "\"" }.joined(separator: ",") + "\n"
      }.joined())
  }

  /// The same rows as a JSON array of objects; the first row has the keys.
  static func json(_ rows: [[String]]) -> SourceFile {
    var text: [UInt8] = [UInt8(ascii: "[")]
    for (index, row) in rows.dropFirst().enumerated() {
      text.append(contentsOf: index > 0 ? [0x2C, 0x7B] : [0x7B])
      for (column, cell) in row.enumerated() {
        if column > 0 { text.append(0x2C) }
        JSONText.append(Array(rows[0][column].utf8), to: &text)
        text.append(UInt8(ascii: ":"))
        JSONText.append(Array(cell.utf8), to: &text)
      }
      text.append(0x7D)
    }
    text.append(UInt8(ascii: "]"))
    return SourceFile(name: "a.json", contents: text)
  }

  private static func escaped(_ text: String) -> String {
    text.replacing("&", with: "&amp;").replacing("<", with: "&lt;")
  }

  private final class Copy: Sendable {
    private let bytes = Mutex<[UInt8]>([])

    @Sendable func take(_ portion: [UInt8]) throws(IntakeError) {
      bytes.withLock { $0 += portion }
    }

    var text: String { bytes.withLock { String(decoding: $0, as: UTF8.self) } }
  }
}
