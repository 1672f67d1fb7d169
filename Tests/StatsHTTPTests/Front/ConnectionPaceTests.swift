import NIOCore
import Testing

@testable import StatsHTTP

@Suite final class ConnectionPaceTests {
  private var pace = ConnectionPace(limits: ConnectionLimits(), now: .uptimeNanoseconds(0))

  private static func at(_ seconds: Int64) -> NIODeadline {
    .uptimeNanoseconds(0) + .seconds(seconds)
  }

  private func look(
    _ seconds: Int64, sent: Int = 0, pending: Int = 0
  ) -> ConnectionPace.Verdict {
    pace.look(now: Self.at(seconds), sent: sent, pending: pending)
  }

  @Test func `a connection that never asks is closed after ten seconds`() {
    #expect(look(9) == .wait(until: Self.at(10)))
    #expect(look(10) == .tooSlow(.resting))
  }

  @Test func `a body of any length is no fault`() {
    var pace = ConnectionPace(limits: ConnectionLimits(), now: .uptimeNanoseconds(0))
    pace.began(now: .uptimeNanoseconds(0))
    pace.received(64 << 30, now: .uptimeNanoseconds(0))

    guard case .wait = pace.look(now: .uptimeNanoseconds(1), sent: 0) else {
      Issue.record("64 GiB at once came too slowly")
      return
    }
  }

  @Test func `bytes do not prolong the time of a head`() {
    pace.received(1, now: Self.at(1))
    pace.received(1, now: Self.at(9))

    #expect(look(10) == .tooSlow(.head))
  }

  @Test func `a connection rests for a minute`() {
    pace.received(50, now: Self.at(1))
    pace.ended(now: Self.at(1))

    #expect(look(60) == .wait(until: Self.at(61)))
    #expect(look(61) == .tooSlow(.resting))
  }

  @Test func `the head of a later request has its own ten seconds`() {
    pace.ended(now: Self.at(1))
    pace.received(1, now: Self.at(30))

    #expect(look(39) == .wait(until: Self.at(40)))
    #expect(look(40) == .tooSlow(.head))
  }

  @Test func `a body may come at a kibibyte a second`() {
    pace.began(now: Self.at(0))
    for second in 1...60 { pace.received(1024, now: Self.at(Int64(second))) }

    #expect(look(59) == .wait(until: Self.at(60)))
  }

  @Test func `a body that trickles is too slow after its grace`() {
    pace.began(now: Self.at(0))
    pace.received(100, now: Self.at(9))

    #expect(look(9) == .wait(until: Self.at(10)))
    #expect(look(10) == .tooSlow(.body))
  }

  @Test func `a body is not blamed while the service does not read`() {
    pace.began(now: Self.at(0))
    pace.ready(false, now: Self.at(4))

    #expect(look(1000) == .nothing)

    pace.ready(true, now: Self.at(1000))
    #expect(look(1005) == .wait(until: Self.at(1006)))
    #expect(look(1006) == .tooSlow(.body))
  }

  @Test func `a working service has all the time`() {
    pace.began(now: Self.at(0))
    pace.ended(now: Self.at(0))

    #expect(look(10_000) == .nothing)
    #expect(pace.disposableSince == nil)
  }

  @Test func `an answer that nobody reads ends the connection`() {
    pace.began(now: Self.at(0))
    pace.ended(now: Self.at(0))
    pace.stalled(true, sent: 100, now: Self.at(5))

    #expect(look(34, sent: 200, pending: 9) == .wait(until: Self.at(35)))
    #expect(look(35, sent: 200, pending: 9) == .tooSlow(.unread))
  }

  @Test func `a slow reader that goes on reading stays`() {
    pace.began(now: Self.at(0))
    pace.ended(now: Self.at(0))
    pace.stalled(true, sent: 0, now: Self.at(5))

    #expect(look(35, sent: 30 * 1024, pending: 9) == .wait(until: Self.at(65)))
    #expect(look(65, sent: 30 * 1024 + 1, pending: 9) == .tooSlow(.unread))
  }

  @Test func `a connection whose answer is still being read does not rest`() {
    pace.ended(now: Self.at(0))

    #expect(look(60, sent: 0, pending: 99_000) == .wait(until: Self.at(90)))
    #expect(look(90, sent: 31_000, pending: 50_000) == .wait(until: Self.at(120)))
    #expect(look(120, sent: 31_001, pending: 49_999) == .tooSlow(.unread))
  }

  @Test func `a connection at rest may be closed for another`() {
    pace.ended(now: Self.at(3))
    #expect(pace.disposableSince == Self.at(3))
    pace.began(now: Self.at(4))
    #expect(pace.disposableSince == nil)
    pace.ended(now: Self.at(4))
    pace.answered(now: Self.at(7))
    #expect(pace.disposableSince == Self.at(7))
  }

  @Test func `a connection that has ended waits two seconds for the client`() {
    pace.end(now: Self.at(3))
    pace.end(now: Self.at(4))

    #expect(look(4) == .wait(until: Self.at(5)))
    #expect(look(5) == .tooSlow(.lingering))
  }
}
