import Intake
import Postgres
import Procedures
import Testing

@testable import Store

extension TestStore {
  var sources: SourceRegister { SourceRegister(pool: pool, authority: authority) }

  static let person = RegisterRequest(
    startedBy: "tester", program: "motcua test",
    startedAt: Instant(microsecondsSince2000: 848_000_000_000_000))
}

extension LiveTests {
  /// What is agreed about sources, and how it is entered.
  @Suite struct SourceRegisterTests {
    private static let file = "code,agency_code,level\n1.000001,H32.16,4"

    @Test func `a limit of a source is entered as a run with its action as bytes`() async throws {
      try await withAgencies { store in
        try await store.syncCatalog(Self.file)

        let outcome = try await store.sources.setLimit(
          kind: "catalog", source: "catalog", rule: .rows, atLeast: 3, percent: 50,
          TestStore.person)

        let entry = try await store.runs(1).first
        #expect(entry?.id == outcome.run)
        #expect(entry?.kind == "register")
        #expect(entry?.source == "sources")
        #expect(entry?.state == "applied")
        #expect(
          entry?.location == "Đặt giới hạn rows của nguồn catalog/catalog: tối đa 3 hoặc 50%")
        #expect(entry?.rowsWritten == 1)
        #expect(outcome.dataVersion == 2)
        #expect(
          try await store.texts(
            """
            SELECT concat_ws(' ', mode, known_at > started_at, encode(sha256, 'hex') = \
            encode(sha256('{"action":"set_limit","content":{"atLeast":3,"kind":"catalog",\
            "percent":50,"rule":"rows","source":"catalog"},"format":"motcua-register/1"}'), 'hex'))
            FROM run
            WHERE run_id = \(outcome.run ?? 0)
            """) == ["register t t"])
        let list = try await store.sources.list()
        #expect(list.map(\.name) == ["tree", "catalog"])
        #expect(list.last?.limits == [.rows: GuardLimits.Limit(atLeast: 3, percent: 50)])
        #expect(list.last?.lastApplied?.run == (outcome.run ?? 0) - 1)
      }
    }

    @Test func `a change that changes nothing enters no run`() async throws {
      try await withAgencies { store in
        try await store.syncCatalog(Self.file)
        let limit = { () async throws -> RegisterOutcome in
          try await store.sources.setLimit(
            kind: "catalog", source: "catalog", rule: .values, atLeast: 3, percent: 50,
            TestStore.person)
        }
        _ = try await limit()
        let before = try await store.runs().count

        let again = try await limit()

        #expect(again.run == nil)
        #expect(again.rowsWritten == 0)
        #expect(try await store.runs().count == before)
      }
    }

    @Test func `a cleared limit is gone`() async throws {
      try await withAgencies { store in
        try await store.syncCatalog(Self.file)
        _ = try await store.sources.setLimit(
          kind: "catalog", source: "catalog", rule: .rows, atLeast: 3, percent: 50,
          TestStore.person)

        let outcome = try await store.sources.clearLimit(
          kind: "catalog", source: "catalog", rule: .rows, TestStore.person)

        #expect(outcome.rowsWritten == 1)
        #expect(try await store.sources.list().allSatisfy { $0.limits.isEmpty })
      }
    }

    @Test(arguments: [(-1, 5), (1, -1), (1, 101)])
    func `a limit out of range is refused`(_ atLeast: Int, _ percent: Int) async throws {
      try await withAgencies { store in
        await #expect(throws: StoreError(.badRequest, "")) {
          try await store.sources.setLimit(
            kind: "agencies", source: "tree", rule: .rows, atLeast: atLeast, percent: percent,
            TestStore.person)
        }
      }
    }

    @Test func `a source that does not exist is refused with the names there are`() async throws {
      try await withAgencies { store in
        try await store.syncCatalog(Self.file, source: "portal")
        let before = try await store.runs().count

        let error = await #expect(throws: StoreError.self) {
          try await store.sources.setPrecedence(
            .level, sources: ["portal", "nobody"], TestStore.person)
        }

        #expect(
          error?.description == """
            find source nobody of kind catalog of authority H32: there is none; the sources are \
            portal
            """)
        #expect(try await store.runs().count == before)
        #expect(try await store.sources.precedence() == [:])
      }
    }

    @Test func `an order of precedence ends the one before and is remembered`() async throws {
      try await withAgencies { store in
        try await store.syncCatalog(Self.file, source: "a")
        try await store.syncCatalog(Self.file, source: "b")
        let version = try await store.version()
        let first = try await store.sources.setPrecedence(
          .level, sources: ["b", "a"], TestStore.person)
        let between = try await store.figures.version().recordedAt

        _ = try await store.sources.setPrecedence(.level, sources: ["a"], TestStore.person)

        #expect(first.dataVersion == version + 1)
        #expect(try await store.sources.precedence() == [.level: ["a"]])
        #expect(try await store.sources.precedence(known: between) == [.level: ["b", "a"]])
        #expect(try await store.version() == version + 2)
        let places = try await store.sources.list().map {
          "\($0.name) \($0.positions[.level] ?? 0)"
        }
        #expect(places == ["tree 0", "a 1", "b 0"])
      }
    }

    @Test func `an order among one source moves no data version`() async throws {
      try await withAgencies { store in
        try await store.syncCatalog(Self.file, source: "a")
        let version = try await store.version()

        let outcome = try await store.sources.setPrecedence(.fee, sources: ["a"], TestStore.person)

        #expect(outcome.run != nil)
        #expect(outcome.dataVersion == version)
      }
    }

    @Test func `actions can be read again and applied again`() async throws {
      let action = SetPrecedenceAction(attribute: "level", sources: ["b", "a"])

      let bytes = try RegisterJSON.bytes(of: action)
      let read = try RegisterJSON.action(bytes, among: SourceRegister.actions)

      #expect(try RegisterJSON.bytes(of: read) == bytes)
      #expect(read.sentence == action.sentence)
    }

    @Test(arguments: [
      "", "[]", "{\"action\":\"set_limit\",\"format\":\"motcua-register/2\",\"content\":{}}",
      "{\"action\":\"set_price\",\"format\":\"motcua-register/1\",\"content\":{}}",
      "{\"action\":\"set_limit\",\"format\":\"motcua-register/1\",\"content\":{}}",
    ])
    func `bytes that are no known action are refused`(_ text: String) {
      #expect(throws: StoreError(.badRequest, "")) {
        try RegisterJSON.action(Array(text.utf8), among: SourceRegister.actions)
      }
    }
  }
}
