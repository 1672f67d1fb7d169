import Postgres
import Procedures
import Testing

@testable import Store

extension LiveTests {
  /// What a dry run says that a catalog would change.
  @Suite struct CatalogChangesTests {
    private static let head = "code,agency_code,service_code,level,fee,name,field\n"

    /// Kind, code, agency, service, attribute, old and new value of the first of each kind.
    private func changes(
      from old: String, to new: String, on day: CalendarDay = TestStore.today
    ) async throws -> [String] {
      try await withAgencies { store in
        try await store.syncCatalog(Self.head + old)
        var request = store.request("catalog", on: day, dryRun: true)
        request.allowWithdrawals = 100
        request.allowChanges = 100
        let outcome = try await store.syncCatalog(Self.head + new, request)

        #expect(outcome.summary.state == .planned)
        let changes = try #require(outcome.changes)
        #expect(changes.total == changes.first.count)
        return changes.first.map(Self.line)
      }
    }

    private static func line(_ change: PlannedChange) -> String {
      let what = change.subject == .offering ? "" : "\(change.subject) "
      let values = change.attribute.map {
        " \($0): \(change.oldValue ?? "-") → \(change.newValue ?? "-")"
      }
      return "\(what)\(change.kind.rawValue) \(change.code)"
        + (change.agencyCode.map { " \($0)" } ?? "")
        + (change.service.isEmpty ? "" : " \(change.service)")
        + (values ?? "") + (change.row.map { " @\($0)" } ?? "")
    }

    static let base =
      "1.000001,H32.16,,3,có,Khai sinh,Hộ tịch\n1.000002,H32.17,,4,,Khai tử,Hộ tịch\n"

    @Test(arguments: [
      (base, []),
      (
        base.replacing("16,,3", "16,,4"),
        ["level_raised 1.000001 H32.16 level: ND43 3 → ND43 4 @2"]
      ),
      (
        base.replacing("17,,4", "17,,2"),
        ["level_lowered 1.000002 H32.17 level: ND43 4 → ND43 2 @3"]
      ),
      (
        base.replacing("17,,4", "17,,"),
        ["level_unknown 1.000002 H32.17 level: ND43 4 → unknown @3"]
      ),
      (
        base.replacing("17,,4", "17,,Toàn trình"),
        ["changed 1.000002 H32.17 level: ND43 4 → ND42 full @3"]
      ),
      (
        base.replacing("4,,", "4,không,"),
        ["changed 1.000002 H32.17 fee: unknown → no @3"]
      ),
      (
        base.replacing("Khai tử", "Đăng ký khai tử"),
        ["procedure renamed 1.000002 name: Khai tử → Đăng ký khai tử @3"]
      ),
      (
        base.replacing("Khai tử,Hộ tịch", ",Y tế"),
        [
          "procedure changed 1.000002 field: Hộ tịch → Y tế @3",
          "procedure changed 1.000002 name: Khai tử → unknown @3",
        ]
      ),
      (
        base + "1.000003,H32.16,,4,,,",
        ["procedure new 1.000003 @4", "new 1.000003 H32.16 @4"]
      ),
      (
        base.replacing("1.000002,H32.17", "1.000002,H32.16"),
        ["moved 1.000002 H32.16 agency: H32.17 → H32.16 @3"]
      ),
      (
        base.replacing("1.000002,H32.17,,4", "1.000002,H32.16,,3"),
        [
          "moved 1.000002 H32.16 agency: H32.17 → H32.16 @3",
          "level_lowered 1.000002 H32.16 level: ND43 4 → ND43 3 @3",
        ]
      ),
      (
        "1.000001,H32.16,,3,có,Khai sinh,Hộ tịch\n",
        ["procedure withdrawn 1.000002", "withdrawn 1.000002 H32.17"]
      ),
      (
        base.replacing("1.000002,H32.17,,4", "1.000002,H32.17,1.000002.01,4"),
        ["new 1.000002 H32.17 1.000002.01 @3", "withdrawn 1.000002 H32.17"]
      ),
      (
        "1.000001,H32.16,,3,có,Khai sinh,Hộ tịch\n,H32.17,,4,,Khai tử,Hộ tịch\n",
        ["missing 1.000002 H32.17"]
      ),
    ])
    func `each difference is a change of its kind`(
      _ new: String, _ expected: [String]
    ) async throws {
      #expect(try await changes(from: Self.base, to: new) == expected)
    }

