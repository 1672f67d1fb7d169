import Indicators
import Postgres
import Procedures

/// Reads the dossiers behind a figure, kind by kind, by the measures that the rollups add up.
struct DossierPages {
  let register: EventRegister
  let question: EventQuestion
  let authority: Authority

  /// A row with the key behind which the next page begins.
  struct Entry: Sendable {
    let key: String
    let row: ExplainedRow
  }

  /// The first rows of a kind behind a key.
  func rows(
    _ kind: RowKind, after key: String?, limit: Int, on connection: borrowing PostgresConnection
  ) async throws -> [Entry] {
    switch kind {
    case .excluded: return []
    case .held:
      let all = try await held(on: connection)
      let offset = key.flatMap { Int($0) } ?? 0
      return Array(all.dropFirst(offset).prefix(limit))
    case .counted, .missing, .unknown:
      let catalog = register.snapshot.catalog
      let attributes = question.attributes
      let sums = EventReader(register: register, authority: authority)
        .sums(question, latest: nil)
      let statement = DossierSelection(question: question, sums: sums)
        .select(kind, after: key ?? "", limit: limit)
      return try await connection.query(statement) { row in
        try entry(row, kind, catalog, attributes)
      }
    }
  }

  private func entry(
    _ row: borrowing PostgresRow, _ kind: RowKind, _ catalog: CatalogSnapshot,
    _ attributes: [String]
  ) throws -> Entry {
    let code = try row.string(0)
    let procedure = register.procedures[try row.int64(1)].map { catalog.procedures[Int($0)] }
    let agency = register.agencies[try row.int64(2)].map { catalog.agencies.nodes[Int($0)] }
    let flags = DossierFlags(rawValue: try row.int32(9))
    let channel = try row.int16(10)
    func day(_ column: Int) throws -> CalendarDay? {
      try row.dateOrNil(column).map { CalendarDay(daysSince2000: $0.daysSince2000) }
    }
    return Entry(
      key: code,
      row: ExplainedRow(
        kind: kind, procedure: procedure?.code, procedureName: procedure?.name ?? "",
        agency: agency?.code, agencyName: agency?.name ?? "",
        values: attributes.map { name in
          DecidingValue(
            attribute: name, value: Self.value(of: name, flags: flags, channel: channel),
            origins: [])
        },
        dossier: ExplainedDossier(
          code: code, receivedOn: try day(3), endedOn: try day(4), dueOn: try day(5),
          status: Int(try row.int16(6)),
          timeClass: try row.int16OrNil(7).flatMap(Self.word(ofClass:)),
          place: SourcePlace(
            source: try row.string(11), run: try row.int64(12), file: try row.string(13),
            sheet: try row.stringOrNil(14), row: Int(try row.int32(8))))))
  }

  private func held(on connection: borrowing PostgresConnection) async throws -> [Entry] {
    let held = try await HeldDetails(
      view: register.view, catalog: register.snapshot.catalog,
      kinds: [IndicatorFact.dossiers.rawValue]
    ).load(on: connection).filter { question.admits($0.event) }
    return held.enumerated().map { Entry(key: "\($0 + 1)", row: $1.row) }
  }

  private static func value(of name: String, flags: DossierFlags, channel: Int16) -> String {
    switch name {
    case "channel": ChannelKey(rawValue: channel)?.key ?? "unknown"
    case "fee_due": flags[.feeDue].word
    case "paid_online": flags[.paidOnline].word
    case "components_digitized": flags[.componentsDigitized].word
    case "result_electronic": flags[.resultElectronic].word
    case "data_reused": flags[.dataReused].word
    case "storage_connected": flags[.storageConnected].word
    default: "unknown"
    }
  }

  private static func word(ofClass number: Int16) -> String? {
    switch TimeClass(rawValue: number) {
    case .early: "early"
    case .onTime: "on_time"
    case .late: "late"
    case .undated: "undated"
    case nil: nil
    }
  }
}
