import Indicators
import Intake
import Postgres
import Procedures
import TestSupport

@testable import Store

/// A database of one test, with the authority H32 in it.
struct TestStore {
  static let authorityCode = AgencyCode("H32") ?? AgencyCode.unreachable

  let pool: PostgresPool
  let authority: Authority
  let figures: FigureStore

  /// The day on which tests run unless they say another.
  static let today = day("2026-11-22")

  static func day(_ text: String) -> CalendarDay {
    CalendarDay(iso: text) ?? CalendarDay(daysSince2000: 0)
  }

  /// Root, two departments, a ward with a unit, and a body of a ministry.
  static let agencies = """
    code,name,parent_code,tier
    H32,UBND tỉnh Khánh Hòa,,province
    H32.16,Sở Y tế,H32,province
    H32.17,Sở Xây dựng,H32,province
    H32.201,UBND phường Nha Trang,H32,commune
    H32.201.1,Phòng Văn hóa phường Nha Trang,H32.201,commune
    G11.1,Thuế tỉnh Khánh Hòa,,vertical
    """

  func request(
    _ source: String, on day: CalendarDay = today, given: Bool = false, scope: String? = nil,
    allowWithdrawals: Int? = nil, allowChanges: Int? = nil, limits: GuardLimits = GuardLimits(),
    dryRun: Bool = false, demonstration: Bool = false, program: String = "motcua test"
  ) -> SyncRequest {
    SyncRequest(
      source: source, demonstration: demonstration, scope: scope.flatMap { AgencyCode($0) },
      effective: day, effectiveWasGiven: given, allowWithdrawals: allowWithdrawals,
      allowChanges: allowChanges, limits: limits, dryRun: dryRun, startedBy: "tester",
      program: program, startedAt: Instant(microsecondsSince2000: 848_000_000_000_000))
  }

  @discardableResult
  func syncAgencies(
    _ csv: String = agencies, source: String = "tree", on day: CalendarDay = today,
    allowWithdrawals: Int? = nil, dryRun: Bool = false
  ) async throws -> SyncOutcome {
    try await AgencySync(pool: pool, authority: authority).run(
      SourceFile(name: "agencies.csv", contents: Array(csv.utf8)),
      request(source, on: day, allowWithdrawals: allowWithdrawals, dryRun: dryRun))
  }

  @discardableResult
  func syncCatalog(_ csv: String, _ request: SyncRequest) async throws -> SyncOutcome {
    try await CatalogSync(pool: pool, authority: authority).run(
      SourceFile(name: "catalog.csv", contents: Array(csv.utf8)), request)
  }

  @discardableResult
  func syncCatalog(
    _ csv: String, source: String = "catalog", on day: CalendarDay = today
  ) async throws -> SyncOutcome {
    try await syncCatalog(csv, request(source, on: day))
  }

  /// One figure.
  func figure(
    _ indicator: String = "level4_of_all", count: CountUnit = .offerings,
    filters: [Dimension: String] = [:], on day: CalendarDay = today, known: Instant? = nil
  ) async throws -> IndicatorFigure {
    let query = IndicatorQuery(indicator: indicator, count: count, filters: filters)
    let results = try await figures.answer([query], on: day, known: known)
    guard let first = results.first else { throw NothingCame(what: "figure \(indicator)") }
    return first.figure
  }

  /// Numerator, denominator, unknown and held of a figure, as `1/2 ?3 #4`.
  func counts(
    _ indicator: String = "level4_of_all", count: CountUnit = .offerings,
    filters: [Dimension: String] = [:], on day: CalendarDay = today, known: Instant? = nil
  ) async throws -> String {
    let tally = try await figure(
      indicator, count: count, filters: filters, on: day, known: known
    ).tally
    return "\(tally.numerator)/\(tally.denominator) ?\(tally.unknown) #\(tally.held)"
  }

  /// The newest runs first.
  func runs(_ limit: Int = 100) async throws -> [RunEntry] {
    try await RunBook(pool: pool, authority: authority).latest(limit)
  }
}

/// A query that must give something gave nothing.
struct NothingCame: Error { let what: String }

extension AgencyCode {
  /// Only for a literal that is a code.
  static var unreachable: AgencyCode { preconditionFailure("the literal is no agency code") }
}

/// Lends a test a migrated database of its own. `size` is the number of sessions.
@discardableResult
func withStore<R: Sendable>(
  size: Int = 1, _ body: (TestStore) async throws -> R
) async throws -> R {
  let template = try await StoreTemplate.shared.name()
  return try await withTestDatabase(template: template) { configuration in
    try await withPool(configuration, size: size) { pool in
      let authority = try await pool.withConnection { connection in
        try await Authority.ensure(TestStore.authorityCode, on: connection)
      }
      return try await body(
        TestStore(
          pool: pool, authority: authority,
          figures: FigureStore(pool: pool, authority: authority)))
    }
  }
}

/// The same with the standard agencies loaded.
@discardableResult
func withAgencies<R: Sendable>(
  size: Int = 1, _ body: (TestStore) async throws -> R
) async throws -> R {
  try await withStore(size: size) { store in
    try await store.syncAgencies()
    return try await body(store)
  }
}
