import Indicators
import Postgres
import Procedures

/// What events of one day stand on, with the database's numbers of agencies and procedures.
struct EventRegister: Sendable {
  let view: CatalogView
  let snapshot: EventSnapshot
  /// Position of each agency in the snapshot's tree.
  let agencies: [Int64: Int32]
  /// Position of each procedure.
  let procedures: [Int64: Int32]
  /// The database's number of each procedure, by position.
  let procedureIDs: [Int64]
  /// The kinds of sources of which a run was applied; true where one is a demonstration.
  let applied: [String: Bool]

  private let byCode: [String: Int]

  /// Reads the register of a day. The connection is in a transaction that sees one state.
  static func load(
    _ view: CatalogView, authority: Authority, on connection: borrowing PostgresConnection
  ) async throws -> EventRegister {
    let loader = CatalogLoader(authority: authority)
    let precedence = try await SourcePrecedence.load(
      authority: authority.id,
      known: PostgresTimestamp(
        microsecondsSince2000: view.version.recordedAt.microsecondsSince2000),
      on: connection)
    var succession = try await loader.succession(view, on: connection)
    succession.treeDay = view.treeDay.map { CalendarDay(daysSince2000: $0.daysSince2000) }
    let then = TreeAssembly(root: authority.code, precedence: precedence).tree(
      try await loader.agencies(view.agencies(on: view.treeDay ?? view.day), on: connection))
    let ever = try await connection.query(view.agenciesEver) { row in
      (
        id: try row.decode(0, as: Int64.self), code: try row.decode(1, as: String.self),
        name: try row.decode(2, as: String.self), tier: try row.decode(3, as: String?.self)
      )
    }
    let adoption = TreeAdoption(
      then, root: authority.code,
      adopting: ever.compactMap { agency in
        AgencyCode(agency.code).map {
          (agency.id, $0, agency.name, agency.tier.flatMap(Tier.init))
        }
      }, by: succession.agencies)
    let known = try await procedures(
      view,
      ProcedureRegister(
        try await loader.procedures(view, on: connection), precedence: precedence),
      on: connection)
    let applied = try await connection.query(view.appliedKinds) { row in
      (try row.decode(0, as: String.self), try row.decode(1, as: Bool.self))
    }
    let catalog = CatalogSnapshot(
      authority: authority.code, validOn: CalendarDay(daysSince2000: view.day.daysSince2000),
      knownOn: view.version.recordedAt, dataVersion: view.version.number,
      agencies: adoption.tree, fields: known.fields, procedures: known.procedures,
      offerings: OfferingColumns(procedure: [], agency: [], combination: [], combinations: []),
      succession: succession)
    var agencies: [Int64: Int32] = [:]
    for agency in ever {
      if let code = AgencyCode(agency.code), let position = adoption.tree.position(of: code) {
        agencies[agency.id] = Int32(position)
      }
    }
    return EventRegister(
      view: view, snapshot: EventSnapshot(catalog, splitAgencies: adoption.split),
      agencies: agencies,
      procedures: Dictionary(
        uniqueKeysWithValues: known.ids.enumerated().map { ($1, Int32($0)) }),
      procedureIDs: known.ids, applied: Dictionary(uniqueKeysWithValues: applied),
      byCode: Dictionary(
        uniqueKeysWithValues: known.procedures.enumerated().map { ($1.code.text, $0) }))
  }

  /// Quarantined rows of the last applied run of each source of some kinds.
  func held(
    _ kinds: [String], on connection: borrowing PostgresConnection
  ) async throws -> [HeldEvent] {
    try await connection.query(view.heldFacts(kinds)) { row in
      let code = try row.decode(0, as: String?.self)
      let ids = try row.decode(1, as: [Int64].self)
      let isReadable = try row.decode(2, as: Bool.self)
      let from = try row.decode(3, as: PostgresDate?.self)?.daysSince2000
      let to = try row.decode(4, as: PostgresDate?.self)?.daysSince2000
      let places = ids.compactMap { agencies[$0] }
      let first = from ?? .min
      return HeldEvent(
        scope: HeldRowScope(
          procedure: code.flatMap { byCode[$0] },
          agencies: isReadable && places.count == ids.count ? places.map(Int.init).sorted() : []),
        days: from == nil && to == nil ? nil : first...max(first, to ?? .max))
    }
  }

  private struct Known {
    let procedures: [CatalogProcedure]
    let ids: [Int64]
    let fields: [String]
  }

  /// Every procedure: those in force as the register has them, others with what was last said.
  private static func procedures(
    _ view: CatalogView, _ register: ProcedureRegister,
    on connection: borrowing PostgresConnection
  ) async throws -> Known {
    let ever = try await connection.query(view.proceduresEver) { row in
      (
        id: try row.decode(0, as: Int64.self), code: try row.decode(1, as: String.self),
        name: try row.decode(2, as: String.self), field: try row.decode(3, as: String?.self)
      )
    }
    var entries: [(id: Int64, code: String, name: String, field: String?)] = []
    for procedure in ever {
      if let position = register.positions[procedure.id] {
        let now = register.procedures[Int(position)]
        entries.append(
          (procedure.id, procedure.code, now.name, now.field.map { register.fields[$0] }))
      } else {
        entries.append(procedure)
      }
    }
    entries.sort { $0.code < $1.code }
    let fields = Set(entries.compactMap(\.field)).sorted()
    let places = Dictionary(uniqueKeysWithValues: fields.enumerated().map { ($1, $0) })
    return Known(
      procedures: entries.map { entry in
        CatalogProcedure(
          code: ProcedureCode(local: entry.code), name: entry.name,
          field: entry.field.flatMap { places[$0] })
      }, ids: entries.map(\.id), fields: fields)
  }
}
