import Foundation
import Intake
import Postgres
import Procedures
import Testing

@testable import Store

extension LiveTests {
  /// Plans that are written and applied later.
  @Suite struct PlanFileTests {
    private static let old =
      "code,agency_code,level,name\n1.000001,H32.16,3,Một \"tên\"\n1.000002,H32.17,4,Hai\n"
    private static let new =
      "code,agency_code,level,name\n1.000001,H32.16,4,Một \"tên\"\n1.000003,H32.17,4,Ba\n"

    private func plan(_ csv: String, _ request: SyncRequest, in store: TestStore) async throws
      -> [UInt8]
    {
      let bytes = PlanBytes()
      var request = request
      request.planOut = bytes.sink
      let outcome = try await store.syncCatalog(csv, request)
      #expect(outcome.summary.run == nil)
      return bytes.bytes
    }

    private func apply(
      _ bytes: [UInt8], to csv: String, _ request: SyncRequest, in store: TestStore
    ) async throws -> SyncOutcome {
      var request = request
      request.plan = try PlanReference(json: bytes)
      return try await store.syncCatalog(csv, request)
    }

    @Test func `a plan file holds its head and all changes, and nothing is written`() async throws {
      try await withAgencies { store in
        try await store.syncCatalog(Self.old)
        let writes = try await store.dataWrites()
        let runs = try await store.runs()

        let bytes = try await plan(
          Self.new, store.request("catalog", allowWithdrawals: 7), in: store)

        let json = try #require(
          try JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any])
        #expect(json["format"] as? String == "motcua-plan/1")
        #expect(json["source"] as? String == "catalog")
        #expect(json["allow_withdrawals"] as? Int == 7)
        #expect(json["allow_changes"] is NSNull)
        #expect((json["base"] as? [String: Int]) == ["data_version": 2, "last_run": 2])
        #expect((json["records"] as? [String: Int])?["added"] == 1)
        #expect((json["digest"] as? String)?.count == 64)
        let changes = try #require(json["changes"] as? [[String: Any]])
        let lines = changes.map { change in
          ["kind", "code", "name", "agency_code", "attribute", "old"].map {
            change[$0] as? String ?? "-"
          }.joined(separator: "|")
        }
        #expect(
          lines == [
            "level_raised|1.000001|Một \"tên\"|H32.16|level|ND43 3",
            "withdrawn|1.000002|Hai|-|-|-", "withdrawn|1.000002|Hai|H32.17|-|ND43 4",
            "new|1.000003|Ba|-|-|-", "new|1.000003|Ba|H32.17|-|-",
          ])
        #expect(try await store.dataWrites() == writes)
        #expect(try await store.runs() == runs)
      }
    }

    @Test func `a plan is applied on another day as of its own day and allowances`() async throws {
      try await withAgencies { store in
        try await store.syncCatalog(Self.old)
        var request = store.request("catalog", allowWithdrawals: 7)
        let bytes = try await plan(Self.new, request, in: store)
        request = store.request("catalog", on: TestStore.today.advanced(by: 3))

        let outcome = try await apply(bytes, to: Self.new, request, in: store)

        #expect(outcome.summary.state == .applied)
        #expect(
          try await store.texts("SELECT effective_on::text FROM run ORDER BY run_id DESC LIMIT 1")
            == ["2026-11-22"])
        #expect(
          try await store.claims() == [
            "1.000001 H32.16 2026-11-22..infinity 4", "1.000003 H32.17 2026-11-22..infinity 4",
          ])
      }
    }

    @Test func `planning twice gives the same bytes`() async throws {
      try await withAgencies { store in
        try await store.syncCatalog(Self.old)

        let first = try await plan(Self.new, store.request("catalog"), in: store)

        #expect(try await plan(Self.new, store.request("catalog"), in: store) == first)
      }
    }

    @Test func `the order of rows does not change the digest`() async throws {
      try await withAgencies { store in
        let rows = Self.new.split(separator: "\n")
        let shuffled = ([rows[0]] + rows[1...].reversed()).joined(separator: "\n")

        let one = try await plan(Self.new, store.request("catalog"), in: store)
        let other = try await plan(shuffled, store.request("catalog"), in: store)

        #expect(try PlanReference(json: one).digest == PlanReference(json: other).digest)
      }
    }

    struct Change: CustomTestStringConvertible, Sendable {
      let testDescription: String
      var csv = PlanFileTests.new
      var source = "catalog"
      var scope: String?
      var demonstration = false
      var between: String?
      let text: String
    }

    static let changes = [
      Change(
        testDescription: "another file", csv: new + "1.000004,H32.16,4,\n", text: "SHA-256"),
      Change(testDescription: "another source", source: "other", text: "the source is other"),
      Change(
        testDescription: "another scope", scope: "H32.16",
        text: "the scope is agency=H32.16, in the plan empty"),
      Change(
        testDescription: "other flags", demonstration: true, text: "the flags is demonstration"),
      Change(
        testDescription: "another state", between: old.replacing("16,3", "16,2"),
        text: "the data version is 3, in the plan 2"),
    ]

    @Test(arguments: changes)
    func `a plan that does not hold any more is refused and nothing is written`(
      _ change: Change
    ) async throws {
      try await withAgencies { store in
        try await store.syncCatalog(Self.old)
        let bytes = try await plan(Self.new, store.request("catalog"), in: store)
        if let between = change.between { try await store.syncCatalog(between) }
        let claims = try await store.claims()

        let error = await #expect(throws: StoreError.self) {
          try await apply(
            bytes, to: change.csv,
            store.request(
              change.source, scope: change.scope, demonstration: change.demonstration),
            in: store)
        }

        #expect(error == StoreError(.stalePlan, ""))
        #expect(error?.description.contains(change.text) == true)
        #expect(error?.description.hasSuffix("plan again with --plan-out") == true)
        #expect(try await store.claims() == claims)
        let entry = try await store.runs(1).first
        #expect(entry?.state == "refused")
        #expect(entry?.message == error?.description)
      }
    }

    @Test func `a plan that the guard refused is written with its refusals and refused again`()
      async throws
    {
      try await withAgencies { store in
        let rows = (10..<60).map { "1.0000\($0),H32.16,4,a" }
        let head = "code,agency_code,level,name\n"
        try await store.syncCatalog(head + rows.joined(separator: "\n"))
        let csv = head + rows.prefix(30).joined(separator: "\n")

        let bytes = try await plan(csv, store.request("catalog"), in: store)
        let outcome = try await apply(bytes, to: csv, store.request("catalog"), in: store)

        let json = try JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any]
        let rules = (json?["guard"] as? [[String: String]])?.map { $0["rule"] ?? "" }
        #expect(rules == ["withdrawals", "agency_withdrawals", "rows"])
        #expect(outcome.refusals.map(\.rule) == rules)
        #expect(outcome.summary.state == .refused)
      }
    }

    @Test func `flags that contradict the plan are refused`() async throws {
      try await withAgencies { store in
        let bytes = try await plan(
          Self.new, store.request("catalog", allowWithdrawals: 3), in: store)

        for request in [
          store.request("catalog", on: TestStore.day("2026-11-20"), given: true),
          store.request("catalog", allowWithdrawals: 4), store.request("catalog", allowChanges: 1),
        ] {
          await #expect(throws: StoreError(.badRequest, "")) {
            try await apply(bytes, to: Self.new, request, in: store)
          }
        }
      }
    }

    @Test func `a sink that fails ends the plan with its error`() async throws {
      struct Full: Error {}
      try await withAgencies { store in
        var request = store.request("catalog")
        request.planOut = { _ in throw Full() }
        let asked = request

        await #expect(throws: Full.self) { try await store.syncCatalog(Self.new, asked) }
      }
    }

    @Test func `a long plan comes in chunks`() async throws {
      try await withAgencies { store in
        let rows = (1000..<4000).map { "1.00\($0),H32.16,4,Thủ tục số \($0)\n" }
        let bytes = PlanBytes()
        var request = store.request("catalog")
        request.planOut = bytes.sink

        let outcome = try await store.syncCatalog(
          "code,agency_code,level,name\n" + rows.joined(), request)

        let json = try JSONSerialization.jsonObject(with: Data(bytes.bytes)) as? [String: Any]
        #expect((json?["changes"] as? [Any])?.count == outcome.changes?.total)
        #expect(outcome.changes?.total == 6000)
        #expect(bytes.largestChunk < 140_000)
      }
    }

    @Test func `agencies are planned and applied in the same way`() async throws {
      try await withAgencies { store in
        let csv = TestStore.agencies.replacing("Sở Y tế,H32,", "Sở Y tế mới,H32.17,")
          .replacing("H32.201.1,Phòng Văn hóa phường Nha Trang,H32.201,commune\n", "")
          .appending("\nH32.18,Sở Mới,H32,province\n")
        let file = SourceFile(name: "agencies.csv", contents: Array(csv.utf8))
        let sync = AgencySync(pool: store.pool, authority: store.authority)
        let bytes = PlanBytes()
        var request = store.request("tree")
        request.planOut = bytes.sink

        let planned = try await sync.run(file, request)
        var following = store.request("tree")
        following.plan = try PlanReference(json: bytes.bytes)
        let applied = try await sync.run(file, following)

        #expect(
          planned.changes?.first.map { "\($0.kind.rawValue) \($0.code) \($0.attribute ?? "-")" }
            == [
              "new H32.18 -", "withdrawn H32.201.1 -", "moved H32.16 parent_code",
              "renamed H32.16 name",
            ])
        #expect(applied.summary.state == .applied)
        #expect(applied.changes == planned.changes)
        await #expect(throws: StoreError(.stalePlan, "")) { try await sync.run(file, following) }
      }
    }
  }
}

