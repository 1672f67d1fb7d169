import Intake
import Procedures

/// A file read to its end, and all that is wrong with how it was read.
struct MutantReading {
  private static let agencies: [(id: Int64, code: AgencyCode, names: [String])] =
    SampleCatalog.agencies.enumerated().compactMap { index, text in
      AgencyCode(text).map { (Int64(index), $0, []) }
    }

  let reader: CatalogReader
  let records: [CatalogRecord]
  let held: [HeldCatalogRow]

  init(_ bytes: [UInt8]) throws {
    var reader = try CatalogReader(
      file: SourceFile(name: "mutant", contents: bytes),
      agencies: AgencyDirectory(agencies: Self.agencies))
    var records: [CatalogRecord] = []
    var held: [HeldCatalogRow] = []
    while let batch = try reader.nextBatch(maxRows: 7) {
      for event in batch {
        switch event {
        case .record(let record): records.append(record)
        case .held(let row): held.append(row)
        }
      }
    }
    self.reader = reader
    self.records = records
    self.held = held
  }

  /// What the records say: code, agencies, service, level, in the order of texts.
  var sayings: [String] {
    records.map { record in
      let agencies = record.agencies.map { SampleCatalog.agencies[Int($0)] }.sorted()
      return Self.saying(
        reader.codes[record.procedure].text, agencies, record.service,
        record.attributes.level.value.map { "\($0.scheme)/\($0.code)" } ?? "")
    }.sorted()
  }

  /// Code, agency and service of each offering that a record names.
  var keys: [String] {
    records.flatMap { record in
      (record.agencies.isEmpty ? ["-"] : record.agencies.map { SampleCatalog.agencies[Int($0)] })
        .map { agency in
          [reader.codes[record.procedure].text, agency, record.service]
            .filter { !$0.isEmpty }.joined(separator: " ")
        }
    }
  }

  static func saying(
    _ code: String, _ agencies: [String], _ service: String, _ level: String
  ) -> String {
    "\(code) \(agencies.joined(separator: ";")) \(service) \(level)"
  }

  /// What must not be: rows lost, invented, or read as something that the file does not say.
  func faults(of mutant: Mutant) -> [String] {
    var faults: [String] = []
    if reader.read != reader.nonData + records.count + held.count {
      faults.append(
        "read \(reader.read), \(reader.nonData) no data, \(records.count) valid, \(held.count) held"
      )
    }
    if let meaning = mutant.meaning {
      faults += checkMeaning(meaning, mutant)
    }
    let recognition = reader.recognition
    let naive =
      mutant.grid.flatMap { grid in
        if mutant.format != .json { return NaiveTable(grid: grid) }
        // Of equal keys there is one; such a file is refused.
        return NaiveTable(mutant.bytes, recognition)
      } ?? NaiveTable(mutant.bytes, recognition)
    guard let naive else { return faults }
    let headings = recognition.headerRow == 0 ? 0 : recognition.headerRows.count
    if naive.rows.count != reader.read + headings {
      faults.append("\(reader.read) rows were read and the file has \(naive.rows.count)")
    }
    for record in records { faults += check(record, naive.rows[record.row] ?? []) }
    for row in held { faults += check(row, naive.rows[row.row] ?? [], mutant) }
    return faults + checkSkipped(naive)
  }

  private func checkMeaning(_ meaning: SampleCatalog, _ mutant: Mutant) -> [String] {
    var faults: [String] = []
    let expected = meaning.rows.map { row in
      let level = SampleCatalog.levels[row[SampleCatalog.level]]
      return Self.saying(
        row[SampleCatalog.code], SampleCatalog.agencies(in: row[SampleCatalog.agency]).sorted(),
        row[SampleCatalog.service], level.map { "\($0.scheme)/\($0.code)" } ?? "")
    }.sorted()
    let found = sayings
    if Set(found) != Set(expected) || found.count != expected.count + mutant.doubled {
      faults.append(
        "missing \(Set(expected).subtracting(found)), too much \(Set(found).subtracting(expected))")
    }
    if !held.isEmpty { faults.append("held \(held)") }
    if reader.nonData != mutant.added {
      faults.append("\(reader.nonData) rows are no data and \(mutant.added) were added")
    }
    return faults
  }

