import Procedures

/// The form in which sources of facts are kept: our own columns with normalised values, the number
/// of the row, and for a held row what the event says of it. Reading it gives the same events.
enum RedactedForm {
  /// The columns of a record, behind `row`.
  static func columns(of kind: FactKind) -> [String] {
    switch kind {
    case .dossiers:
      [
        "dossier_code", "procedure_code", "agency_code", "receiving_agency_code", "channel",
        "received_at", "due_at", "finished_at", "returned_at", "status", "updated_at",
        "paused_days", "supplements", "supplement_asked_at", "supplement_us",
      ] + DossierFlags.Fact.allCases.map(\.column)
    case .payments:
      [
        "transaction_code", "dossier_code", "procedure_code", "agency_code", "amount", "method",
        "state", "paid_at",
      ]
    case .results:
      ["procedure_code", "agency_code", "as_of", "valid_results", "digitized", "signed", "method"]
    case .observations:
      ["indicator", "scope", "period", "numerator", "denominator", "value", "source"]
    }
  }

  /// The columns of a held row, behind those of a record.
  static let heldColumns = [
    "held_rule", "held_column", "held_position", "held_raw", "held_key", "held_procedure",
    "held_agencies", "held_agency_readable", "held_days",
  ]

  static func profile(of kind: FactKind) -> TableProfile {
    TableProfile(
      name: "\(kind.rawValue)-redacted", key: ["row"], required: heldColumns,
      columns: ["row"] + columns(of: kind) + heldColumns)
  }

  /// Names for the numbers of the database.
  struct Directories: Sendable {
    let agencies: AgencyDirectory
    let procedures: ProcedureDirectory
  }

  /// Reads the cells of a held row.
  struct Held: Sendable {
    private let rowIndex: Int
    private let first: Int
    private let directories: Directories

    init(_ match: HeaderMatcher.Match, _ directories: Directories) {
      rowIndex = match.index(of: "row") ?? 0
      first = match.index(of: heldColumns[0]) ?? 0
      self.directories = directories
    }

    func row(of record: CellRecord) -> Int? {
      CountReading.count(record.text(rowIndex)).value.flatMap(Int.init(exactly:))
    }

    func isHeld(_ record: CellRecord) -> Bool { !record.isEmpty(first) }

    func held(_ record: CellRecord) -> HeldFactRow? {
      guard let rule = HeldRule(rawValue: record.text(first)),
        let position = Int(record.text(first + 2))
      else { return nil }
      var agencies: [Int64] = []
      for code in record.text(first + 6).split(separator: ";") {
        guard let code = AgencyCode(String(code)), let id = directories.agencies.id(of: code) else {
          continue
        }
        agencies.append(id)
      }
      let days = record.text(first + 8).split(separator: " ").map(String.init)
        .compactMap(CalendarDay.init(iso:))
      let key = record.text(first + 4)
      let procedure = record.text(first + 5)
      return HeldFactRow(
        row: record.number, column: record.text(first + 1), position: position, rule: rule,
        raw: record.text(first + 3), key: key.isEmpty ? nil : key,
        procedure: procedure.isEmpty ? nil : ProcedureCode(local: procedure),
        agencies: Set(agencies).sorted(), agencyReadable: record.text(first + 7) == "1",
        days: days.count == 2 && days[0] <= days[1] ? days[0]...days[1] : nil)
    }
  }
}

extension DossierFlags.Fact {
  /// The canonical name of the column that tells it.
  var column: String {
    switch self {
    case .feeDue: "fee_due"
    case .paid: "paid"
    case .paidOnline: "paid_online"
    case .componentsDigitized: "components_digitized"
    case .resultElectronic: "result_electronic"
    case .dataReused: "data_reused"
    case .storageConnected: "storage_connected"
    }
  }
}
