import Postgres

extension CatalogPlan {
  /// Withdrawals are looked up by key for each record that is touched: without an index, a file
  /// that names one agency of a whole province would be compared row by row with all withdrawals.
  static var indexWithdrawals: Statement {
    let statement: Statement = """
      CREATE INDEX plan_withdrawal_key
        ON plan_withdrawal (procedure_id, agency_key, service_code)
      """
    return statement.labelled("store.catalog.indexWithdrawals")
  }

  /// Without statistics the server takes the table for a small one.
  static var analyzeWithdrawals: Statement {
    let statement: Statement = "ANALYZE plan_withdrawal"
    return statement.labelled("store.catalog.analyzeWithdrawals")
  }
}
