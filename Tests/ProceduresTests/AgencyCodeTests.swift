import Procedures
import Testing

@Suite("AgencyCode")
struct AgencyCodeTests {
  @Test(arguments: [
    ("H32", "H32"), ("H32.16.90", "H32.16.90"), ("000.90.16.H32", "H32.16.90"),
    ("000.00.00.H32", "H32"), ("000.00.15.H32", "H32.15"), ("  H32.16\t", "H32.16"),
    ("'H32.16", "H32.16"), ("G11.12.004.001", "G11.12.004.001"), ("H55.242", "H55.242"),
  ])
  func `both written forms give the same normal form`(raw: String, normal: String) {
    #expect(AgencyCode(raw)?.text == normal)
  }

  @Test(arguments: [
    "", " ", "32", "H", "h32", "H32.", ".H32", "H32..16", "H32 16", "H32-16", "16.32", "Sở Nội vụ",
    "H32.1234567890.1234567890.1234567890",
  ])
  func `what is no identifier is refused`(raw: String) {
    #expect(AgencyCode(raw) == nil)
  }

  @Test func `codes above stand nearest first`() {
    #expect(
      AgencyCode("H32.11.13.1")?.prefixes.map(\.text) == ["H32.11.13", "H32.11", "H32"])
    #expect(AgencyCode("H32")?.prefixes == [])
  }

  @Test func `codes order group by group with numbers as numbers`() {
    let ordered = [
      "G09", "H32", "H32.1", "H32.01", "H32.2", "H32.9", "H32.9.1", "H32.16", "H32.16.2",
      "H32.16.10", "H32.201", "H32.99999999999999999999", "H32.1A", "H32.A1", "H44",
    ]

    #expect(ordered.reversed().compactMap { AgencyCode($0) }.sorted().map(\.text) == ordered)
  }

  @Test func `the order of codes is total`() {
    let groups = ["9", "16", "1A", "A1", "09", "009", "0", "00", "B", "99999999999999999999"]
    let codes = groups.compactMap { AgencyCode("H32.\($0)") }

    #expect(codes.count == groups.count)
    for one in codes {
      for other in codes {
        #expect([one < other, other < one, one == other].count { $0 } == 1)
        for third in codes where one < other && other < third { #expect(one < third) }
      }
    }
  }

  @Test(arguments: [("G09.5", true), ("H32", false), ("H32.16", false)])
  func `ministries' bodies are vertical`(text: String, vertical: Bool) {
    #expect(AgencyCode(text)?.isVertical == vertical)
  }
}
