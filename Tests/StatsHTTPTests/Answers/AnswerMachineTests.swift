import NIOCore
import Procedures
import Testing

@testable import StatsHTTP

@Suite final class AnswerMachineTests {
  private static let start = ContinuousClock.now
  private static let wall = Instant(microsecondsSince2000: 0)
  private static let first = ServedState(version: 1, run: 10)
  private static let second = ServedState(version: 2, run: 11)
  private static let key = AnswerKey(target: "/v1/stats/a", accept: "")

  private var machine = AnswerMachine<Int>(byteLimit: 1 << 20)

  private static func answer(
    _ text: String = "a", version: Int64? = 1, goodUntil: Instant? = nil, age: Int? = nil
  ) -> StoredAnswer {
    StoredAnswer(
      contentType: "application/json", body: ByteBuffer(string: text), entityTag: "\"1-\(text)\"",
      goodUntil: goodUntil, dataVersion: version, ageSeconds: age)
  }

  private func grant(_ state: ServedState = first, at seconds: Double = 0) {
    let now = Self.start + .seconds(seconds)
    machine.grant(state, until: now + .seconds(1), now: now)
  }

  private func ask(_ id: Int = 1, at seconds: Double = 0) -> String {
    switch machine.ask(
      Self.key, waiter: id, id: id, now: Self.start + .seconds(seconds), wall: { Self.wall })
    {
    case .kept(let answer): "kept \(String(buffer: answer.body))"
    case .joined: "joined"
    case .begin(let flight): "begin \(flight)"
    case .alone: "alone"
    }
  }

  private func finish(_ flight: Int, _ answer: StoredAnswer?) -> [Int] {
    machine.finish(flight, answer)
  }

  private func leave(_ id: Int, _ key: AnswerKey) -> Int? { machine.leave(id, key) }

  private func mayGive(_ answer: StoredAnswer) -> Bool { machine.mayGive(answer) }

  @Test func `without a lease everyone makes their own answer`() {
    #expect(ask() == "alone")
    grant()
    #expect(ask(at: 1) == "alone")
  }

  @Test func `one maker serves all who ask meanwhile`() {
    grant()
    #expect(ask(1) == "begin 1")
    #expect(ask(2) == "joined")
    #expect(finish(1, Self.answer()).sorted() == [1, 2])
    #expect(ask(3) == "kept a")
  }

  @Test func `a failed making keeps nothing and wakes all`() {
    grant()
    _ = ask(1)
    _ = ask(2)
    #expect(finish(1, nil).sorted() == [1, 2])
    #expect(ask(3) == "begin 2")
  }

  @Test func `an asker that gives up does not end the making`() {
    grant()
    _ = ask(1)
    #expect(leave(1, Self.key) == 1)
    #expect(leave(1, Self.key) == nil)
    #expect(finish(1, Self.answer()) == [])
    #expect(ask(2) == "kept a")
  }

  @Test func `a new state drops every answer`() {
    grant()
    _ = ask(1)
    _ = finish(1, Self.answer())
    grant(Self.second)
    #expect(ask(2) == "begin 2")
  }

  @Test func `the same number of another instant is another state`() {
    grant()
    _ = ask(1)
    _ = finish(1, Self.answer())

    grant(ServedState(version: 1, recordedAt: Instant(microsecondsSince2000: 2), run: 10))

    #expect(ask(2) == "begin 2")
  }

  @Test func `nobody joins a making of an older state`() {
    grant()
    _ = ask(1)
    grant(Self.second)
    #expect(ask(2) == "begin 2")
    #expect(finish(1, Self.answer("old")) == [1])
    #expect(ask(3) == "joined")
    #expect(finish(2, Self.answer("new")).sorted() == [2, 3])
    #expect(ask(4) == "kept new")
  }

  @Test func `an answer made beside a commit is given and not kept`() {
    grant()
    _ = ask(1)
    machine.revoke(.moving)
    grant(Self.second, at: 0.1)
    #expect(finish(1, Self.answer()) == [1])
    #expect(ask(2, at: 0.2) == "begin 2")
  }

  @Test func `answers outlive a lease and are given again under the same state`() {
    grant()
    _ = ask(1)
    _ = finish(1, Self.answer())
    machine.revoke(.gone)
    #expect(ask(2) == "alone")
    #expect(machine.isGone)
    grant()
    #expect(ask(3) == "kept a")
    #expect(!machine.isGone)
  }

  @Test func `a grant that comes after its end changes nothing`() {
    grant()
    machine.grant(Self.second, until: Self.start, now: Self.start + .milliseconds(1))
    #expect(machine.state == Self.first)
  }

  @Test func `an answer of yesterday is not given today`() {
    grant()
    _ = ask(1)
    _ = finish(1, Self.answer(goodUntil: Self.wall))
    #expect(ask(2) == "begin 2")
  }

  @Test func `an old answer that stands in for a database is not kept`() {
    grant()
    _ = ask(1)
    _ = finish(1, Self.answer(age: 3))
    #expect(ask(2) == "begin 2")
  }

  @Test func `no answer is given after a newer one`() {
    #expect(mayGive(Self.answer(version: 5)))
    #expect(!mayGive(Self.answer(version: 4)))
    #expect(mayGive(Self.answer(version: nil)))
    grant(ServedState(version: 6, run: 1))
    #expect(!mayGive(Self.answer(version: 5)))
  }

  @Test func `a database that went back is believed`() {
    grant(Self.second)
    grant(Self.first)
    #expect(mayGive(Self.answer(version: 1)))
  }

  @Test func `a database that went back and came to the same number again is believed`() {
    grant()
    // Read after the watch has last asked, and lost since.
    #expect(mayGive(Self.answer(version: 2)))

    grant(ServedState(version: 1, recordedAt: Instant(microsecondsSince2000: 2), run: 10))

    #expect(mayGive(Self.answer(version: 1)))
  }
}
