import Procedures
import Testing

@Suite("Dossier outcome")
struct DossierOutcomeTests {
  @Test(arguments: UInt64(1)...40)
  func `a dossier contributes what the rules say, taken one by one`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    for _ in 0..<500 {
      let days = 8_395...8_430
      let off = Set(days.filter { _ in Int.random(in: 0..<8, using: &random) == 0 })
      let working = Set(days.filter { _ in Int.random(in: 0..<12, using: &random) == 0 })
      let dossier = DossierOracle.random(&random)

      let outcome = dossier.outcome(
        HolidayCalendar(off: Set(off.map(day)), working: Set(working.map(day))))

      #expect(outcome.receivedDay == dossier.receivedAt.map { day(DossierOracle.localDay($0)) })
      #expect(outcome.endDay == DossierOracle.end(dossier).map { day(DossierOracle.localDay($0)) })
      #expect(outcome.dueDay == DossierOracle.due(dossier, off: off, working: working).map(day))
      #expect(
        outcome.timeClass == DossierOracle.canonical(dossier, off: off, working: working))
      #expect(outcome.nationalClass == DossierOracle.national(dossier))
      guard outcome.ending == .open else {
        #expect(outcome.nationalDueDay == nil)
        continue
      }
      // No period that counts the dossier ends before its receipt.
      let first = DossierOracle.localDay(dossier.receivedAt ?? dossier.eventAt)
      for asked in first...8_425 {
        let expected = DossierOracle.overdue(dossier, nationallyOn: asked)
        let found = outcome.openClass(on: day(asked), by: .national766)
        #expect(found == expected.map { $0 ? .overdue : .within } ?? .undated)
      }
    }
  }

  @Test(arguments: [
    (DossierStatus.done, "2023-06-15T01:00:00Z", TimeClass.early),
    (.returned, "2023-06-16T16:59:59Z", .onTime), (.done, "2023-06-16T17:00:00Z", .late),
  ])
  func `days in Vietnam decide the class`(
    status: DossierStatus, finished: String, expected: TimeClass
  ) throws {
    let end = try #require(Instant(iso: finished))
    let dossier = Dossier(
      code: "H32.16-230601-0001", procedure: 1, agency: 1, status: status,
      dueAt: Instant(iso: "2023-06-16T10:00:00+07:00"), finishedAt: end, eventAt: end)

    #expect(dossier.outcome(HolidayCalendar()).timeClass == expected)
  }

  @Test func `a dossier without a due date is never on time`() throws {
    let end = try #require(Instant(iso: "2023-06-16T10:00:00Z"))
    let dossier = Dossier(
      code: "a", procedure: 1, agency: 1, status: .returned, receivedAt: end, finishedAt: end,
      eventAt: end)

    let outcome = dossier.outcome(HolidayCalendar())

    #expect(outcome.timeClass == .undated)
    #expect(outcome.nationalClass == .undated)
  }

  @Test func `the two rule sets disagree within one day and over pauses`() throws {
    let due = try #require(Instant(iso: "2023-06-16T10:00:00+07:00"))
    let sameDay = try #require(Instant(iso: "2023-06-16T15:00:00+07:00"))
    let nextDay = try #require(Instant(iso: "2023-06-17T09:00:00+07:00"))
    var dossier = Dossier(
      code: "a", procedure: 1, agency: 1, status: .done, receivedAt: due.advanced(by: -1),
      dueAt: due, finishedAt: sameDay, eventAt: sameDay)
    let within = dossier.outcome(HolidayCalendar())
    dossier.finishedAt = nextDay
    dossier.supplements = 1
    dossier.supplementMicroseconds = 86_400_000_000
    let after = dossier.outcome(HolidayCalendar())

    #expect([within.timeClass, within.nationalClass] == [.onTime, .late])
    #expect([after.timeClass, after.nationalClass] == [.late, .onTime])
  }

  @Test func `a refused dossier was not received and has no national class`() throws {
    let moment = try #require(Instant(iso: "2023-06-16T10:00:00Z"))
    let dossier = Dossier(
      code: "a", procedure: 1, agency: 1, status: .refused, receivedAt: moment, dueAt: moment,
      eventAt: moment)

    let outcome = dossier.outcome(HolidayCalendar())

    #expect(!dossier.isReceived)
    #expect(outcome.ending == .refused)
    #expect(outcome.endDay == moment.dayInHoChiMinh)
    #expect(outcome.nationalClass == nil)
  }

  @Test func `the far due day is a day of the calendar`() {
    #expect(DossierOutcome.unlimited.description == "9999-12-31")
  }

  private func day(_ number: Int) -> CalendarDay { CalendarDay(daysSince2000: Int32(number)) }
}
