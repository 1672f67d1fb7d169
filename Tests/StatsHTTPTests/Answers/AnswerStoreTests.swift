import NIOCore
import Procedures
import Synchronization
import Testing

@testable import StatsHTTP

/// Counts across tasks.
private final class Tally: Sendable {
  private let value = Atomic<Int>(0)

  var count: Int { value.load(ordering: .relaxed) }

  func next() -> Int { value.add(1, ordering: .relaxed).newValue }
}

@Suite(.timeLimit(.minutes(10))) struct AnswerStoreTests {
  private static let key = AnswerKey(target: "/v1/stats/a", accept: "")
  private let store = AnswerStore(wall: { Instant(microsecondsSince2000: 0) })

  private static func answer(_ text: String, version: Int64 = 1, age: Int? = nil) -> StoredAnswer {
    StoredAnswer(
      contentType: "", body: ByteBuffer(string: text), entityTag: "\"\(text)\"",
      dataVersion: version, ageSeconds: age)
  }

  private func grant(_ version: Int64 = 1) {
    store.grant(ServedState(version: version, run: version), until: .now + .seconds(3600))
  }

  @Test func `a hundred who ask at once make one answer`() async throws {
    grant()
    let makings = Tally()
    let (gate, open) = AsyncStream.makeStream(of: Void.self)
    let asked = Tally()

    let answers = try await withThrowingTaskGroup(of: StoredAnswer.self) { group in
      for _ in 0..<100 {
        group.addTask {
          if asked.next() == 100 { open.finish() }
          return try await store.answer(to: Self.key) {
            _ = makings.next()
            for await _ in gate {}
            return Self.answer("a")
          }
        }
      }
      return try await group.reduce(into: []) { $0.append($1) }
    }

    #expect(answers.count == 100)
    #expect(Set(answers) == [Self.answer("a")])
    #expect(makings.count == 1)
  }

  @Test func `without a lease each asker makes an answer`() async throws {
    let makings = Tally()

    for _ in 0..<3 {
      _ = try await store.answer(to: Self.key) {
        _ = makings.next()
        return Self.answer("a")
      }
    }

    #expect(makings.count == 3)
  }

  @Test func `an asker that is cancelled leaves at once and the answer is kept`() async throws {
    grant()
    let (gate, open) = AsyncStream.makeStream(of: Void.self)
    let (begun, begin) = AsyncStream.makeStream(of: Void.self)
    let (ended, end) = AsyncStream.makeStream(of: Void.self)
    let asker = Task {
      try await store.answer(to: Self.key) {
        begin.finish()
        for await _ in gate {}
        end.finish()
        return Self.answer("a")
      }
    }
    for await _ in begun {}

    asker.cancel()

    await #expect(throws: CancellationError.self) { try await asker.value }
    open.finish()
    for await _ in ended {}
    let second = try await store.answer(to: Self.key) { Self.answer("a") }
    #expect(second == Self.answer("a"))
  }

  @Test func `a failure reaches all askers and is not kept`() async throws {
    struct Broken: Error {}
    grant()

    await #expect(throws: Broken.self) {
      try await store.answer(to: Self.key) { throw Broken() }
    }

    let answer = try await store.answer(to: Self.key) { Self.answer("a") }
    #expect(answer == Self.answer("a"))
  }

  @Test func `an answer older than one given is made again`() async throws {
    _ = try await store.answer(to: Self.key) { Self.answer("new", version: 2) }
    let makings = Tally()

    let answer = try await store.answer(to: Self.key) {
      let making = makings.next()
      return Self.answer("\(making)", version: Int64(making))
    }

    #expect(answer == Self.answer("2", version: 2))
  }

  @Test func `a last good answer older than one given is refused`() async throws {
    _ = try await store.answer(to: Self.key) { Self.answer("new", version: 2) }

    await #expect(throws: SourceUnavailable.self) {
      try await store.answer(to: Self.key) { Self.answer("old", version: 1, age: 9) }
    }
  }
}
