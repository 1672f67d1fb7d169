import Indicators
import Postgres
import Procedures
import Testing

@testable import Store

extension LiveTests {
  /// Several sources on the same attribute: who is believed, and how that is shown.
  @Suite struct PrecedenceTests {
    private static let head = "code,agency_code,level,fee,means,name,field\n"

    private func withTwoSources(
      _ one: String, _ other: String, _ body: (TestStore) async throws -> Void
    ) async throws {
      try await withAgencies { store in
        try await store.syncCatalog(Self.head + one, source: "one")
        try await store.syncCatalog(Self.head + other, source: "other")
        try await body(store)
      }
    }

    private func conflicts(_ store: TestStore, known: Instant? = nil) async throws -> [String] {
      try await SourceConflicts(pool: store.pool, authority: store.authority)
        .page(on: TestStore.today, known: known, limit: 100).conflicts.map { conflict in
          let place = [conflict.procedure?.text, conflict.agency?.text].compactMap(\.self)
          let voices = conflict.voices.map { "\($0.source)=\($0.value)" }
          return (place + [conflict.attribute.rawValue] + voices).joined(separator: " ")
        }
    }

    @Test func `the declared order decides, and an earlier instant keeps its own`() async throws {
      try await withTwoSources(
        "1.000001,H32.16,4,có,web,A,X\n", "1.000001,H32.16,3,không,web;mobile,B,Y\n"
      ) { store in
        let before = try await store.figures.version().recordedAt
        #expect(try await store.counts() == "1/1 ?0 #0")

        _ = try await store.sources.setPrecedence(
          .level, sources: ["other", "one"], TestStore.person)

        #expect(try await store.counts() == "0/1 ?0 #0")
        #expect(try await store.counts(known: before) == "1/1 ?0 #0")
        #expect(
          try await conflicts(store) == [
            "1.000001 name one=A other=B", "1.000001 field one=X other=Y",
            "1.000001 H32.16 level other=ND43 3 one=ND43 4",
            "1.000001 H32.16 fee one=Có other=Không",
            "1.000001 H32.16 means one=web other=mobile; web",
          ])
        #expect(
          try await conflicts(store, known: before).contains(
            "1.000001 H32.16 level one=ND43 4 other=ND43 3"))
      }
    }

    @Test func `a source first in order that does not know leaves the value to the next`()
      async throws
    {
      try await withTwoSources("1.000001,H32.16,4,,,A,\n", "1.000001,H32.16,,,,,\n") { store in
        _ = try await store.sources.setPrecedence(.level, sources: ["other"], TestStore.person)

        #expect(try await store.counts() == "1/1 ?0 #0")
        #expect(try await conflicts(store) == [])
      }
    }

    @Test func `the same class on two scales is no conflict`() async throws {
      try await withTwoSources(
        "1.000001,H32.16,4,,,,\n", "1.000001,H32.16,Toàn trình,,,,\n"
      ) { store in
        let found = try await conflicts(store)

        #expect(found == [])
      }
    }

    @Test func `what a source declares of the procedure counts for its offerings`() async throws {
      try await withTwoSources("1.000001,H32.16,4,,,,\n", "1.000001,,3,,,,\n") { store in
        #expect(
          try await conflicts(store) == ["1.000001 H32.16 level one=ND43 4 other=ND43 3"])

        _ = try await store.sources.setPrecedence(.level, sources: ["other"], TestStore.person)

        #expect(try await store.counts() == "0/1 ?0 #0")
      }
    }

    @Test func `agencies follow the declared order, and their names resolve by it`() async throws {
      try await withAgencies { store in
        try await store.syncAgencies(
          "code,name,parent_code,tier\nH32.16,Sở Y tế và Dân số,H32,province\n", source: "second")
        #expect(
          try await conflicts(store) == [
            "H32.16 agency tree=Sở Y tế · province · H32 second=Sở Y tế và Dân số · province · H32"
          ])

        _ = try await store.sources.setPrecedence(.agency, sources: ["second"], TestStore.person)

        #expect(
          try await conflicts(store) == [
            "H32.16 agency second=Sở Y tế và Dân số · province · H32 tree=Sở Y tế · province · H32"
          ])
      }
    }

    @Test func `pages are the whole list, each conflict once`() async throws {
      let one = (10..<20).map { "1.0000\($0),H32.16;H32.17,4,có,,,\n" }.joined()
      let other = (10..<20).map { "1.0000\($0),H32.16;H32.17,3,không,,,\n" }.joined()
      try await withTwoSources(one, other) { store in
        let conflicts = SourceConflicts(pool: store.pool, authority: store.authority)
        let whole = try await conflicts.page(on: TestStore.today, limit: 1000)

        var pages: [SourceConflict] = []
        var after: String?
        repeat {
          let page = try await conflicts.page(on: TestStore.today, limit: 7, after: after)
          #expect(page.total == whole.total)
          pages += page.conflicts
          after = page.next
        } while after != nil

        #expect(whole.total == 40)
        #expect(whole.next == nil)
        #expect(pages == whole.conflicts)
        await #expect(throws: StoreError(.badRequest, "")) {
          try await conflicts.page(on: TestStore.today, limit: 7, after: "somewhere")
        }
        await #expect(throws: StoreError(.badRequest, "")) {
          try await conflicts.page(on: TestStore.today, limit: 0)
        }
      }
    }

    @Test func `a limit agreed for a source takes the place of the usual one`() async throws {
      try await withAgencies { store in
        let rows = (10..<30).map { "1.0000\($0),H32.16,4,,,,\n" }
        try await store.syncCatalog(Self.head + rows.joined())
        _ = try await store.sources.setLimit(
          kind: "catalog", source: "catalog", rule: .withdrawals, atLeast: 0, percent: 0,
          TestStore.person)

        let outcome = try await store.syncCatalog(Self.head + rows.dropLast().joined())

        #expect(outcome.refusals.map(\.rule) == ["withdrawals"])
        #expect(outcome.refusals.first?.limit == 0)
      }
    }

    @Test func `a name that belongs to another code is told with that code`() async throws {
      try await withTwoSources(
        "1.000001,H32.16,4,,,Đăng ký khai sinh,\n1.000002,H32.16,4,,,Đăng ký khai tử,\n",
        "1.000003,H32.16,4,,,,\n"
      ) { store in
        let outcome = try await store.syncCatalog(
          Self.head + "1.000001,H32.16,4,,,Thủ tục đăng ký khai tử.,\n1.000002,H32.16,4,,,"
            + "Thủ tục Đăng ký khai tử.,\n", store.request("other", dryRun: true))

        #expect(
          outcome.warnings.map(\.en) == [
            """
            Row 2: the name “Thủ tục đăng ký khai tử.” does not fit the code 1.000001; source one \
            says that this code is “Đăng ký khai sinh”; the name in the file is that of 1.000002. \
            Check code and name.
            """
          ])
        let own = try await store.syncCatalog(
          Self.head + "1.000001,H32.16,4,,,Đăng ký khai tử,\n1.000002,H32.16,4,,,Khác hẳn,\n",
          store.request("one", dryRun: true))
        #expect(own.warnings == [])
      }
    }
  }
}

