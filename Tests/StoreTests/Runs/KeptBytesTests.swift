import Foundation
import Intake
import Postgres
import Procedures
import TestSupport
import Testing

@testable import Store

extension LiveTests {
  /// The bytes of sources, kept for looking into them and doing runs again.
  @Suite struct KeptBytesTests {
    private static let csv = "code,agency_code,level\n1.000001,H32.16,4\n"
    private static let directory = FileManager.default.temporaryDirectory.path

    private func kept(_ store: TestStore) async throws -> [String] {
      try await store.texts(
        """
        SELECT concat_ws(' ', size_bytes, count(part), sum(octet_length(bytes)),
          CASE WHEN dropped_at IS NOT NULL THEN 'dropped' END)
        FROM kept_source
        LEFT JOIN kept_part USING (authority_id, sha256)
        GROUP BY kept_source.authority_id, sha256, size_bytes, dropped_at, kept_at
        ORDER BY kept_at
        """)
    }

    private func load(_ store: TestStore, _ bytes: [UInt8]) async throws -> SourceFile? {
      let sha256 = try SourceFile(name: "x", contents: bytes).digest().sha256
      return try await store.pool.withConnection { connection in
        try await KeptBytes(authority: store.authority).load(
          sha256: sha256, name: "x", directory: Self.directory, on: connection)
      }
    }

    @Test func `the same bytes are kept once, whatever became of the runs`() async throws {
      try await withAgencies { store in
        let tree = TestStore.agencies.utf8.count
        let html = "<html></html>"
        let foreign = Self.csv.replacing("H32", with: "H48")

        try await store.syncCatalog(Self.csv)
        try await store.syncCatalog(Self.csv)
        try await store.syncCatalog(Self.csv, source: "portal")
        try await store.syncCatalog(foreign)
        await #expect(throws: IntakeError.self) { try await store.syncCatalog(html) }

        #expect(
          try await kept(store)
            == [tree, Self.csv.utf8.count, foreign.utf8.count, html.utf8.count].map {
              "\($0) 1 \($0)"
            })
        let loaded = try await load(store, Array(Self.csv.utf8))?.bytes(at: 0, count: 1000)
        #expect(loaded == Array(Self.csv.utf8))
        #expect(try await load(store, Array("never".utf8)) == nil)
      }
    }

    @Test func `a dry run keeps nothing`() async throws {
      try await withStore { store in
        try await store.syncAgencies(dryRun: true)

        #expect(try await kept(store) == [])
      }
    }

    @Test(arguments: [0, 1, 1 << 20, (1 << 20) + 1, (9 << 20) + 17])
    func `a source comes back byte for byte, in parts of one MiB`(_ size: Int) async throws {
      try await withStore { store in
        var random = SeededGenerator(seed: UInt64(size))
        var bytes: [UInt8] = []
        while bytes.count < size { bytes.append(UInt8.random(in: 97...104, using: &random)) }
        let contents = bytes
        let file = SourceFile(name: "x", contents: contents)
        let (sha256, _) = try file.digest()

        try await store.pool.withTransaction { connection in
          try await KeptBytes(authority: store.authority).keep(
            file, sha256: sha256, size: Int64(size), on: connection)
        }

        #expect(try await store.number("SELECT count(*) FROM kept_part") == (size + 0xFFFFF) >> 20)
        let loaded = try await load(store, contents)?.bytes(at: 0, count: size + 1)
        #expect(loaded == contents)
      }
    }

    @Test func `bytes that are not those of the digest are not kept`() async throws {
      try await withStore { store in
        await #expect(throws: StoreError(.sourceChanged, "")) {
          try await store.pool.withTransaction { connection in
            try await KeptBytes(authority: store.authority).keep(
              SourceFile(name: "x", contents: [1]), sha256: [UInt8](repeating: 0, count: 32),
              size: 1, on: connection)
          }
        }

        let all = try await kept(store)
        #expect(all == [])
      }
    }

    @Test func `bytes that were edited are not given out`() async throws {
      try await withAgencies { store in
        try await store.syncCatalog(Self.csv)
        _ = try await store.tamper("UPDATE kept_part SET bytes = 'x'")

        await #expect(throws: StoreError(.sourceChanged, "")) {
          try await load(store, Array(Self.csv.utf8))
        }
      }
    }

    @Test func `bytes are dropped so many days after the last run that had them`() async throws {
      try await withAgencies { store in
        try await store.syncCatalog(Self.csv)
        let other = Self.csv + "1.000002,H32.16,4\n"
        func age(_ days: Int) async throws {
          _ = try await store.tamper(
            "UPDATE run SET finished_at = finished_at - make_interval(days => \(Int32(days)))")
        }

        try await age(399)
        try await store.syncCatalog(other)
        #expect(try await kept(store).allSatisfy { !$0.contains("dropped") })
        try await age(2)
        try await store.syncCatalog(other)

        #expect(
          try await kept(store)
            == [
              "\(TestStore.agencies.utf8.count) 0 dropped", "\(Self.csv.utf8.count) 0 dropped",
              "\(other.utf8.count) 1 \(other.utf8.count)",
            ])
        #expect(try await load(store, Array(Self.csv.utf8)) == nil)
      }
    }

    @Test func `a skipped run keeps its bytes again where they were dropped`() async throws {
      try await withAgencies { store in
        try await store.syncCatalog(Self.csv)
        var request = store.request("catalog")
        request.keepDays = 0
        #expect(try await store.syncCatalog(Self.csv, request).summary.state == .skipped)
        #expect(try await kept(store).allSatisfy { $0.hasSuffix("0 dropped") })

        let again = try await store.syncCatalog(Self.csv)

        #expect(again.summary.state == .skipped)
        #expect(try await kept(store).last == "\(Self.csv.utf8.count) 1 \(Self.csv.utf8.count)")
      }
    }

    @Test func `a profile of a user's own is kept, and another one is no repeat`() async throws {
      try await withAgencies { store in
        func profile(_ spelling: String) throws -> CatalogProfile {
          try CatalogProfile(
            json: Array(
              """
              {"name":"mine","key":["code"],"required":[],"ticks":[],"known":[],"kinds":[],
              "columns":[
              {"id":"code","canonical":["code"],"spellings":[],"weak":[]},
              {"id":"agency_code","canonical":["agency_code"],"spellings":[],"weak":[]},
              {"id":"level","canonical":["\(spelling)"],"spellings":[],"weak":[]}]}
              """.utf8), file: "mine.json")
        }
        let file = SourceFile(name: "catalog.csv", contents: Array(Self.csv.utf8))
        let sync = CatalogSync(pool: store.pool, authority: store.authority)

        let first = try await sync.run(
          file, profile: try profile("level"), store.request("catalog"))
        let same = try await sync.run(
          file, profile: try profile("level"), store.request("catalog"))
        let other = try await sync.run(
          file, profile: try profile("Mức"), store.request("catalog"))

        #expect([first, same, other].map(\.summary.state) == [.applied, .skipped, .applied])
        #expect(try await store.number("SELECT count(DISTINCT profile_sha256) FROM run") == 2)
        #expect(try await kept(store).count == 4)
        #expect(
          try await store.texts(
            """
            SELECT array_to_string(headings, ',') || ' ' || array_to_string(meanings, ',')
            FROM run ORDER BY run_id DESC LIMIT 1
            """) == ["code,agency_code,level code,agency_code,"])
        #expect(try await store.replay(upTo: other.summary.run).isEqual)
      }
    }
  }
}
