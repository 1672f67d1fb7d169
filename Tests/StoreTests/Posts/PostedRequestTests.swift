import Postgres
import Testing

@testable import Store

extension LiveTests {
  /// Posts whose run notes its outcome itself.
  @Suite struct PostedRequestTests {
    private static let first = "code,agency_code,level\n1.000001,H32.16,4\n"
    private static let newer = "code,agency_code,level\n1.000001,H32.16,3\n"

    private static func post(_ letter: String, key: String?) -> PostedRun {
      PostedRun(
        id: letter + String(repeating: "0", count: 16), token: TestStore.token(1).id,
        kind: "catalog", question: "source=catalog", sha256: [UInt8](repeating: 1, count: 32),
        key: key)
    }

    private func sync(
      _ store: TestStore, _ csv: String, for post: PostedRun
    ) async throws -> SyncOutcome {
      var request = store.request("catalog")
      request.post = PostedRequest(id: post.id, key: post.key) { outcome in
        "run \(outcome.summary.run ?? 0) \(outcome.summary.auditHead ?? "")"
      }
      return try await store.syncCatalog(csv, request)
    }

    private func loseService(_ store: TestStore) async throws {
      try await store.write("UPDATE posted_run SET seen_at = now() - interval '61 seconds'")
    }

    @Test func `a key answers with its run though the service stopped right after the commit`()
      async throws
    {
      try await withBook { store, book in
        let post = Self.post("a", key: "k")
        _ = try await book.enter(post)
        let outcome = try await sync(store, Self.first, for: post)
        try await store.syncCatalog(Self.newer)
        try await loseService(store)

        let earlier = try await book.enter(Self.post("b", key: "k"))

        let run = try #require(outcome.summary.run)
        let head = try #require(outcome.summary.auditHead)
        #expect(earlier?.id == post.id)
        #expect(earlier?.state == .done)
        #expect(earlier?.isAbandoned == false)
        #expect(earlier?.answer == "run \(run) \(head)")
      }
    }

    @Test func `who did not hear of the commit cannot note a failure over it`() async throws {
      try await withBook { store, book in
        let post = Self.post("a", key: "k")
        _ = try await book.enter(post)
        let outcome = try await sync(store, Self.first, for: post)

        let stands = try await book.end(post.id, as: .failed, answer: "lost", frees: true)

        #expect(stands?.state == .done)
        #expect(stands?.key == "k")
        #expect(stands?.answer?.hasPrefix("run \(outcome.summary.run ?? 0) ") == true)
      }
    }

    @Test func `a run whose post was given up is not committed`() async throws {
      try await withBook { store, book in
        let post = Self.post("a", key: "k")
        _ = try await book.enter(post)
        try await loseService(store)
        #expect(try await book.enter(Self.post("b", key: "k")) == nil)

        await #expect(throws: StoreError(.givenUp, "")) {
          try await sync(store, Self.first, for: post)
        }

        #expect(try await store.number("SELECT count(*) FROM offering_claim") == 0)
        #expect(try await book.find(post.id)?.state == .queued)
        #expect(try await store.runs().first?.state == "failed")
      }
    }

    @Test func `a refusal of the guard is the outcome of its post too`() async throws {
      try await withBook { store, book in
        let rows = (1...30).map { "1.\(100_000 + $0),H32.16,4\n" }
        let heading = "code,agency_code,level\n"
        try await store.syncCatalog(heading + rows.joined())
        let post = Self.post("a", key: "k")
        _ = try await book.enter(post)

        let outcome = try await sync(store, heading + rows[0], for: post)

        #expect(outcome.summary.state == .refused)
        #expect(try await book.find(post.id)?.state == .done)
      }
    }
  }
}
