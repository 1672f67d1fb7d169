import Procedures
import Testing

@Suite("Dossier flags")
struct DossierFlagsTests {
  @Test func `nothing is known at first`() {
    let flags = DossierFlags()

    #expect(DossierFlags.Fact.allCases.allSatisfy { flags[$0] == .unknown })
    #expect(flags.rawValue == 10_922)
  }

  @Test(arguments: DossierFlags.Fact.allCases, Ternary.allCases)
  func `setting one fact leaves the others`(fact: DossierFlags.Fact, value: Ternary) {
    var random = SeededGenerator(seed: UInt64(fact.rawValue) * 3 + UInt64(value.rawValue))
    var flags = DossierFlags()
    var expected: [DossierFlags.Fact: Ternary] = [:]
    for other in DossierFlags.Fact.allCases {
      expected[other] = Ternary.allCases.randomElement(using: &random)
      flags[other] = expected[other] ?? .unknown
    }

    flags[fact] = value
    expected[fact] = value

    for other in DossierFlags.Fact.allCases { #expect(flags[other] == expected[other]) }
    #expect((flags.rawValue >> (fact.rawValue * 2)) & 3 == Int32(value.rawValue))
    #expect(DossierFlags(rawValue: flags.rawValue) == flags)
  }

  @Test func `a pair of bits that is no answer reads as unknown`() {
    #expect(DossierFlags(rawValue: 3)[.feeDue] == .unknown)
  }

  @Test(arguments: zip(TimeRules.all, ["canonical", "national-766"]))
  func `a rule set is found by its name`(rules: TimeRules, id: String) {
    #expect(TimeRules(id: id) == rules)
    #expect(TimeRules(id: id.uppercased()) == nil)
  }
}
