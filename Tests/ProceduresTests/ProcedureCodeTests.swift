import Procedures
import Testing

@Suite("ProcedureCode")
struct ProcedureCodeTests {
  @Test(arguments: [
    "1.004194", " 1.004194 ", "'1.004194", "1.004194\r\n", "1.004194.000.00.00.H32",
    "1.004194.H41", "1.004194.H13-1", "'1.004194.000.00.00.H32\t",
  ])
  func `exports' spellings give the national code`(raw: String) {
    #expect(ProcedureCode(cleaning: raw)?.text == "1.004194")
  }

  @Test(arguments: [
    "", "1", "1.00419", "1004194", "1,004194", "a.004194", "1.0041940", "1.004194x", "1.004194.",
    "1.004194.000", "1.004194.000.00.00", "1.004194..H32", "1.004194.32", "1.004194.H3",
    "1.004194.X32", "1.004194 H32", "1.00 4194", "Tổng số",
  ])
  func `what is no code is refused`(raw: String) {
    #expect(ProcedureCode(cleaning: raw) == nil)
  }

  @Test(arguments: [" 1.004194", "1.004194.H32", "'1.004194", "1.00419", ""])
  func `the strict form accepts nothing around the code`(raw: String) {
    #expect(ProcedureCode(raw) == nil)
    #expect(ProcedureCode("1.004194")?.text == "1.004194")
  }

  @Test func `codes order by code point`() {
    let codes = ["2.000001", "1.004194", "1.000010", "1.000009"].compactMap { ProcedureCode($0) }

    #expect(
      codes.sorted().map(\.text) == ["1.000009", "1.000010", "1.004194", "2.000001"])
  }
}
