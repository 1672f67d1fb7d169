import Postgres
import Testing

@testable import Store

extension LiveTests {
  /// Posts that clients may ask about and repeat.
  @Suite struct PostedRunBookTests {
    private static func post(
      _ store: TestStore, _ id: String, key: String? = nil, kind: String = "catalog",
      bytes: UInt8 = 1
    ) -> PostedRun {
      PostedRun(
        id: id + String(repeating: "0", count: 16), token: TestStore.token(1).id, kind: kind,
        question: "source=a", sha256: [UInt8](repeating: bytes, count: 32), key: key)
    }

    @Test func `a key that was used gives the first post, whatever is asked now`() async throws {
      try await withBook { store, book in
        let first = Self.post(store, "a", key: "k")
        #expect(try await book.enter(first) == nil)

        let same = try await book.enter(Self.post(store, "b", key: "k"))
        let other = try await book.enter(Self.post(store, "c", key: "k", bytes: 2))

        #expect(same == first)
        #expect(same?.asksTheSame(as: Self.post(store, "b", key: "k")) == true)
        #expect(other?.asksTheSame(as: Self.post(store, "c", key: "k", bytes: 2)) == false)
        #expect(try await book.find(Self.post(store, "b").id) == nil)
      }
    }

    @Test func `posts without a key stand side by side`() async throws {
      try await withBook { store, book in
        let first = try await book.enter(Self.post(store, "a"))
        let second = try await book.enter(Self.post(store, "b"))

        #expect(first == nil)
        #expect(second == nil)
      }
    }

    @Test func `a post tells how far it is and what it came to`() async throws {
      try await withBook { store, book in
        let post = Self.post(store, "a", key: "k")
        _ = try await book.enter(post)
        #expect(try await book.find(post.id)?.state == .queued)

        try await book.begin(post.id)
        #expect(try await book.find(post.id)?.state == .running)

        try await book.end(post.id, as: .done, answer: "{}", frees: false)
        let ended = try await book.find(post.id)
        #expect(ended?.state == .done)
        #expect(ended?.answer == "{}")
        #expect(ended?.key == "k")
      }
    }

    @Test func `a failure that passes by itself frees its key`() async throws {
      try await withBook { store, book in
        let post = Self.post(store, "a", key: "k")
        _ = try await book.enter(post)
        try await book.end(post.id, as: .failed, answer: "{}", frees: true)

        #expect(try await book.enter(Self.post(store, "b", key: "k")) == nil)
      }
    }

    @Test func `a post whose service stopped is abandoned and its key is free`() async throws {
      try await withBook { store, book in
        let post = Self.post(store, "a", key: "k")
        _ = try await book.enter(post)
        #expect(try await book.find(post.id)?.isAbandoned == false)
        try await store.write("UPDATE posted_run SET seen_at = now() - interval '61 seconds'")
        #expect(try await book.find(post.id)?.isAbandoned == true)

        #expect(try await book.enter(Self.post(store, "b", key: "k")) == nil)

        try await book.keepAlive([post.id])
        #expect(try await book.find(post.id)?.isAbandoned == false)
      }
    }

    @Test func `a key that becomes free between two looks is taken, not said to stand`()
      async throws
    {
      try await withBook { store, book in
        let first = Self.post(store, "a", key: "k")
        _ = try await book.enter(first)
        // After each INSERT, also one that met a conflict, the first post is withdrawn.
        try await store.write(
          """
          CREATE FUNCTION withdraw() RETURNS trigger LANGUAGE plpgsql
          AS 'BEGIN DELETE FROM posted_run WHERE post_id LIKE ''a%''; RETURN NULL; END'
          """)
        try await store.write(
          """
          CREATE TRIGGER withdraw AFTER INSERT ON posted_run
          FOR EACH STATEMENT EXECUTE FUNCTION withdraw()
          """)

        let second = Self.post(store, "b", key: "k")
        #expect(try await book.enter(second) == nil)

        #expect(try await book.find(first.id) == nil)
        #expect(try await book.find(second.id) == second)
      }
    }

    @Test func `a post that can never be entered is told to come again`() async throws {
      try await withBook { store, book in
        try await store.write(
          """
          CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql
          AS 'BEGIN RETURN NULL; END'
          """)
        try await store.write(
          """
          CREATE TRIGGER refuse BEFORE INSERT ON posted_run
          FOR EACH ROW EXECUTE FUNCTION refuse()
          """)

        await #expect(throws: StoreError(.busy, "")) {
          try await book.enter(Self.post(store, "a", key: "k"))
        }
      }
    }

    @Test func `posts of more than seven days are forgotten`() async throws {
      try await withBook { store, book in
        let post = Self.post(store, "a", key: "k")
        _ = try await book.enter(post)
        try await store.write("UPDATE posted_run SET created_at = now() - interval '169 hours'")

        #expect(try await book.enter(Self.post(store, "b", key: "k")) == nil)

        #expect(try await book.find(post.id) == nil)
      }
    }
  }
}
