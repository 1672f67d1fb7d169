import Indicators
import Postgres
import Procedures

/// Reads which offerings were used in a window: by which dossiers came online, owed a fee or were
/// paid online.
struct OfferingUseLoader: Sendable {
  let authority: Authority
  let register: EventRegister
  let first: CalendarDay
  let last: CalendarDay

  private static let measures: [DossierMeasure] = [
    .received, .feeYes, .feeUnknown, .paidOnlineYes, .paidOnlineUnknown,
  ]

  /// The catalog with what is known of the use of its offerings.
  func load(
    _ catalog: CatalogSnapshot, readsPayments: Bool,
    _ connection: borrowing PostgresConnection
  ) async throws -> CatalogSnapshot {
    let hasDossiers = register.applied[IndicatorFact.dossiers.rawValue] != nil
    let hasPayments = register.applied[IndicatorFact.payments.rawValue] != nil
    let kinds =
      [IndicatorFact.dossiers.rawValue]
      + (readsPayments ? [IndicatorFact.payments.rawValue] : [])
    var uses = OfferingUses(hasDossiers: hasDossiers, hasPayments: hasPayments)
    let days = (first.daysSince2000, last.daysSince2000)
    uses.held = try await register.held(kinds, on: connection)
      .filter { $0.touches(days.0, days.1) }
      .map { scope($0.scope, in: catalog) }
    let places = places(in: catalog)
    if hasDossiers { try await addDossiers(to: &uses, places, connection) }
    if hasPayments && readsPayments { try await addPayments(to: &uses, places, connection) }
    guard let used = catalog.used(uses) else {
      throw StoreError(
        .badRequest, "count used offerings: there are more than 65,536 combinations of attributes",
        vi: "không đếm được thủ tục phát sinh hồ sơ: có hơn 65.536 tổ hợp thuộc tính")
    }
    return used
  }

  /// Where the register's agencies and procedures stand in a catalog: an agency that is not there
  /// at those that took its place.
  private struct Places {
    var agencies: [Int64: [Int32]] = [:]
    var procedures: [Int64: Int32] = [:]

    func add(_ use: OfferingUse, procedure: Int64, agency: Int64, to uses: inout OfferingUses) {
      guard let procedure = procedures[procedure] else { return }
      let places = agencies[agency] ?? []
      if places.isEmpty { uses.add(use, procedure: procedure, agency: nil) }
      for place in places {
        uses.add(places.count == 1 ? use : use.undecided, procedure: procedure, agency: place)
      }
    }
  }

  private func places(in catalog: CatalogSnapshot) -> Places {
    var places = Places()
    let tree = catalog.agencies
    for node in register.snapshot.catalog.agencies.nodes {
      let codes = catalog.succession.agencies.heirs(of: node.code) { tree.position(of: $0) != nil }
      places.agencies[node.id] = codes.compactMap { tree.position(of: $0).map(Int32.init) }
    }
    let positions = Dictionary(
      uniqueKeysWithValues: catalog.procedures.enumerated().map { ($1.code, Int32($0)) })
    let known = register.snapshot.catalog.procedures
    for (position, id) in register.procedureIDs.enumerated() {
      places.procedures[id] = positions[known[position].code]
    }
    return places
  }

  private func scope(_ held: HeldRowScope, in catalog: CatalogSnapshot) -> HeldRowScope {
    let known = register.snapshot.catalog
    let agencies = held.agencies.map {
      catalog.agencies.position(of: known.agencies.nodes[$0].code)
    }
    let procedure = held.procedure.flatMap { position in
      catalog.procedures.firstIndex { $0.code == known.procedures[position].code }
    }
    return HeldRowScope(
      procedure: procedure, agencies: agencies.contains(nil) ? [] : agencies.compactMap { $0 })
  }

  private func sums(latest: CalendarDay?) -> EventSums {
    var sums = EventSums(
      authority: authority.id, first: first, last: last,
      halves: EventHalves(first: first, last: last, latest: latest), asOf: register.view.asOf)
    sums.keys.agency = true
    sums.keys.procedure = true
    return sums
  }

  private func addDossiers(
    to uses: inout OfferingUses, _ places: Places, _ connection: borrowing PostgresConnection
  ) async throws {
    let latest = try await latest(EventSums.latestDossier(authority: authority.id), connection)
    var sums = sums(latest: latest)
    sums.keys.channel = true
    uses = try await connection.reduce(sums.dossiers(Self.measures), into: uses) { uses, row in
      let channel = try row.decode(2, as: Int16.self)
      let received = Int(try row.decode(4, as: Int64.self))
      let use = OfferingUse(
        online: channel == ChannelKey.online.rawValue ? received : 0,
        unknownChannel: channel == ChannelKey.unknown.rawValue ? received : 0,
        fee: Int(try row.decode(5, as: Int64.self)),
        unknownFee: Int(try row.decode(6, as: Int64.self)),
        paidOnline: Int(try row.decode(7, as: Int64.self)),
        // Where payments are imported, they say what was paid; dossiers can only add to it.
        unknownPaid: uses.hasPayments
          ? 0 : Int(try row.decode(6, as: Int64.self)) + Int(try row.decode(8, as: Int64.self)))
      places.add(use, procedure: try row.decode(1), agency: try row.decode(0), to: &uses)
    }
  }

  private func addPayments(
    to uses: inout OfferingUses, _ places: Places, _ connection: borrowing PostgresConnection
  ) async throws {
    let latest = try await latest(EventSums.latestPayment(authority: authority.id), connection)
    let offered = Dictionary(grouping: places.agencies.values.joined(), by: { $0 })
    uses = try await connection.reduce(sums(latest: latest).payments([.online]), into: uses) {
      uses, row in
      let agency = try row.decode(0, as: Int64.self)
      let use = OfferingUse(paidOnline: Int(try row.decode(4, as: Int64.self)))
      let procedure = try row.decode(1, as: Int64.self)
      guard agency == 0, let position = places.procedures[procedure] else {
        places.add(use, procedure: procedure, agency: agency, to: &uses)
        return
      }
      // Paid online for the procedure, nobody said where: it may be at any of its agencies.
      uses.add(use, procedure: position, agency: nil)
      for place in offered.keys {
        uses.add(use.undecided, procedure: position, agency: place)
      }
    }
  }

  private func latest(
    _ statement: Statement, _ connection: borrowing PostgresConnection
  ) async throws -> CalendarDay? {
    guard EventHalves.cuts(last) else { return nil }
    let day = try await connection.queryOne(statement) { row in
      try row.decode(0, as: PostgresDate?.self)
    }
    return (day ?? nil).map { CalendarDay(daysSince2000: $0.daysSince2000) }
  }
}
