public import Indicators
public import Postgres
public import Procedures

/// An exclusion that a person asks for.
public struct NewExclusion: Sendable, Hashable, Codable {
  /// Id of the indicator.
  public let indicator: String
  /// Code of the procedure.
  public let procedure: String
  /// Code of the agency; nil takes the whole procedure out.
  public let agency: String?
  /// The legal basis, 1 to 2000 characters.
  public let legalBasis: String
  /// The reason, 1 to 2000 characters.
  public let reason: String
  /// The first day, `yyyy-MM-dd`.
  public let from: String
  /// The last day, `yyyy-MM-dd`; nil where it has no end.
  public let to: String?
  /// Row of the sheet that it stands in; nil where it came from none.
  public var row: Int?

  /// An exclusion from one day on, to another where one is given.
  public init(
    indicator: String, procedure: ProcedureCode, agency: AgencyCode?, legalBasis: String,
    reason: String, from: CalendarDay, to: CalendarDay? = nil, row: Int? = nil
  ) {
    self.indicator = indicator
    self.procedure = procedure.text
    self.agency = agency?.text
    self.legalBasis = legalBasis
    self.reason = reason
    self.from = "\(from)"
    self.to = to.map { "\($0)" }
    self.row = row
  }
}

/// The register of exclusions: beside what is unknown, nothing else takes a row out of a
/// denominator, and what does is entered by somebody, on a basis, and shown.
public struct ExclusionRegister: Sendable {
  /// The name of the source under which runs of this register are entered.
  static let registerName = "exclusions"

  let pool: PostgresPool
  let authority: Authority

  /// The register of one authority.
  public init(pool: PostgresPool, authority: Authority) {
    self.pool = pool
    self.authority = authority
  }

  /// The actions of this register, for reading their JSON again.
  static let actions: [any RegisterAction.Type] = [
    AddExclusionsAction.self, EndExclusionAction.self,
  ]

  /// The entries that hold now, also those whose days are over or to come; with `day` those of
  /// that day only. By indicator, procedure, agency and first day.
  public func entries(on day: CalendarDay? = nil) async throws -> [ExclusionEntry] {
    let date = day.map { PostgresDate(daysSince2000: $0.daysSince2000) }
    let statement = Self.selectAll(authority: authority.id, day: date)
    return try await pool.withConnection { connection in
      try await connection.query(statement, Self.entry)
    }
  }

  /// Enters exclusions, all or none. What is entered already, word for word, writes nothing.
  ///
  /// Throws `badRequest` with every fault: an indicator, procedure or agency that does not exist,
  /// an empty basis or reason, days in the wrong order, or days that another entry covers already.
  public func add(
    _ exclusions: [NewExclusion], _ request: RegisterRequest
  ) async throws -> RegisterOutcome {
    try await RegisterRun(pool: pool, authority: authority, request: request).perform(
      AddExclusionsAction(enteredBy: request.startedBy, entries: exclusions))
  }

  /// Ends an exclusion: `day` is the first day on which the rows count again. One that begins on
  /// that day or later is taken back. Throws `badRequest` where there is none that still runs then.
  public func end(
    indicator: String, procedure: ProcedureCode, agency: AgencyCode?, on day: CalendarDay,
    reason: String, _ request: RegisterRequest
  ) async throws -> RegisterOutcome {
    try await RegisterRun(pool: pool, authority: authority, request: request).perform(
      EndExclusionAction(
        agency: agency?.text, day: "\(day)", indicator: indicator, procedure: procedure.text,
        reason: reason))
  }

  /// The entries that a figure of an indicator read.
  static func entries(
    of indicator: String, view: CatalogView, on connection: borrowing PostgresConnection
  ) async throws -> [ExclusionEntry] {
    try await connection.query(selectRead(view, indicator: indicator), entry)
  }

  private static func entry(_ row: borrowing PostgresRow) throws -> ExclusionEntry {
    let ends = try row.date(7).daysSince2000
    return ExclusionEntry(
      indicator: try row.string(0), procedure: ProcedureCode(local: try row.string(1)),
      agency: try row.stringOrNil(2).flatMap(AgencyCode.init), legalBasis: try row.string(3),
      reason: try row.string(4), enteredBy: try row.string(5),
      from: CalendarDay(daysSince2000: try row.date(6).daysSince2000),
      to: ends == .max ? nil : CalendarDay(daysSince2000: ends).advanced(by: -1),
      run: try row.int64OrNil(8))
  }
}

extension ExclusionRegister {
  static func selectAll(authority: Int64, day: PostgresDate?) -> Statement {
    let statement: Statement = """
      SELECT exclusion.indicator, procedure.code, agency.code, exclusion.legal_basis,
        exclusion.reason, exclusion.entered_by, exclusion.valid_from, exclusion.valid_to,
        exclusion.run_id
      FROM exclusion
      JOIN procedure USING (authority_id, procedure_id)
      LEFT JOIN agency
        ON agency.authority_id = exclusion.authority_id AND agency.agency_id = exclusion.agency_id
      WHERE exclusion.authority_id = \(authority)
        AND exclusion.known_to = 'infinity'
        AND (\(day == nil)
          OR (exclusion.valid_from <= \(day ?? PostgresDate(daysSince2000: 0))
            AND exclusion.valid_to > \(day ?? PostgresDate(daysSince2000: 0))))
      ORDER BY exclusion.indicator COLLATE "C", procedure.code COLLATE "C",
        agency.code COLLATE "C" NULLS FIRST, exclusion.valid_from
      """
    return statement.labelled("store.exclusions.selectAll")
  }

  /// As ``CatalogView/exclusions`` reads them, for one indicator.
  static func selectRead(_ view: CatalogView, indicator: String) -> Statement {
    let known = PostgresTimestamp(
      microsecondsSince2000: view.version.recordedAt.microsecondsSince2000)
    let statement: Statement = """
      SELECT exclusion.indicator, procedure.code, agency.code, exclusion.legal_basis,
        exclusion.reason, exclusion.entered_by, exclusion.valid_from, exclusion.valid_to,
        exclusion.run_id
      FROM exclusion
      JOIN procedure USING (authority_id, procedure_id)
      LEFT JOIN agency
        ON agency.authority_id = exclusion.authority_id AND agency.agency_id = exclusion.agency_id
      WHERE exclusion.authority_id = \(view.authority)
        AND exclusion.indicator = \(indicator)
        AND exclusion.valid_from <= \(view.day)
        AND exclusion.valid_to > \(view.day)
        AND exclusion.known_from <= \(known)
        AND exclusion.known_to > \(known)
      ORDER BY procedure.code COLLATE "C", agency.code COLLATE "C" NULLS FIRST,
        exclusion.valid_from
      """
    return statement.labelled("store.exclusions.selectRead")
  }
}
