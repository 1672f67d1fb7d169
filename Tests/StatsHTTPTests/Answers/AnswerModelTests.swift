import NIOCore
import Procedures
import TestSupport
import Testing

@testable import StatsHTTP

/// The records as they really are, and what a reader may be told of them.
private struct World {
  /// The true state; it moves only while no lease holds.
  var truth = ServedState(version: 1, run: 1)
  var clock = ContinuousClock.now
  var leaseEnd: ContinuousClock.Instant?
  /// For each waiter the state at the moment of its question.
  var asked: [Int: ServedState] = [:]
  /// Makings under way, with the state that they have read.
  var makings: [(flight: Int, key: AnswerKey, read: ServedState)] = []
}

@Suite struct AnswerModelTests {
  private static let wall = Instant(microsecondsSince2000: 0)

  private static func answer(_ state: ServedState, _ key: AnswerKey) -> StoredAnswer {
    StoredAnswer(
      contentType: "", body: ByteBuffer(string: "\(key.target) \(state.version) \(state.run)"),
      entityTag: "\"\(state.version)\"", dataVersion: state.version)
  }

  @Test(arguments: 0..<200)
  func `nobody is told of records older than at the moment of the question`(seed: Int) {
    var random = SeededGenerator(seed: UInt64(seed))
    var machine = AnswerMachine<Int>(byteLimit: 20_000)
    var world = World()
    var waiter = 0
    var given = 0

    func check(_ answer: StoredAnswer, _ key: AnswerKey, _ asked: ServedState) {
      let parts = String(buffer: answer.body).split(separator: " ")
      #expect(parts[0] == key.target)
      #expect(Int64(parts[1]) ?? 0 >= asked.version)
      #expect(Int64(parts[2]) ?? 0 >= asked.run)
      given += 1
    }

    for _ in 0..<400 {
      let key = AnswerKey(target: "/\(Int.random(in: 0..<4, using: &random))", accept: "")
      switch Int.random(in: 0..<10, using: &random) {
      case 0:
        world.clock += .milliseconds(Int.random(in: 0...400, using: &random))
      case 1:
        let end = world.clock + .milliseconds(Int.random(in: -100...1000, using: &random))
        machine.grant(world.truth, until: end, now: world.clock)
        if end > world.clock { world.leaseEnd = end }
      case 2:
        machine.revoke(Bool.random(using: &random) ? .moving : .gone)
        world.leaseEnd = nil
      case 3 where world.leaseEnd.map { $0 <= world.clock } ?? true:
        // A run commits, which it may only while no lease holds.
        world.truth = ServedState(
          version: world.truth.version + Int64.random(in: 0...1, using: &random),
          run: world.truth.run + 1)
      case 4, 5:
        guard let index = world.makings.indices.randomElement(using: &random) else { continue }
        let making = world.makings.remove(at: index)
        let isFailed = Int.random(in: 0..<4, using: &random) == 0
        let answer = Self.answer(making.read, making.key)
        for waiter in machine.finish(making.flight, isFailed ? nil : answer) where !isFailed {
          if let asked = world.asked[waiter] { check(answer, making.key, asked) }
        }
      case 6:
        if let finished = machine.finished(key, now: world.clock, wall: { Self.wall }) {
          Issue.record("finished without a head: \(finished.entityTag)")
        }
      default:
        waiter += 1
        world.asked[waiter] = world.truth
        let asked = machine.ask(
          key, waiter: waiter, id: waiter, now: world.clock, wall: { Self.wall })
        switch asked {
        case .kept(let answer): check(answer, key, world.truth)
        case .begin(let flight): world.makings.append((flight, key, world.truth))
        case .joined, .alone: break
        }
      }
    }

    #expect(given > 10)
  }
}
