import Foundation
import Intake
import Postgres
import Procedures
import Testing

@testable import Store

extension TestStore {
  /// Three procedures, each in force at an agency.
  static let factCatalog = """
    code,agency_code,level
    1.001001,H32.16,4
    1.001002,H32.17,3
    1.001003,H32.201,4
    """

  private var directory: String { FileManager.default.temporaryDirectory.path }

  @discardableResult
  func importDossiers(
    _ csv: String, source: String = "dossiers", dryRun: Bool = false,
    _ change: (inout SyncRequest) -> Void = { _ in }
  ) async throws -> SyncOutcome {
    var request = request(source, dryRun: dryRun)
    change(&request)
    return try await DossierImport(
      pool: pool, authority: authority, temporaryDirectory: directory
    ).run(SourceFile(name: "dossiers.csv", contents: Array(csv.utf8)), request)
  }

  @discardableResult
  func importPayments(_ csv: String, source: String = "payments") async throws -> SyncOutcome {
    try await PaymentImport(
      pool: pool, authority: authority, temporaryDirectory: directory
    ).run(SourceFile(name: "payments.csv", contents: Array(csv.utf8)), request(source))
  }

  @discardableResult
  func importResults(_ csv: String, source: String = "results") async throws -> SyncOutcome {
    try await ResultImport(
      pool: pool, authority: authority, temporaryDirectory: directory
    ).run(SourceFile(name: "results.csv", contents: Array(csv.utf8)), request(source))
  }

  @discardableResult
  func importObservations(
    _ csv: String, source: String = "observations"
  ) async throws -> SyncOutcome {
    try await ObservationImport(
      pool: pool, authority: authority, temporaryDirectory: directory
    ).run(SourceFile(name: "observations.csv", contents: Array(csv.utf8)), request(source))
  }

  func verifyRollups() async throws -> DatabaseVerification.Report {
    try await DatabaseVerification(pool: pool, authority: authority).verify()
  }

  /// What is believed of dossiers now: code, status, procedure, agency, days, classes.
  func dossiers() async throws -> [String] {
    try await texts(
      """
      SELECT concat_ws(' ', dossier_code, status, procedure.code, agency.code, received_day,
        end_day, due_day, time_class, national_class)
      FROM dossier
      JOIN procedure USING (authority_id, procedure_id)
      JOIN agency USING (authority_id, agency_id)
      ORDER BY dossier_code
      """)
  }

  /// Rows of all tables of facts that were inserted or deleted since the database began. The pool
  /// must have one session.
  func factWrites() async throws -> Int64 {
    try await pool.withConnection { connection in
      try await connection.execute("SELECT pg_stat_force_next_flush()")
      let sum = try await connection.queryOne(
        """
        SELECT sum(n_tup_ins + n_tup_upd + n_tup_del)::bigint
        FROM pg_stat_user_tables
        WHERE schemaname = 'public'
          AND relname IN ('dossier', 'dossier_past', 'payment', 'payment_past', 'result_stock',
          'result_stock_past', 'observation', 'observation_past', 'dossier_half',
          'dossier_half_agency', 'dossier_half_procedure', 'payment_half')
        """
      ) { row in try row.int64(0) }
      return sum ?? 0
    }
  }
}

/// Lends a database in which agencies and three procedures are loaded.
@discardableResult
func withFacts<R: Sendable>(
  size: Int = 1, _ body: (TestStore) async throws -> R
) async throws -> R {
  try await withAgencies(size: size) { store in
    try await store.syncCatalog(TestStore.factCatalog)
    return try await body(store)
  }
}
