import Postgres
import Testing

@testable import Store

extension LiveTests {
  /// The book of runs page by page.
  @Suite struct RunPagesTests {
    private func withRuns(_ body: (TestStore, RunBook) async throws -> Void) async throws {
      try await withAgencies { store in
        for level in 1...4 {
          try await store.syncCatalog("code,agency_code,level\n1.000001,H32.16,\(level)\n")
        }
        try await store.syncCatalog(
          "code,agency_code,level\n1.000002,H32.17,tám\nxx,H32.17,4\n1.000003,H32.17,4\n"
            + "1.000004,H32.17,4\n1.000005,H32.17,4\n",
          source: "portal")
        try await body(store, RunBook(pool: store.pool, authority: store.authority))
      }
    }

    @Test func `pages hold each run once, the newest first, and name one total`() async throws {
      try await withRuns { _, book in
        let all = try await book.page(RunFilter(), before: nil, limit: 1000)
        #expect(all.isLast)
        #expect(all.runs.compactMap(\.id) == all.runs.compactMap(\.id).sorted(by: >))
        #expect(all.total == all.runs.count)
        for limit in 1...all.total {
          var found: [RunEntry] = []
          var before: Int64?
          var isLast = false
          while !isLast {
            let page = try await book.page(RunFilter(), before: before, limit: limit)
            #expect(page.total == all.total)
            #expect(page.runs.count <= limit)
            found += page.runs
            before = page.runs.last?.id
            isLast = page.isLast
          }

          #expect(found == all.runs)
        }
      }
    }

    @Test func `a filter leaves the runs that it names`() async throws {
      try await withRuns { _, book in
        let all = try await book.page(RunFilter(), before: nil, limit: 1000).runs
        for (filter, keeps) in [
          (RunFilter(kind: "agencies"), { @Sendable (run: RunEntry) in run.kind == "agencies" }),
          (RunFilter(source: "portal"), { $0.source == "portal" }),
          (RunFilter(state: "applied"), { $0.state == "applied" }),
          (RunFilter(kind: "catalog", source: "nobody"), { _ in false }),
        ] {
          let page = try await book.page(filter, before: nil, limit: 1000)

          #expect(page.runs == all.filter(keeps))
          #expect(page.total == page.runs.count)
        }
      }
    }

    @Test func `the pages of held rows are the rows in the order of the file`() async throws {
      try await withRuns { _, book in
        let newest = try #require(
          try await book.page(RunFilter(source: "portal"), before: nil, limit: 1).runs.first?.id)
        let whole = try await book.run(newest)

        let first = try #require(try await book.held(by: newest, offset: 0, limit: 1))
        let second = try #require(try await book.held(by: newest, offset: 1, limit: 9))

        #expect(first.entry == whole.entry)
        #expect(whole.held.count == 2)
        #expect(first.rows + second.rows == whole.held)
        #expect(try await book.held(by: newest + 1000, offset: 0, limit: 1) == nil)
      }
    }
  }
}
