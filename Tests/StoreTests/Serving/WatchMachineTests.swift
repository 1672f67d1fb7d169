import Procedures
import TestSupport
import Testing

@testable import Store

/// The decisions of the watch, event by event.
@Suite struct WatchMachineTests {
  private static let start = ContinuousClock.now

  private static func state(_ version: Int64, run: Int64) -> ServingState {
    ServingState(
      version: DataVersion(number: version, recordedAt: Instant(microsecondsSince2000: version)),
      run: run)
  }

  private typealias Step = WatchMachine.Step

  /// The step after a row of events, each a millisecond after the one before.
  private func last(_ events: [WatchMachine.Event]) -> Step? {
    var machine = WatchMachine(preparation: "1 prepare")
    var step: Step?
    for (index, event) in events.enumerated() {
      step = machine.handle(event, now: Self.start + .milliseconds(index))
    }
    return step
  }

  @Test func `a new session asks for the lock before anything else`() {
    #expect(last([.connected]) == Step(work: .hold(after: .zero)))
  }

  @Test func `the lock is followed by a look and only then by the state`() {
    #expect(last([.connected, .held(true)]) == Step(work: .look))
    #expect(last([.connected, .held(true), .still(true)]) == Step(work: .read))
  }

  @Test func `a lease counts from before the look`() {
    let state = Self.state(4, run: 9)

    let step = last([.connected, .held(true), .still(true), .read(state)])

    #expect(
      step
        == Step(
          report: .granted(state, until: Self.start + .milliseconds(1) + .seconds(1)),
          work: .listen(upTo: .milliseconds(250))))
  }

  @Test func `a silent quarter of a second is followed by a new look, which the lease counts from`()
  {
    let state = Self.state(4, run: 9)
    let before: [WatchMachine.Event] = [.connected, .held(true), .still(true), .read(state)]

    #expect(last(before + [.heard([])]) == Step(work: .look))
    #expect(
      last(before + [.heard([]), .still(true), .read(state)])
        == Step(
          report: .granted(state, until: Self.start + .milliseconds(4) + .seconds(1)),
          work: .listen(upTo: .milliseconds(250))))
  }

  @Test func `who hears of a run revokes and lets go before it tries again`() {
    let state = Self.state(4, run: 9)
    let before: [WatchMachine.Event] = [
      .connected, .held(true), .still(true), .read(state), .heard(["2 prepare", "1 prepare"]),
    ]

    #expect(last(before) == Step(report: .moving, work: .release))
    #expect(last(before + [.released]) == Step(work: .hold(after: .milliseconds(25))))
  }

  @Test func `a run of another authority is nothing but a reason to look`() {
    let state = Self.state(4, run: 9)
    let events: [WatchMachine.Event] = [
      .connected, .held(true), .still(true), .read(state), .heard(["2 prepare", "", "11 prepare"]),
    ]

    #expect(last(events) == Step(work: .look))
  }

  @Test func `who sees a run on its way lets go without having read`() {
    #expect(
      last([.connected, .held(true), .still(false)]) == Step(report: .moving, work: .release))
  }

  @Test func `who does not get the lock tries again and reads nothing`() {
    #expect(
      last([.connected, .held(false)])
        == Step(report: .moving, work: .hold(after: .milliseconds(25))))
  }

  /// A session that has served.
  private static let served: [WatchMachine.Event] = [
    .connected, .held(true), .still(true), .read(state(4, run: 9)),
  ]

  @Test func `a session that served and ends is replaced at once and is not an outage`() {
    #expect(
      last(Self.served + [.lost(reason: "ended", isSilent: false)])
        == Step(report: .moving, work: .connect(after: .zero)))
  }

  @Test func `sessions on which nothing can be read are an outage, with growing pauses`() {
    let lost = WatchMachine.Event.lost(reason: "no such table", isSilent: false)

    #expect(
      last([.connected, .held(true), .still(true), lost])
        == Step(report: .gone(reason: "no such table"), work: .connect(after: .milliseconds(100))))
    #expect(
      last(Self.served + [lost, .connected, lost, .connected, lost])
        == Step(report: .gone(reason: "no such table"), work: .connect(after: .milliseconds(200))))
  }

  @Test func `a server that does not answer is gone`() {
    #expect(
      last([.connected, .held(true), .lost(reason: "no answer", isSilent: true)])
        == Step(report: .gone(reason: "no answer"), work: .connect(after: .milliseconds(100))))
  }

  @Test(arguments: [(1, 100), (2, 200), (5, 500), (6, 500), (1000, 500)])
  func `pauses between failed attempts grow to half a second`(_ failures: Int, _ pause: Int) {
    let events = Array(
      repeating: WatchMachine.Event.unreachable(reason: "refused"), count: failures)

    #expect(
      last(events)
        == Step(report: .gone(reason: "refused"), work: .connect(after: .milliseconds(pause))))
  }

  @Test func `pauses begin anew after a session that served`() {
    let refused = WatchMachine.Event.unreachable(reason: "refused")

    let step = last([refused, refused, refused] + Self.served + [refused])

    #expect(step?.work == .connect(after: .milliseconds(100)))
  }

  @Test(arguments: [1, 2, 3] as [UInt64])
  func `no lease outlives the last look that found no run, whatever happens`(_ seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    var machine = WatchMachine(preparation: "1 prepare")
    var now = Self.start
    var holds = false
    var sawStill: ContinuousClock.Instant?
    var askedAt = now
    var work = WatchMachine.Work.connect(after: .zero)
    var grants = 0
    for round in 0..<20_000 {
      now += .milliseconds(Int.random(in: 0...40, using: &random))
      let fails = Int.random(in: 0..<20, using: &random) == 0
      let event: WatchMachine.Event
      switch work {
      case .connect:
        holds = false
        event = fails ? .unreachable(reason: "") : .connected
      case _ where fails:
        holds = false
        event = .lost(reason: "", isSilent: Bool.random(using: &random))
      case .hold:
        holds = Bool.random(using: &random)
        event = .held(holds)
      case .look:
        #expect(holds)
        let isStill = Int.random(in: 0..<4, using: &random) > 0
        sawStill = isStill ? askedAt : nil
        event = .still(isStill)
      case .read:
        #expect(holds && sawStill != nil)
        event = .read(Self.state(Int64(round), run: 0))
      case .listen:
        event = .heard(Bool.random(using: &random) ? [] : ["1 prepare"])
      case .release:
        #expect(holds)
        holds = false
        event = .released
      }
      let step = machine.handle(event, now: now)
      if case .granted(_, let until) = step.report {
        grants += 1
        #expect(holds)
        #expect(until == sawStill.map { $0 + WatchMachine.lease })
      }
      if step.work == .release { #expect(step.report == .moving) }
      if step.work == .look { askedAt = now }
      work = step.work
    }
    #expect(grants > 1000)
  }
}