/// Reading the head of a plan.
@Suite struct PlanReferenceTests {
  private static let whole = """
    {"format":"motcua-plan/1","kind":"catalog","source":"a","scope":"","effective":"2026-11-22",\
    "effective_given":false,"flags":"","allow_withdrawals":null,"allow_changes":5,"sha256":"00",\
    "size":1,"base":{"data_version":3,"last_run":null},"program":"motcua 1","digest":"ff",\
    "rows":{},"records":{},"guard":[{"rule":"x","en":"\\",\\"changes\\":["}],"changes":[{"kind":
    """

  @Test func `the head is enough`() throws {
    let plan = try PlanReference(json: Array(Self.whole.utf8))

    #expect(plan.allowChanges == 5)
    #expect(plan.dataVersion == 3)
    #expect(plan.effective == CalendarDay(iso: "2026-11-22"))
  }

  @Test func `a file is read as far as its head`() throws {
    let tail = [UInt8](repeating: 0x20, count: 1 << 18)
    let file = SourceFile(name: "p", contents: Array(Self.whole.utf8) + tail)

    #expect(try PlanReference(file) == PlanReference(json: Array(Self.whole.utf8)))
  }

  @Test(arguments: [
    "", "{}", "[]", "{\"changes\":[", "{\"format\":\"motcua-plan/1\",\"changes\":[]}",
    whole.replacing("motcua-plan/1", "motcua-plan/2"),
    whole.replacing("2026-11-22", "2026-13-22"), whole.replacing("\"data_version\":3", "\"x\":3"),
    String(whole.prefix(200)),
  ])
  func `what is no plan is refused`(_ text: String) {
    #expect(throws: StoreError(.badRequest, "")) { try PlanReference(json: Array(text.utf8)) }
  }

  @Test func `no cut and no changed byte crashes`() {
    let bytes = Array(Self.whole.utf8)

    for index in bytes.indices {
      _ = try? PlanReference(json: Array(bytes[..<index]))
      var other = bytes
      other[index] ^= 0x15
      _ = try? PlanReference(json: other)
    }

    #expect((try? PlanReference(json: bytes)) != nil)
  }
}