    @Test func `an offering that comes to two agencies has not moved`() async throws {
      let found = try await changes(
        from: "1.000001,H32.16,,3,,,\n1.000002,H32.16,,3,,,\n",
        to: "1.000001,H32.17,,3,,,\n1.000001,H32.201,,3,,,\n1.000002,H32.16,,3,,,\n")

      #expect(
        found == ["new 1.000001 H32.17 @2", "new 1.000001 H32.201 @3", "withdrawn 1.000001 H32.16"])
    }

    @Test func `what comes back has returned`() async throws {
      try await withAgencies { store in
        try await store.syncCatalog(Self.head + Self.base)
        try await store.syncCatalog(Self.head + "1.000001,H32.16,,3,có,Khai sinh,Hộ tịch\n")

        let outcome = try await store.syncCatalog(
          Self.head + Self.base, store.request("catalog", dryRun: true))

        #expect(
          outcome.changes?.first.map(Self.line)
            == ["procedure returned 1.000002 @3", "returned 1.000002 H32.17 @3"])
      }
    }

    @Test func `what was to come later and comes now changes its first day`() async throws {
      let head = "code,agency_code,level,effective_from\n"
      try await withAgencies { store in
        try await store.syncCatalog(head + "1.000001,H32.16,3,2027-01-01\n1.000002,H32.16,4,\n")

        let outcome = try await store.syncCatalog(
          head + "1.000001,H32.16,4,\n1.000002,H32.16,4,\n",
          store.request("catalog", dryRun: true))

        #expect(
          outcome.changes?.first.map(Self.line) == [
            "level_raised 1.000001 H32.16 level: ND43 3 → ND43 4 @2",
            "procedure changed 1.000001 valid_from: 2027-01-01 → 2026-11-22 @2",
            "changed 1.000001 H32.16 valid_from: 2027-01-01 → 2026-11-22 @2",
          ])
      }
    }

    @Test func `an applied run lists nothing`() async throws {
      try await withAgencies { store in
        let outcome = try await store.syncCatalog(Self.head + Self.base)

        #expect(outcome.changes == nil)
      }
    }

    @Test func `a dry run of a new source enters neither source nor run nor data`() async throws {
      try await withAgencies { store in
        let writes = try await store.dataWrites()
        let runs = try await store.runs()
        let sources = try await store.number("SELECT max(source_id) FROM source")

        let outcome = try await store.syncCatalog(
          Self.head + Self.base, store.request("other", dryRun: true))

        #expect(outcome.changes?.counts == [.new: 4])
        #expect(try await store.runs() == runs)
        #expect(try await store.dataWrites() == writes)
        #expect(
          try await store.number("SELECT count(*) FROM source WHERE name = 'other'") == 0)
        try await store.syncCatalog(Self.head + Self.base, source: "other")
        // Not even a number was used up.
        #expect(try await store.number("SELECT max(source_id) FROM source") == sources + 1)
      }
    }

    @Test func `only the first twenty of a kind are shown, in order`() async throws {
      try await withAgencies { store in
        let rows = (0..<30).reversed().map { "1.0000\($0 + 10),H32.16,,4,,,\n" }

        let outcome = try await store.syncCatalog(
          Self.head + rows.joined(), store.request("catalog", dryRun: true))

        let changes = try #require(outcome.changes)
        #expect(changes.counts == [.new: 60])
        #expect(changes.first.count == 20)
        #expect(changes.first.map(\.code) == (0..<20).map { "1.0000\($0 / 2 + 10)" })
      }
    }
  }
}

extension String {
  /// The text with each occurrence of another replaced.
  func replacing(_ old: String, _ new: String) -> String {
    var result = ""
    var rest = self[...]
    while let range = rest.firstRange(of: old) {
      result += rest[..<range.lowerBound] + new
      rest = rest[range.upperBound...]
    }
    return result + rest
  }
}
