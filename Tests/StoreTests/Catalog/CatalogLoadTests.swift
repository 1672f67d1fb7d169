import Indicators
import Postgres
import Procedures
import Testing

@testable import Store

extension LiveTests {
  /// What a first load makes of a file.
  @Suite struct CatalogLoadTests {
    @Test func `a first load is in force from the day on`() async throws {
      try await withAgencies { store in
        let outcome = try await store.syncCatalog(
          """
          code,agency_code,level
          1.000001,H32.16,4
          1.000002,H32.16,Một phần
          1.000002,H32.17,
          """)

        #expect(outcome.summary.state == .applied)
        #expect(outcome.summary.rowCounts == [3, 0, 0, 0, 3])
        #expect(outcome.summary.recordCounts == [3, 0, 0, 0, 0])
        // Two procedures, two claims on procedures, three on offerings.
        #expect(outcome.summary.rowsWritten == 7)
        #expect(outcome.summary.dataVersion == 2)
        #expect(
          try await store.claims() == [
            "1.000001 H32.16 2026-11-22..infinity 4",
            "1.000002 H32.16 2026-11-22..infinity partial",
            "1.000002 H32.17 2026-11-22..infinity unknown",
          ])
      }
    }

    @Test func `every row of a file ends in exactly one class`() async throws {
      try await withAgencies { store in
        let outcome = try await store.syncCatalog(
          """
          DANH MỤC,,
          code,agency_code,level
          (1),(2),(3)
          1.000001,H32.16,4
          1.000001,H32.16,4
          1.000002,H32.99,4
          1.000003,H32.16,tám
          không mã,H32.16,4
          1.000004,H32.16,4
          1.000004,H32.16,3
          1.000005,H32.16,3
          1.000006,H32.16,3
          1.000007,H32.16,3
          1.000008,H32.16,3
          ,,
          TỔNG CỘNG,,
          """)

        #expect(outcome.summary.rowCounts == [15, 4, 1, 5, 5])
        #expect(
          outcome.held == [
            HeldRow(
              row: 6, column: "agency_code", position: 2, rule: "unknown_agency", raw: "H32.99"),
            HeldRow(row: 7, column: "level", position: 3, rule: "bad_value", raw: "tám"),
            HeldRow(row: 8, column: "code", position: 1, rule: "bad_code", raw: "không mã"),
            HeldRow(
              row: 9, column: "level", position: 3, rule: "conflict",
              raw: "1.000004 · H32.16 = 10"),
            HeldRow(
              row: 10, column: "level", position: 3, rule: "conflict",
              raw: "1.000004 · H32.16 = 9"),
          ])
        let entry = try await store.runs(1).first
        #expect(entry?.rows == outcome.summary.rows)
        #expect(entry?.state == "applied")
        let kept = try await RunBook(pool: store.pool, authority: store.authority)
          .run(entry?.id ?? 0).held
        #expect(kept == outcome.held)
      }
    }

    @Test func `a row of several agencies is an offering of each`() async throws {
      try await withAgencies { store in
        let outcome = try await store.syncCatalog(
          "code,agency_code,level\n1.000001,H32.16; H32.17;H32.16,4")

        #expect(outcome.summary.rowCounts == [1, 0, 0, 0, 1])
        #expect(outcome.summary.recordCounts == [2, 0, 0, 0, 0])
        #expect(try await store.counts() == "2/2 ?0 #0")
        #expect(try await store.counts(count: .procedures) == "1/1 ?0 #0")
      }
    }

    @Test func `services of one offering are one record, and the highest level counts`()
      async throws
    {
      try await withAgencies { store in
        let outcome = try await store.syncCatalog(
          """
          code,agency_code,service_code,level,means
          1.000001,H32.16,1.000001.01,,web
          1.000001,H32.16,1.000001.02,3,mobile
          1.000001,H32.16,1.000001.03,2,
          """)

        #expect(outcome.summary.rowCounts == [3, 0, 0, 0, 3])
        #expect(outcome.summary.recordCounts == [1, 0, 0, 0, 0])
        #expect(try await store.counts("online_of_all") == "1/1 ?0 #0")
        #expect(try await store.counts("mobile_of_online") == "1/1 ?0 #0")
      }
    }

    @Test func `a procedure without an agency counts with what it declares`() async throws {
      try await withAgencies { store in
        let outcome = try await store.syncCatalog(
          "code,agency_code,level\n1.000001,,4\n1.000002,,\n1.000003,H32.16,3")

        #expect(outcome.summary.rowCounts == [3, 0, 0, 0, 3])
        #expect(outcome.summary.recordCounts == [1, 0, 0, 0, 0])
        #expect(try await store.counts(count: .procedures) == "1/2 ?1 #0")
        #expect(try await store.counts(count: .offerings) == "0/1 ?0 #0")
        #expect(
          try await store.counts(count: .procedures, filters: [.agency: "H32"]) == "0/1 ?0 #0")
      }
    }

    @Test func `what is declared holds for offerings of which the source says nothing`()
      async throws
    {
      try await withAgencies { store in
        try await store.syncCatalog("code,agency_code\n1.000001,H32.16")
        try await store.syncCatalog(
          "code,agency_code,level\n1.000001,,4", source: "national")

        #expect(try await store.counts() == "1/1 ?0 #0")
      }
    }

    @Test func `an internal procedure is not counted`() async throws {
      try await withAgencies { store in
        try await store.syncCatalog(
          """
          code,agency_code,level,type
          1.000001,H32.16,4,Nội bộ
          1.000002,H32.16,4,
          """)

        #expect(try await store.counts(count: .procedures) == "1/1 ?0 #0")
      }
    }

    @Test func `fields that differ only in spelling are one field`() async throws {
      try await withAgencies { store in
        try await store.syncCatalog(
          """
          code,agency_code,level,field
          1.000001,H32.16,4,Hộ tịch
          1.000002,H32.16,4,HỘ TỊCH
          1.000003,H32.16,4,Y tế
          """)

        #expect(
          try await store.texts("SELECT name FROM field ORDER BY name") == ["HỘ TỊCH", "Y tế"])
        #expect(try await store.counts(filters: [.field: "HỘ TỊCH"]) == "2/2 ?0 #0")
      }
    }

    @Test func `an agency may be given by its name`() async throws {
      try await withAgencies { store in
        let outcome = try await store.syncCatalog(
          "code,agency,level\n1.000001,SỞ Y TẾ,4\n1.000002,UBND cấp xã,4\n1.000003,Sở Lạ,4")

        #expect(outcome.held.map(\.rule) == ["unknown_agency"])
        #expect(
          try await store.claims() == [
            "1.000001 H32.16 2026-11-22..infinity 4", "1.000002 - 2026-11-22..infinity 4",
          ])
      }
    }

    @Test func `contradictory attributes are told and applied`() async throws {
      try await withAgencies { store in
        let outcome = try await store.syncCatalog(
          "code,agency_code,fee,payment_eligible\n1.000001,H32.16,không,có")

        #expect(
          outcome.warnings.map(\.en) == [
            "1 rows (the first is #2) carry no fee, yet online payment."
          ])
        #expect(outcome.summary.rowCounts == [1, 0, 0, 0, 1])
      }
    }

    @Test func `figures of demonstration data say so`() async throws {
      try await withAgencies { store in
        try await store.syncCatalog(
          "code,agency_code,level\n1.000001,H32.16,4",
          store.request("demo", demonstration: true))

        #expect(try await store.figure("level4_of_all").flags == ["demonstration"])
        #expect(try await store.figure("payment_enabled").flags == [])
      }
    }

    @Test func `without agencies the sentence says what to load first`() async throws {
      try await withStore { store in
        do {
          try await store.syncCatalog("code,agency_code\n1.000001,H32.16")
          Issue.record("a catalog was taken without agencies")
        } catch let error as StoreError {
          #expect(error.kind == .missing)
          #expect(
            error.description == """
              sync catalog catalog.csv of authority H32: no agency is loaded, so no row can be \
              placed; sync agencies first: motcua sync agencies FILE
              """)
        }
        #expect(try await store.runs().map(\.state) == ["failed"])
      }
    }
  }
}
