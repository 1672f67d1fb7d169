import Testing

@testable import StatsHTTP

@Suite struct VersionTaleTests {
  private func notices(_ numbers: ClosedRange<Int64>) -> [VersionNotice] {
    numbers.map(VersionNotice.sample)
  }

  @Test func `who saw nothing yet hears the newest version and then what is newer`() {
    var tale = VersionTale(newest: .sample(7))
    let told = [7, 8, 8].map { tale.next(.version(.sample($0))) }
    let beat = tale.next(.beat)

    #expect(tale.missed == [.version(.sample(7))])
    #expect(told == [nil, .version(.sample(8)), nil])
    #expect(beat == .beat)
  }

  @Test func `who saw an older version hears each one since`() throws {
    var tale = try #require(
      VersionTale(after: 3, found: notices(3...5), newest: .sample(4)))

    let again = tale.next(.version(.sample(5)))

    #expect(tale.missed == notices(4...5).map { .version($0) })
    #expect(again == nil)
  }

  @Test func `who saw the newest version hears nothing until the next`() throws {
    var tale = try #require(VersionTale(after: 5, found: notices(5...5), newest: .sample(5)))

    let told = [5, 6].map { tale.next(.version(.sample($0))) }

    #expect(tale.missed.isEmpty)
    #expect(told == [nil, .version(.sample(6))])
  }

  @Test(arguments: [1000, 1001] as [Int64])
  func `who missed more than a thousand reads everything again`(missed: Int64) throws {
    let tale = try #require(
      VersionTale(after: 2, found: notices(2...(missed + 2)), newest: .sample(5000)))

    #expect(
      tale.missed
        == (missed == 1000
          ? notices(3...1002).map { .version($0) }
          : [.reset(.sample(5000), .tooManyMissed)]))
  }

  @Test func `who names a version that this database never had reads everything again`() throws {
    let tale = try #require(VersionTale(after: 90, found: [], newest: .sample(5)))

    #expect(tale.missed == [.reset(.sample(5), .unknownVersion)])
  }

  @Test func `a reset makes older versions news again`() {
    var tale = VersionTale(newest: .sample(7))

    let reset = tale.next(.reset(.sample(3), .wentBack))
    let later = tale.next(.version(.sample(4)))

    #expect(reset == .reset(.sample(3), .wentBack))
    #expect(later == .version(.sample(4)))
  }

  @Test func `nothing known and nothing found is no tale`() {
    #expect(VersionTale(after: 90, found: [], newest: nil) == nil)
  }
}
