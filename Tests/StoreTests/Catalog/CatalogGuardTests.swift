import Indicators
import Postgres
import Procedures
import Testing

@testable import Store

extension LiveTests {
  /// What the guard refuses of real files, and that a refusal leaves everything as it was.
  @Suite struct CatalogGuardTests {
    /// A file of some agencies, each with procedures from 1 up to a number.
    private func file(
      _ parts: [(agency: String, count: Int)], level: String = "4", fee: String = "có",
      spoiled: Int = 0
    ) -> String {
      var rows: [String] = []
      for part in parts {
        for number in 0..<part.count {
          let isSpoiled = rows.count < spoiled
          rows.append(
            "1.\(100_000 + number),\(part.agency),\(isSpoiled ? level : "4"),"
              + (isSpoiled ? fee : "có"))
        }
      }
      return (["code,agency_code,level,fee"] + rows).joined(separator: "\n")
    }

    struct Case: CustomTestStringConvertible, Sendable {
      let testDescription: String
      var parts: [(agency: String, count: Int)] = [
        ("H32.16", 240), ("H32.17", 40), ("H32.201", 16),
      ]
      var level = "4"
      var fee = "có"
      var spoiled = 0
      var withdrawals: Int?
      var changes: Int?
      let rules: [String]
    }

    static let cases = [
      Case(testDescription: "the same", rules: []),
      Case(
        testDescription: "withdrawals at the limit",
        parts: [("H32.16", 226), ("H32.17", 40), ("H32.201", 16)], rules: []),
      Case(
        testDescription: "withdrawals above the limit",
        parts: [("H32.16", 225), ("H32.17", 40), ("H32.201", 16)], rules: ["withdrawals", "rows"]),
      Case(
        testDescription: "withdrawals above the limit, opened",
        parts: [("H32.16", 225), ("H32.17", 40), ("H32.201", 16)], withdrawals: 15, rules: []),
      Case(
        testDescription: "withdrawals above the limit, one too few opened",
        parts: [("H32.16", 225), ("H32.17", 40), ("H32.201", 16)], withdrawals: 14,
        rules: ["withdrawals", "rows"]),
      Case(
        testDescription: "one agency at its limit",
        parts: [("H32.16", 240), ("H32.17", 28), ("H32.201", 16)], rules: []),
      Case(
        testDescription: "one agency above its limit",
        parts: [("H32.16", 240), ("H32.17", 27), ("H32.201", 16)], rules: ["agency_withdrawals"]),
      Case(
        testDescription: "one small agency at its limit",
        parts: [("H32.16", 240), ("H32.17", 40), ("H32.201", 11)], rules: []),
      Case(
        testDescription: "one small agency above its limit",
        parts: [("H32.16", 240), ("H32.17", 40), ("H32.201", 10)], rules: ["agency_withdrawals"]),
      Case(testDescription: "unknown values at the limit", fee: "", spoiled: 14, rules: []),
      Case(
        testDescription: "unknown values above the limit", fee: "", spoiled: 15,
        rules: ["unknown_values"]),
      Case(
        testDescription: "unknown values opened", fee: "", spoiled: 15, changes: 15, rules: []),
      Case(testDescription: "levels falling at the limit", level: "3", spoiled: 14, rules: []),
      Case(
        testDescription: "levels falling above the limit", level: "3", spoiled: 15,
        rules: ["levels"]),
      Case(
        testDescription: "the same class on another scale does not fall", level: "Toàn trình",
        spoiled: 100, rules: []),
      Case(
        testDescription: "half of the rows held", level: "tám", spoiled: 148, rules: []),
      Case(
        testDescription: "more than half of the rows held", level: "tám", spoiled: 149,
        withdrawals: 1000, changes: 1000, rules: ["held"]),
    ]

    @Test(arguments: cases)
    func `each limit holds at its value and not above`(_ example: Case) async throws {
      try await withAgencies { store in
        try await store.syncCatalog(
          file([("H32.16", 240), ("H32.17", 40), ("H32.201", 16)]))
        let receipt = try await store.figure()
        let writes = try await store.dataWrites()

        let outcome = try await store.syncCatalog(
          file(
            example.parts, level: example.level, fee: example.fee, spoiled: example.spoiled),
          store.request(
            "catalog", allowWithdrawals: example.withdrawals, allowChanges: example.changes))

        #expect(outcome.refusals.map(\.rule) == example.rules)
        #expect((outcome.summary.state == .refused) == !example.rules.isEmpty)
        if !example.rules.isEmpty {
          #expect(try await store.figure() == receipt)
          #expect(outcome.summary.dataVersion == receipt.dataVersion)
          #expect(outcome.summary.rowsWritten == 0)
          #expect(try await store.number("SELECT count(*) FROM held_row") == 0)
          let entry = try await store.runs(1).first
          #expect(entry?.state == "refused")
          #expect(entry?.message == outcome.refusals.map(\.description).joined(separator: "; "))
          #expect(entry?.rows == outcome.summary.rows)
          // What was written in the transaction was rolled back; no table was even touched.
          #expect(try await store.dataWrites() == writes)
        }
      }
    }

    @Test func `the catalog of another province is refused on the first run`() async throws {
      try await withAgencies { store in
        let outcome = try await store.syncCatalog(
          "code,agency_code,level\n1.000001,H48.16,4\n1.000002,H48.16,4\n1.000003,H32.16,4")

        #expect(outcome.refusals.map(\.rule) == ["held"])
        #expect(try await store.counts() == "0/0 ?0 #0")
      }
    }

    @Test func `the withdrawals of a part are measured by the part`() async throws {
      try await withAgencies { store in
        let head = "code,agency_code,level\n"
        let other = (100..<300).map { "1.000\($0),H32.16,4" }.joined(separator: "\n")
        let part = (100..<120).map { "1.000\($0),H32.17,4" }
        try await store.syncCatalog(head + other + "\n" + part.joined(separator: "\n"))

        let outcome = try await store.syncCatalog(
          head + part.prefix(9).joined(separator: "\n"),
          store.request("catalog", scope: "H32.17"))

        #expect(outcome.refusals.map(\.rule) == ["withdrawals", "agency_withdrawals"])
        #expect(outcome.refusals.first?.description.hasPrefix("11 of 20 records") == true)
      }
    }

    @Test func `several services of one offering are one withdrawal`() async throws {
      try await withAgencies { store in
        let head = "code,agency_code,service_code,level\n1.000001,H32.16,,4\n"
        let rows = (10..<18).flatMap { number in
          (1...3).map { "1.0000\(number),H32.17,1.0000\(number).0\($0),4" }
        }
        try await store.syncCatalog(head + rows.joined(separator: "\n"))

        let outcome = try await store.syncCatalog(
          head + rows.prefix(6).joined(separator: "\n"),
          store.request("catalog", allowWithdrawals: nil))

        #expect(outcome.refusals.map(\.rule) == ["agency_withdrawals", "rows"])
        #expect(outcome.refusals.first?.description.hasPrefix("6 of 8 records in force") == true)
      }
    }
  }
}
