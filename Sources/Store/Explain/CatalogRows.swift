public import Indicators
public import Postgres
import Procedures

/// The rows behind figures of the catalog: offerings or procedures, with the attributes that
/// decided and the cells that said so.
public struct CatalogRows: ExplainedRows {
  private let pool: PostgresPool
  private let authority: Authority
  private let figures: FigureStore

  /// Rows of one authority. The store of figures counts them and keeps the catalogs.
  public init(pool: PostgresPool, authority: Authority, figures: FigureStore) {
    self.pool = pool
    self.authority = authority
    self.figures = figures
  }

  /// Indicators over the catalog.
  public func explains(_ indicator: String) -> Bool {
    Indicator.catalog.contains { $0.id == indicator }
  }

  /// Costs a count of the catalog and, for the page, one look at the claims of its offerings.
  public func explanation(of request: ExplainRequest) async throws -> Explanation {
    let cursor = try ExplainCursor.read(request)
    var query = request.query
    query.by = nil
    let asked = query
    return try await pool.withTransaction(.snapshot) { connection in
      let evaluator = try await figures.evaluator(
        for: asked, on: request.day, known: request.known, connection: connection)
      let snapshot = evaluator.snapshot
      if let cursor { try ExplainCursor.check(of: cursor.version, version: snapshot.dataVersion) }
      let results = try await figures.flagged(
        [try evaluator.evaluate(asked)], of: [asked], known: request.known, on: connection)
      guard var figure = results.first?.figure else {
        throw StoreError(.missing, "explain \(asked.indicator): the store gave no figure")
      }
      if let known = request.known { figure.knownOn = known }
      let deciding = try DecidingOfferings(evaluator, asked)
      let view = try await CatalogView.at(
        request.day, known: snapshot.knownOn, of: authority, on: connection)
      let kinds = request.rows.map { [$0] } ?? RowKind.allCases
      var all: [Entry] = []
      for kind in kinds {
        if kind == .held {
          let days = try Self.days(of: asked, on: request.day)
          all += try await HeldDetails(
            view: view, catalog: snapshot, kinds: try Self.heldKinds(of: asked)
          ).load(on: connection)
            .filter { deciding.admits($0.event.scope) && $0.event.touches(days.0, days.1) }
            .map { .held($0.row) }
        } else {
          all += try rows(kind, asked, evaluator).map(Entry.offering)
        }
      }
      let page = try ExplainCursor.page(of: all, behind: cursor, limit: request.limit)
      return Explanation(
        figure: figure, total: all.count,
        rows: try await explained(page, deciding, snapshot, view, asked, on: connection),
        cursor: page.endIndex < all.count
          ? ExplainCursor(
            version: snapshot.dataVersion, offset: page.endIndex, request: request
          ).text : nil,
        exclusions: try await ExclusionRegister.entries(
          of: asked.indicator, view: view, on: connection))
    }
  }

  /// The sources whose held rows could belong: those of the facts that the indicator reads.
  private static func heldKinds(of query: IndicatorQuery) throws -> [String] {
    let indicator = try Indicator.asked(by: query)
    guard indicator.usage != nil else { return [IndicatorFact.catalog.rawValue] }
    return [IndicatorFact.catalog, .dossiers].map(\.rawValue)
      + (indicator.reads.contains(.paidOnline) ? [IndicatorFact.payments.rawValue] : [])
  }

  /// The days whose dossiers and payments show that an offering is used.
  private static func days(of query: IndicatorQuery, on day: CalendarDay) throws -> (Int32, Int32) {
    switch try Indicator.asked(by: query).usage {
    case nil: return (.min, .max)
    case .last90Days: return (day.daysSince2000 - 89, day.daysSince2000)
    case .period:
      var whole = query
      whole.filters = [:]
      let window = try EventWindow(whole, on: day)
      return (window.first.daysSince2000, window.last.daysSince2000)
    }
  }

  /// A row before it is explained.
  private struct Listed: Sendable {
    let kind: RowKind
    let row: CatalogRow
  }

  private enum Entry: Sendable {
    case offering(Listed)
    case held(ExplainedRow)
  }

  /// The rows of a kind by procedure, then agency.
  private func rows(
    _ kind: RowKind, _ query: IndicatorQuery, _ evaluator: CatalogEvaluator
  ) throws -> [Listed] {
    let snapshot = evaluator.snapshot
    func code(_ row: CatalogRow) -> String {
      row.procedure.map { snapshot.procedures[$0].code.text } ?? ""
    }
    func place(_ row: CatalogRow) -> String {
      row.agency.map { snapshot.agencies.nodes[$0].code.text } ?? ""
    }
    return try evaluator.rows(query, kind: kind)
      .sorted { (code($0), place($0)) < (code($1), place($1)) }
      .map { Listed(kind: kind, row: $0) }
  }

  private func explained(
    _ page: ArraySlice<Entry>, _ deciding: DecidingOfferings, _ snapshot: CatalogSnapshot,
    _ view: CatalogView, _ query: IndicatorQuery, on connection: borrowing PostgresConnection
  ) async throws -> [ExplainedRow] {
    let reads = try Indicator.named(query.indicator).reads
    let nodes = snapshot.agencies.nodes
    var offerings: [Int: DecidingOfferings.Offering] = [:]
    var wanted: Set<ClaimOrigins.Key> = []
    for (position, entry) in zip(page.indices, page) {
      guard case .offering(let listed) = entry, let procedure = listed.row.procedure,
        let offering = deciding.offering(behind: listed.row, kind: listed.kind)
      else { continue }
      offerings[position] = offering
      wanted.insert(
        ClaimOrigins.Key(
          procedure: snapshot.procedures[procedure].code.text,
          agency: offering.agency.map { nodes[$0].id } ?? 0))
    }
    let origins = try await ClaimOrigins.load(
      wanted, view: view, authority: authority, on: connection)
    return zip(page.indices, page).map { position, entry in
      switch entry {
      case .held(let row): row
      case .offering(let listed):
        self.row(
          listed, offerings[position], snapshot, reads: reads, origins: origins,
          counts: query.count)
      }
    }
  }

  private func row(
    _ listed: Listed, _ offering: DecidingOfferings.Offering?, _ snapshot: CatalogSnapshot,
    reads: FactSet, origins: ClaimOrigins, counts: CountUnit?
  ) -> ExplainedRow {
    let nodes = snapshot.agencies.nodes
    let procedure = listed.row.procedure.map { snapshot.procedures[$0] }
    let agency = listed.row.agency.map { nodes[$0] }
    let decided = offering?.agency.map { nodes[$0] }
    let key = procedure.map {
      ClaimOrigins.Key(procedure: $0.code.text, agency: decided?.id ?? 0)
    }
    let words = offering?.facts.words(of: reads) ?? []
    return ExplainedRow(
      kind: listed.kind, procedure: procedure?.code, procedureName: procedure?.name ?? "",
      agency: agency?.code, agencyName: agency?.name ?? "", levels: listed.row.levels,
      decidedAt: agency == nil ? decided?.code : nil,
      values: words.map { attribute, value in
        DecidingValue(
          attribute: attribute, value: value,
          origins: key.map { origins.origins(of: attribute, for: $0) } ?? [])
      })
  }
}
