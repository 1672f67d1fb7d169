import Testing

@testable import Indicators

@Suite struct DefinitionPinTests {
  @Test(arguments: Indicator.all.map { "\($0.id)@\($0.version)" })
  func `a definition of today pins its own indicator`(text: String) throws {
    let pin = try #require(DefinitionPin(text))

    #expect(pin.description == text)
    #expect(throws: Never.self) { try pin.check(pin.indicator) }
  }

  @Test(arguments: [
    "", "@", "level4_of_all", "level4_of_all@", "@1", "level4_of_all@0", "level4_of_all@-1",
    "level4_of_all@01", "level4_of_all@+1", "level4_of_all@1@1", "level4_of_all@1.0",
    "level4_of_all @1", "LEVEL4@1", "level4_of_all@99999999999999999999", "lvl/4@1",
  ])
  func `what is no pin is not read`(text: String) {
    #expect(DefinitionPin(text) == nil)
  }

  @Test(arguments: ["level4_of_all@2", "level4_of_all@999", "level5_of_all@1"])
  func `a definition that is gone is refused`(text: String) throws {
    let pin = try #require(DefinitionPin(text))

    #expect(throws: IndicatorError(.definitionGone, "", vi: "")) { try pin.check(pin.indicator) }
    #expect(throws: IndicatorError(.definitionGone, "", vi: "")) {
      try DefinitionPin("level5_of_all@1").map { try $0.check("level4_of_all") }
    }
  }

  @Test func `the definition of another indicator is a wrong value`() throws {
    let pin = try #require(DefinitionPin("level4_of_all@1"))

    #expect(throws: IndicatorError(.unknownValue, "", vi: "")) { try pin.check("online_of_all") }
  }

  @Test func `the refusal says which version counts now and what to ask for`() throws {
    let pin = try #require(DefinitionPin("level4_of_all@7"))

    let error = #expect(throws: IndicatorError.self) { try pin.check("level4_of_all") }

    #expect(
      error?.description
        == "figures of level4_of_all are counted by version 1, not by 7; "
        + "look at what changed, then ask for level4_of_all@1")
  }
}
