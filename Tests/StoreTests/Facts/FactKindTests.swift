import Postgres
import Procedures
import Testing

@testable import Store

extension LiveTests {
  /// Payments, stocks of results and outside figures.
  @Suite struct FactKindTests {
    static let payments = """
      transaction_code,dossier_code,procedure_code,agency_code,amount,method,state,paid_at
      T1,A-1,1.001001,H32.16,50000,1,4,2023-01-05 08:00:00
      T2,A-2,1.001001,H32.16,70000,2,4,2023-01-20 08:00:00
      T3,,,,10000,3,5,2023-01-20 09:00:00
      T4,A-4,1.001002,H32.17,20000,1,1,

      """
    static let results = """
      procedure_code,agency_code,as_of,valid_results,digitized,signed,method
      1.001001,H32.16,2023-06-30,100,40,10,đếm
      1.001001,H32.16,2023-12-31,120,90,,đếm
      1.001002,H32.17,2023-12-31,10,10,,

      """
    static let observations = """
      indicator,scope,period,numerator,denominator,value,source
      satisfaction_agencies,H32,2023,,,84.25,Khảo sát
      satisfaction_agencies,H32,2023-H1,0,0,,Khảo sát
      dossiers_online,Khánh Hòa,2023,123,456,,DVCQG

      """

    @Test func `payments count by the half of the month in which they were paid`() async throws {
      try await withFacts { store in
        let outcome = try await store.importPayments(Self.payments)

        #expect(outcome.summary.recordCounts == [4, 0, 0, 0, 0])
        #expect(
          try await store.texts(
            """
            SELECT concat_ws(' ', half, agency_key <> 0, procedure_key <> 0, online, cash,
              transfer, refunded, amount_online, amount_cash, amount_transfer)
            FROM payment_half
            ORDER BY half, agency_key
            """) == [
              "2952 t t 1 0 0 0 50000 0 0", "2953 f f 0 0 1 1 0 0 10000",
              "2953 t t 0 1 0 0 0 70000 0",
            ])
        #expect(try await store.verifyRollups().differences == [])
      }
    }

    @Test func `a payment never goes back, and a higher state replaces it`() async throws {
      try await withFacts { store in
        try await store.importPayments(Self.payments)
        let head = Self.payments.split(separator: "\n")[0] + "\n"

        let back = try await store.importPayments(
          head + "T1,A-1,1.001001,H32.16,50000,1,1,\n")
        let refund = try await store.importPayments(
          head + "T1,A-1,1.001001,H32.16,50000,1,5,2023-01-05 08:00:00\n"
            + "T4,A-4,1.001002,H32.17,20000,1,4,2023-02-01 08:00:00\n")
        let both = try await store.importPayments(
          head + "T9,A-1,1.001001,H32.16,1,1,4,2023-01-05 08:00:00\n"
            + "T9,A-1,1.001001,H32.16,2,1,4,2023-01-05 08:00:00\n"
            + "T8,A-1,1.001001,H32.16,2,1,4,2023-01-05 08:00:00\n"
            + "T8,A-1,1.001001,H32.16,2,1,1,\n")

        #expect(back.summary.recordCounts == [0, 0, 0, 0, 1])
        #expect(refund.summary.recordCounts == [0, 2, 0, 0, 0])
        #expect(both.summary.rowCounts == [4, 0, 1, 2, 1])
        #expect(both.held.map(\.rule) == ["conflict", "conflict"])
        #expect(try await store.verifyRollups().differences == [])
      }
    }

    @Test func `of stocks the last delivery holds, and unequal repeats are held`() async throws {
      try await withFacts { store in
        try await store.importResults(Self.results)
        let head = Self.results.split(separator: "\n")[0] + "\n"

        let outcome = try await store.importResults(
          head + "1.001001,H32.16,2023-06-30,100,41,10,đếm\n"
            + "1.001001,H32.16,2023-12-31,120,90,,đếm\n1.001001,H32.16,2023-12-31,120,90,,đếm\n"
            + "1.001002,H32.17,2023-06-30,10,10,,\n1.001002,H32.17,2023-06-30,10,9,,\n")

        #expect(outcome.summary.rowCounts == [5, 0, 1, 2, 2])
        #expect(outcome.summary.recordCounts == [0, 1, 0, 0, 1])
        #expect(
          try await store.texts(
            "SELECT concat_ws(' ', as_of, valid, digitized, signed) FROM result_stock ORDER BY 1"
          ) == ["2023-06-30 100 41 10", "2023-12-31 10 10", "2023-12-31 120 90"])
        #expect(try await store.texts("SELECT digitized::text FROM result_stock_past") == ["40"])
      }
    }

    @Test func `observations keep exact decimals, and 0 of 0`() async throws {
      try await withStore { store in
        let outcome = try await store.importObservations(Self.observations)
        let again = try await store.importObservations(
          Self.observations.replacing("84.25", with: "84.3"))

        #expect(outcome.summary.recordCounts == [3, 0, 0, 0, 0])
        #expect(again.summary.recordCounts == [0, 1, 0, 0, 2])
        #expect(
          try await store.texts(
            """
            SELECT concat_ws(' ', indicator, scope, period, source, numerator, denominator, value)
            FROM observation
            ORDER BY 1
            """) == [
              "dossiers_online Khánh Hòa 2023 DVCQG 123 456",
              "satisfaction_agencies H32 2023 Khảo sát 84.3",
              "satisfaction_agencies H32 2023-H1 Khảo sát 0 0",
            ])
      }
    }

    @Test(arguments: [
      "0", "1", "84.25", "100", "0.0001", "12345.6789", "9999", "10000", "0.5", "99.999999999",
    ])
    func `a decimal arrives as it was written`(text: String) async throws {
      try await withStore { store in
        let stored = try await store.pool.withTransaction { connection in
          try await connection.execute("CREATE TEMPORARY TABLE n (n numeric) ON COMMIT DROP")
          var rows = BinaryRows()
          rows.row(columns: 1)
          rows.numeric(text)
          rows.finish()
          let bytes = rows.take()
          _ = try await connection.copyIn("COPY n FROM STDIN (FORMAT binary)") { writer in
            try await writer.write(bytes)
          }
          return try await connection.queryOne("SELECT n::text FROM n") { row in
            try row.string(0)
          }
        }
        #expect(stored == text)
      }
    }
  }
}
