import Procedures
import Testing

@testable import Intake

@Suite struct AgencyDirectoryTests {
  @Test func `a name of two agencies names none, an alias names its own`() {
    #expect(AgencyDirectory.sample.id(named: "Lãnh đạo UBND phường") == nil)
    #expect(AgencyDirectory.sample.id(named: "sở kh&cn") == 1)
    #expect(AgencyDirectory.sample.id(named: "Sở Tư pháp") == nil)
  }

  @Test func `an agency that bears one name twice is still the only one`() throws {
    let code = try #require(AgencyCode("H32.1"))
    let directory = AgencyDirectory(
      agencies: [(9, code, ["Sở A", "SỞ A", "sở  a"])])

    #expect(directory.id(named: "Sở A") == 9)
    #expect(directory.id(of: code) == 9)
    #expect(!directory.isEmpty)
    #expect(AgencyDirectory(agencies: []).isEmpty)
  }
}
