import Postgres
import Testing

@testable import Store

extension LiveTests {
  /// The counts of runs by which alerts decide.
  @Suite struct RunCountsTests {
    @Test func `what never happened counts 0, what happened its runs`() async throws {
      try await withAgencies { store in
        for level in [3, 4, 4] {
          try await store.syncCatalog("code,agency_code,level\n1.000001,H32.16,\(level)\n")
        }
        _ = try? await store.syncCatalog("<html></html>")
        // The file that is no table is in the book in whichever state it ended.
        let last = try #require(try await store.runs(1).first)
        let book = RunBook(pool: store.pool, authority: store.authority)

        let counts = try await book.counts()

        let endings: [[String]] = RunCount.kinds.flatMap { kind in
          RunCount.states.map { [kind, $0] }
        }
        #expect(counts.count == endings.count)
        #expect(Set(counts.map { [$0.kind, $0.state] }) == Set(endings))
        #expect(
          Set(counts.filter { $0.runs > 0 }) == [
            RunCount(kind: "agencies", state: "applied", runs: 1),
            RunCount(kind: "catalog", state: "applied", runs: 2),
            RunCount(kind: "catalog", state: "skipped", runs: 1),
            RunCount(kind: "catalog", state: last.state, runs: 1),
          ])
      }
    }

    @Test(arguments: [
      ("source_kind_check", RunCount.kinds), ("run_state_check", RunCount.states),
    ])
    func `the kinds and states are those that the database takes`(
      constraint: String, words: [String]
    ) async throws {
      try await withStore { store in
        let taken = try await store.texts(
          """
          SELECT word[1]
          FROM pg_constraint, regexp_matches(pg_get_constraintdef(oid), '''([a-z]+)''', 'g') AS word
          WHERE conname = \(constraint)::text
          """)

        #expect(taken.sorted() == words.sorted())
      }
    }
  }
}
