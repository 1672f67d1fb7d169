import Indicators
import Procedures
import Testing

@testable import Store

@Suite struct ClaimedFactsTests {
  private let levels: LevelTable

  init() throws { levels = LevelTable(try OnlineLevel.list()) }

  // Numbers of the level list: 2 and 4 of ND43, 11, 13 and 14 of ND42, 0 unknown.
  @Test(
    arguments: [
      (nil, nil, nil), (nil, 0, 0), (0, 11, 11), (11, 2, 2), (2, 13, 13), (13, 14, 14), (3, 13, 3),
      (4, 14, 4), (14, nil, 14),
    ] as [(Int16?, Int16?, Int16?)])
  func `the higher known level wins, in either order`(
    _ one: Int16?, _ other: Int16?, _ higher: Int16?
  ) {
    #expect(levels.higher(one, other) == higher)
    #expect(levels.higher(other, one) == higher)
  }

  @Test(
    arguments: [
      (nil, nil, nil), (nil, 0, 0), (nil, 2, 2), (0, 0, 0), (0, 2, 2), (0, 1, 1), (1, 2, 1),
      (2, 2, 2),
    ] as [(Int16?, Int16?, Int16?)])
  func `an answer of two services is yes, else unknown, else no`(
    _ one: Int16?, _ other: Int16?, _ both: Int16?
  ) {
    for (left, right) in [(one, other), (other, one)] {
      let joined = ClaimedFacts(eligible: left, fee: right)
        .joined(with: ClaimedFacts(eligible: right, fee: left), levels: levels)

      #expect(joined == ClaimedFacts(eligible: both, fee: both))
    }
  }

  @Test(
    arguments: [
      (nil, nil, nil), (nil, "", ""), ("", "web", "web"), ("-", "web", "web"), ("-", "", "-"),
      ("mobile", "web", "mobile;web"), ("mobile;web", "kiosk;web", "kiosk;mobile;web"),
    ] as [(String?, String?, String?)])
  func `the means of two services are put together`(
    _ one: String?, _ other: String?, _ both: String?
  ) {
    for (left, right) in [(one, other), (other, one)] {
      let joined = ClaimedFacts(means: left)
        .joined(with: ClaimedFacts(means: right), levels: levels)

      #expect(joined == ClaimedFacts(means: both))
    }
  }

  @Test func `a declaration fills in what is unsaid, and not what is unknown`() {
    let declared = ClaimedFacts(
      level: 4, eligible: 1, eligibleFull: 1, fee: 1, paymentEligible: 1, paymentEnabled: 1,
      means: "web")

    #expect(ClaimedFacts().falling(backTo: declared) == declared)
    let unknown = ClaimedFacts(
      level: 0, eligible: 2, eligibleFull: 2, fee: 2, paymentEligible: 2, paymentEnabled: 2,
      means: "")
    #expect(unknown.falling(backTo: declared) == unknown)
    #expect(declared.falling(backTo: unknown) == declared)
  }

  @Test func `of several sources the first that knows decides each attribute alone`() {
    let resolution = SourceResolution(levels: levels, demonstrations: [3])

    let facts = resolution.facts([
      (1, ClaimedFacts(level: 0, eligible: 0, eligibleFull: 2, means: "")),
      (2, ClaimedFacts(level: 13, eligible: 1, eligibleFull: 1, fee: nil, means: "mobile;web")),
      (
        3,
        ClaimedFacts(
          level: 4, eligible: 1, eligibleFull: 0, fee: 1, paymentEligible: 0, paymentEnabled: 2,
          means: "web")
      ),
    ])

    #expect(
      facts
        == OfferingFacts(
          level: .partial, levelScheme: "ND42", eligible: .no, eligibleFull: .yes, fee: .yes,
          paymentEligible: .no, paymentEnabled: .unknown, mobile: .yes,
          demonstrated: [.fee, .paymentEligible]))
  }

  @Test func `without any source nothing is known`() {
    #expect(SourceResolution(levels: levels, demonstrations: []).facts([]) == OfferingFacts())
  }

  @Test(
    arguments: [
      (.unsaid, nil), (.unknown, ""), (.known(AccessMeans([])), "-"),
      (.known(AccessMeans(["web", "mobile"])), "mobile;web"),
    ] as [(Claim<AccessMeans>, String?)])
  func `means are written and read back`(_ claim: Claim<AccessMeans>, _ code: String?) {
    #expect(ClaimCode.means(claim) == code)
    #expect(ClaimCode.means(code) == claim)
  }

  @Test(
    arguments: [
      (.unsaid, nil), (.known(false), 0), (.known(true), 1), (.unknown, 2),
    ] as [(Claim<Bool>, Int16?)])
  func `answers are written and read back`(_ claim: Claim<Bool>, _ code: Int16?) {
    #expect(ClaimCode.answer(claim) == code)
    #expect(ClaimCode.answer(code) == claim)
  }
}