/// Comparing names of procedures.
@Suite struct ProcedureNameCheckTests {
  @Test(arguments: [
    ("Đăng ký khai sinh", "Thủ tục đăng ký khai sinh.", true),
    ("Đăng ký khai sinh", "dang ky khai sinh", true),
    ("Đăng ký khai sinh", "Đăng ký khai sinh có yếu tố", true),
    ("Đăng ký khai sinh", "Cấp giấy phép xây dựng nhà ở riêng lẻ", false),
    ("Cấp đổi giấy phép lái xe", "Cấp giấy phép xây dựng mới", true),
    ("a b c d", "a x y z", false), ("a b c d", "a b y z", true), ("a a a a", "a b c d", false),
  ])
  func `names fit while they share half of the longer one's words`(
    _ one: String, _ other: String, _ isFit: Bool
  ) {
    let keys = (ProcedureNameCheck.key(of: one), ProcedureNameCheck.key(of: other))

    #expect((keys.0 == keys.1 || ProcedureNameCheck.shareEnough(keys.0, keys.1)) == isFit)
    #expect(
      ProcedureNameCheck.shareEnough(keys.0, keys.1)
        == ProcedureNameCheck.shareEnough(keys.1, keys.0))
  }

  @Test(arguments: [("Đăng ký ưỡẫ", "Dang ky uoa"), ("ß中", "ß中"), ("hoà", "hoa"), ("", "")])
  func `letters lose their accents and nothing else`(_ text: String, _ plain: String) {
    #expect(BaseLetters.text(text.lowercased()) == plain.lowercased())
  }
}
