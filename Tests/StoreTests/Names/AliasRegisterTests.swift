import Indicators
import Procedures
import Testing

@testable import Store

extension LiveTests {
  @Suite struct AliasRegisterTests {
    private static let catalog = """
      code,agency,level,field
      1.000001,Sở Y tế,4,Y tế
      1.000002,SYT Khánh Hòa,4,Y tế
      1.000003,Sở Xây dựng,3,Lĩnh vực y tế
      """

    private func register(_ store: TestStore) -> AliasRegister {
      AliasRegister(pool: store.pool, authority: store.authority)
    }

    private let request = RegisterRequest(
      startedBy: "tester", program: "motcua test",
      startedAt: Instant(microsecondsSince2000: 848_000_000_000_000))

    @Test func `an alias clears the held row of the same file on the next run`() async throws {
      try await withAgencies { store in
        let first = try await store.syncCatalog(Self.catalog)
        #expect(first.held.map(\.rule) == ["unknown_agency"])

        let code = try #require(AgencyCode("H32.16"))
        let outcome = try await register(store).addAgency("SYT Khánh  Hoà", code: code, request)
        let second = try await store.syncCatalog(Self.catalog)

        let replay = try await RunReplayer(
          pool: store.pool, authority: store.authority, temporaryDirectory: "/tmp"
        ).replay(upTo: second.summary.run ?? 0)
        let audit = try await AuditVerifier(pool: store.pool, authority: store.authority).verify()

        #expect(replay.isEqual)
        #expect(audit.findings == [])
        #expect(outcome.rowsWritten == 1)
        #expect(second.summary.state == .applied)
        #expect(second.held == [])
        #expect(try await store.counts() == "2/3 ?0 #0")
      }
    }

    @Test func `an alias decides where two agencies bear the name`() async throws {
      try await withStore { store in
        try await store.syncAgencies(
          "code,name,parent_code\nH32,Tỉnh,\nH32.1,Phòng Y tế,H32\nH32.2,Phòng Y tế,H32\n")
        let csv = "code,agency,level\n1.000001,Phòng Y tế,4\n"
        #expect(try await store.syncCatalog(csv).held.count == 1)

        let code = try #require(AgencyCode("H32.2"))
        _ = try await register(store).addAgency("Phòng Y tế", code: code, request)

        #expect(try await store.syncCatalog(csv).held == [])
        #expect(
          try await store.counts(filters: [.agency: "H32.2"]) == "1/1 ?0 #0")
      }
    }

    @Test func `an alias that is taken back holds the row again`() async throws {
      try await withAgencies { store in
        let code = try #require(AgencyCode("H32.16"))
        _ = try await register(store).addAgency("SYT Khánh Hòa", code: code, request)
        try await store.syncCatalog(Self.catalog)

        _ = try await register(store).endAgency("SYT Khánh Hòa", request)

        #expect(try await store.syncCatalog(Self.catalog).held.count == 1)
        #expect(try await register(store).agencies() == [])
      }
    }

    @Test func `the alias of a field joins two groups into one`() async throws {
      try await withAgencies { store in
        let csv = Self.catalog.replacing("SYT Khánh Hòa", with: "Sở Y tế")
        try await store.syncCatalog(csv)
        #expect(try await fields(store) == ["Lĩnh vực y tế", "Y tế"])

        _ = try await register(store).addField("Lĩnh vực Y tế", field: "Y tế", request)
        let outcome = try await store.syncCatalog(csv)

        #expect(outcome.summary.state == .applied)
        #expect(try await fields(store) == ["Y tế"])
        #expect(try await store.syncCatalog(csv).summary.rowsWritten == 0)
      }
    }

    @Test func `the same alias again enters no run`() async throws {
      try await withAgencies { store in
        let code = try #require(AgencyCode("H32.16"))
        _ = try await register(store).addAgency("SYT", code: code, request)
        let runs = try await store.runs().count

        let outcome = try await register(store).addAgency("syt", code: code, request)

        #expect(outcome.run == nil)
        #expect(try await store.runs().count == runs)
        #expect(try await register(store).agencies().map(\.target) == ["H32.16"])
      }
    }

    @Test func `what does not exist cannot be named`() async throws {
      try await withAgencies { store in
        let aliases = register(store)
        let code = try #require(AgencyCode("H32.99"))
        await #expect(throws: StoreError(.badRequest, "")) {
          try await aliases.addAgency("X", code: code, request)
        }
        await #expect(throws: StoreError(.badRequest, "")) {
          try await aliases.endAgency("X", request)
        }
        await #expect(throws: StoreError(.badRequest, "")) {
          try await aliases.addField("X", field: "Không có", request)
        }
        await #expect(throws: StoreError(.badRequest, "")) {
          try await aliases.endField("X", request)
        }
        #expect(try await store.runs().count == 1)
      }
    }

    private func fields(_ store: TestStore) async throws -> [String] {
      let results = try await store.figures.answer(
        [IndicatorQuery(indicator: "level4_of_all", by: .field)], on: TestStore.today, known: nil)
      return results.flatMap { $0.groups.map(\.key) }
    }
  }
}
