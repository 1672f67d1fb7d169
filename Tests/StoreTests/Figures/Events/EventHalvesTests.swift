import Procedures
import TestSupport
import Testing

@testable import Store

@Suite("Half months")
struct EventHalvesTests {
  @Test func `every day of a century lies in the half that says so`() throws {
    let first = TestStore.day("1999-12-15")
    for offset in stride(from: Int32(0), through: 36_600, by: 1) {
      let day = first.advanced(by: offset)
      let start = try #require(EventHalves.day(ofHalf: EventHalves.half(of: day)))

      #expect(start.components.year == day.components.year)
      #expect(start.components.month == day.components.month)
      #expect((start.components.day == 15) == (day.components.day >= 15))
    }
  }

  @Test(arguments: UInt64(1)...200)
  func `whole halves and the days of cut ones are the days asked for, each once`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let first = TestStore.day("2022-12-15").advanced(by: Int32.random(in: 0...80, using: &random))
    let last = first.advanced(by: Int32.random(in: 0...120, using: &random))
    let latest = Bool.random(using: &random) ? last.advanced(by: 1) : last

    let halves = EventHalves(first: first, last: last, latest: latest)

    for offset in Int32(-40)...200 {
      let day = first.advanced(by: offset)
      let inWhole = halves.whole?.contains(EventHalves.half(of: day)) ?? false
      let inParts = halves.parts.filter { $0.contains(day.daysSince2000) }.count
      let isAsked = day >= first && day <= last
      // A half that ends behind the last day is whole where nothing is known of those days.
      let isBehind = day > last && day >= latest.advanced(by: 1) && inWhole
      #expect(isBehind || (inWhole ? 1 : 0) + inParts == (isAsked ? 1 : 0), "\(day)")
    }
  }
}
