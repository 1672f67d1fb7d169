import Indicators
import Postgres
import Procedures
import Testing

@testable import Store

extension LiveTests {
  @Suite struct ExclusionRegisterTests {
    static let request = RegisterRequest(
      startedBy: "tester", program: "motcua test",
      startedAt: Instant(microsecondsSince2000: 848_000_000_000_000))
    private static let later = TestStore.today.advanced(by: 10)

    private func withCatalog(
      _ body: (TestStore, ExclusionRegister) async throws -> Void
    ) async throws {
      try await withAgencies { store in
        try await store.syncCatalog(
          """
          code,agency_code,level
          1.000001,H32.16,4
          1.000001,H32.17,3
          1.000002,H32.16,3
          """)
        try await body(store, ExclusionRegister(pool: store.pool, authority: store.authority))
      }
    }

    private func entry(
      _ indicator: String = "level4_of_all", _ procedure: String = "1.000001",
      at agency: String? = nil, from: CalendarDay = TestStore.today, to: CalendarDay? = nil,
      basis: String = "Nghị định 1"
    ) -> NewExclusion {
      NewExclusion(
        indicator: indicator, procedure: ProcedureCode(local: procedure),
        agency: agency.flatMap(AgencyCode.init), legalBasis: basis, reason: "không phát sinh",
        from: from, to: to)
    }

    @Test func `an exclusion leaves the denominator and is shown`() async throws {
      try await withCatalog { store, register in
        let before = try await store.version()

        let outcome = try await register.add([entry(at: "H32.17")], Self.request)

        #expect(outcome.rowsWritten == 1)
        #expect(outcome.dataVersion == before + 1)
        let tally = try await store.figure().tally
        #expect(tally.denominator == 2)
        #expect(tally.excluded == 1)
        #expect(try await store.counts("online_of_all") == "3/3 ?0 #0")
        let entries = try await register.entries()
        #expect(entries.map(\.agency?.text) == ["H32.17"])
        #expect(entries.map(\.enteredBy) == ["tester"])
        #expect(entries.map(\.to) == [nil])
      }
    }

    @Test func `the last day of an exclusion is excluded, the day after counts`() async throws {
      try await withCatalog { store, register in
        _ = try await register.add([entry(to: Self.later)], Self.request)

        #expect(try await store.figure(on: Self.later).tally.excluded == 2)
        #expect(try await store.figure(on: Self.later.advanced(by: 1)).tally.excluded == 0)
        #expect(try await register.entries(on: Self.later).map(\.to) == [Self.later])
        #expect(try await register.entries(on: Self.later.advanced(by: 1)) == [])
      }
    }

    @Test func `an exclusion that ends counts from that day, and stood until then`() async throws {
      try await withCatalog { store, register in
        _ = try await register.add([entry()], Self.request)
        let then = try await store.figure(on: Self.later)

        _ = try await register.end(
          indicator: "level4_of_all", procedure: ProcedureCode(local: "1.000001"), agency: nil,
          on: Self.later, reason: "hết lý do", Self.request)

        #expect(try await store.figure().tally.excluded == 2)
        #expect(try await store.figure(on: Self.later).tally.excluded == 0)
        #expect(try await store.figure(on: Self.later, known: then.knownOn) == then)
        #expect(try await register.entries().map(\.to) == [Self.later.advanced(by: -1)])
      }
    }

    @Test func `an exclusion that ends on its first day never was`() async throws {
      try await withCatalog { store, register in
        _ = try await register.add([entry()], Self.request)

        let outcome = try await register.end(
          indicator: "level4_of_all", procedure: ProcedureCode(local: "1.000001"), agency: nil,
          on: TestStore.today, reason: "", Self.request)

        #expect(outcome.rowsWritten == 1)
        #expect(try await store.figure().tally.excluded == 0)
        #expect(try await register.entries() == [])
        await #expect(throws: StoreError(.badRequest, "")) {
          try await register.end(
            indicator: "level4_of_all", procedure: ProcedureCode(local: "1.000001"), agency: nil,
            on: TestStore.today, reason: "", Self.request)
        }
      }
    }

    @Test func `the same entry again enters no run`() async throws {
      try await withCatalog { store, register in
        _ = try await register.add([entry()], Self.request)
        let runs = try await store.runs().count

        let outcome = try await register.add([entry()], Self.request)

        #expect(outcome.run == nil)
        #expect(try await store.runs().count == runs)
      }
    }

    @Test func `all faults of a list are named, and nothing is entered`() async throws {
      try await withCatalog { store, register in
        let runs = try await store.runs().count
        var wrong = [
          entry(), entry("no_such"), entry(basis: "  "), entry("online_of_all", "1.999999"),
          entry("online_of_all", at: "H32.99"),
          entry("online_of_all", from: Self.later, to: TestStore.today),
        ]
        for position in wrong.indices { wrong[position].row = position + 2 }

        do {
          _ = try await register.add(wrong, Self.request)
          Issue.record("a list with faults was entered")
        } catch let error as StoreError {
          #expect(error.kind == .badRequest)
          for row in 3...7 { #expect(error.description.contains("row \(row): ")) }
          #expect(!error.description.contains("row 2: "))
        }
        #expect(try await register.entries() == [])
        #expect(try await store.runs().count == runs)
      }
    }

    @Test func `days that another entry covers are refused`() async throws {
      try await withCatalog { _, register in
        _ = try await register.add([entry(to: Self.later)], Self.request)

        await #expect(throws: StoreError(.badRequest, "")) {
          try await register.add([entry(from: Self.later)], Self.request)
        }
        _ = try await register.add(
          [entry(from: Self.later.advanced(by: 1)), entry(at: "H32.16")], Self.request)
        #expect(try await register.entries().count == 3)
      }
    }

    @Test func `the register is proved by audit and replay`() async throws {
      try await withCatalog { store, register in
        _ = try await register.add([entry(), entry("online_of_all")], Self.request)
        let first = try await store.number("SELECT max(run_id) FROM run")
        _ = try await register.end(
          indicator: "level4_of_all", procedure: ProcedureCode(local: "1.000001"), agency: nil,
          on: Self.later, reason: "", Self.request)
        let last = try await store.number("SELECT max(run_id) FROM run")

        for run in [first, last] {
          let report = try await store.replay(upTo: run)
          #expect(report.isEqual)
          #expect(report.firstDifference == nil)
        }
        #expect(try await store.verify().findings == [])

        _ = try await store.tamper(
          "UPDATE exclusion SET legal_basis = 'khác' WHERE known_to = 'infinity'")
        #expect(try await store.verify().findings != [])
        #expect(try await !store.replay(upTo: last).isEqual)
      }
    }
  }
}