  private func cell(_ meaning: String, _ cells: [String]) -> String? {
    guard let column = reader.recognition.columns.first(where: { $0.meaning == meaning }) else {
      return nil
    }
    return column.position <= cells.count ? cells[column.position - 1] : ""
  }

  private func check(_ record: CatalogRecord, _ cells: [String]) -> [String] {
    var faults: [String] = []
    let code = reader.codes[record.procedure].text
    if Self.code(in: cell("code", cells) ?? cell("service_code", cells) ?? "") != code {
      faults.append("row \(record.row) was read as procedure \(code): \(cells)")
    }
    if let written = cell("agency_code", cells) {
      let found = record.agencies.map { SampleCatalog.agencies[Int($0)] }.sorted()
      if Set(SampleCatalog.agencies(in: written)).sorted() != found {
        faults.append("row \(record.row) was read as of \(found): \(cells)")
      }
    }
    if let written = cell("level", cells) {
      let isKnown = record.attributes.level.value != nil
      if let level = SampleCatalog.levels[written] {
        if record.attributes.level.value?.code != level.code {
          faults.append("row \(record.row) was read as \(record.attributes.level): \(cells)")
        }
      } else if isKnown == Self.isBlank(written) {
        faults.append("row \(record.row) was read as \(record.attributes.level): \(cells)")
      }
    }
    for (meaning, claim) in [
      ("eligible", record.attributes.eligible), ("eligible_full", record.attributes.eligibleFull),
      ("fee", record.attributes.fee),
    ] {
      guard let written = cell(meaning, cells) else { continue }
      let expected: Claim<Bool>? =
        switch written {
        case "Có", "x": .known(true)
        case "Không": .known(false)
        case _ where Self.isBlank(written): .unknown
        default: nil
        }
      if let expected, claim != expected {
        faults.append("row \(record.row), \(meaning) was read as \(claim): \(cells)")
      }
    }
    return faults
  }

  private func check(_ row: HeldCatalogRow, _ cells: [String], _ mutant: Mutant) -> [String] {
    // Letters of old encodings are not read by the naive reader.
    guard mutant.grid != nil || reader.recognition.format.contains("UTF") else { return [] }
    let written = row.position <= cells.count ? cells[row.position - 1] : ""
    return written.unicodeScalars.elementsEqual(row.raw.unicodeScalars)
      ? [] : ["row \(row.row) was held for \(row.raw), and the cell is \(written)"]
  }

  /// Rows that are neither valid nor held may not name a procedure.
  private func checkSkipped(_ naive: NaiveTable) -> [String] {
    let events = Set(records.map(\.row) + held.map(\.row))
    let headings = reader.recognition.headerRows
    return naive.rows.compactMap { number, cells in
      guard !events.contains(number), !headings.contains(number),
        let code = Self.code(in: cell("code", cells) ?? cell("service_code", cells) ?? "")
      else { return nil }
      return "row \(number) of \(code) was skipped: \(cells)"
    }
  }

  private static func isBlank(_ text: String) -> Bool { text.allSatisfy { $0.isWhitespace } }

  /// The code that a cell begins with; nil where it begins with none.
  private static func code(in cell: String) -> String? {
    // The mark of byte order in the middle of joined files is a blank of no width.
    let text = cell.drop { $0.isWhitespace || $0 == "'" || $0 == "\u{FEFF}" }.prefix(8)
    let shape = text.map { $0.isASCII && $0.isNumber ? "9" : String($0) }.joined()
    return shape == "9.999999" ? String(text) : nil
  }
}
