import Testing

@testable import Intake

@Suite struct NumberTextTests {
  @Test(arguments: [
    ("0", "0"), ("-0", "0"), ("0.0", "0"), ("-5", "-5"), ("+5", "5"), ("007", "7"), (".5", "0.5"),
    ("5.", "5"), ("1.10", "1.1"), ("0.1", "0.1"), ("0.10000000000000001", "0.1"),
    ("0.30000000000000004", "0.3"), ("1E3", "1000"), ("1.5e-3", "0.0015"), ("123.456", "123.456"),
    ("999999999999999.9", "1000000000000000"), ("123456789012345678", "123456789012346000"),
    ("9.9999999999999995", "10"), ("1e-9", "0.000000001"), ("1.5E-10", "1.5E-10"),
    ("1e19", "10000000000000000000"), ("1.25E+25", "1.25E+25"), ("2e-300", "2E-300"),
    (" 12 ", "12"), ("1.0041940000000000000000001", "1.004194"),
  ])
  func `a number has 15 digits and no exponent where Excel shows none`(
    _ text: String, _ expected: String
  ) {
    #expect(general(text) == expected)
  }

  @Test(arguments: [
    "", " ", "-", ".", "e5", "1e", "1e+", "1e123456", "1..2", "1.2.3", "abc", "1 2", "0x10", "--1",
    "inf", "NaN", "1,5", "١",
  ])
  func `what is no number is refused`(_ text: String) {
    #expect(general(text) == nil)
  }

  @Test func `a random number is the nearest of 15 digits`() throws {
    var random = SeededGenerator(seed: 5)
    for _ in 0..<5000 {
      let value =
        Double.random(in: -1...1, using: &random)
        * [1, 10, 1e5, 1e9, 1e14, 1e-4][Int.random(in: 0..<6, using: &random)]

      let text = try #require(general("\(value)"))

      let read = try #require(Double(text))
      #expect(abs(read - value) <= abs(value) * 5.001e-15, "\(value) became \(text)")
      #expect(text.filter { $0.isNumber }.drop { $0 == "0" }.count <= 15, "\(text)")
      #expect(general(text) == text)
    }
  }

  @Test(arguments: [
    ("0.000000", "2.00081", "2.000810"), ("0.00", "1.004194", "1.004194"), ("0.00", "0", "0.00"),
    ("00000", "-12", "-00012"), ("#,##0", "50000", "50000"), ("#,##0.00", "50000", "50000.00"),
    ("0.0##", "1.5", "1.5"), ("0.00%", "0.125", "0.125"), ("0.00\" đ\"", "3", "3.00"),
    ("_(* #,##0.00_);_(* \\(#,##0.00\\)", "3", "3.00"), ("[Red]0.0", "3", "3.0"),
    ("General", "1.5", "1.5"), ("@", "1.5", "1.5"), ("0.00E+00", "12000", "12000"),
    ("# ?/?", "0.5", "0.5"), ("", "0.5", "0.5"),
  ])
  func `a format adds zeros and never takes a digit away`(
    _ code: String, _ number: String, _ expected: String
  ) throws {
    guard case .number(let integers, let decimals) = CellFormat(code: code) else {
      Issue.record("\(code) is no date")
      return
    }
    #expect(text(number, integers: integers, decimals: decimals) == expected)
  }

  @Test(arguments: [
    ("dd/mm/yyyy", true), ("d-mmm", true), ("[$-42A]dd\\ mmmm\\ yyyy;@", true), ("h:mm", true),
    ("[h]:mm", true), ("[ss]", true), ("m/d/yy h:mm", true), ("yyyy", true),
    ("\"ngày\" 0", false), ("[Red]0", false), ("0\\d", false), ("0;\"d\"", false),
    ("[$-42A]0", false), ("_d0", false), ("0 \"ymd\"", false),
  ])
  func `a format is a date's by the letters that stand outside quotes and brackets`(
    _ code: String, _ isDate: Bool
  ) {
    #expect((CellFormat(code: code) == .date) == isDate)
  }

  @Test(arguments: [
    (0, false), (1, false), (13, false), (14, true), (22, true), (23, false),
    (44, false), (45, true), (47, true), (49, false),
  ])
  func `a built-in format is a date's by its number`(_ id: Int, _ isDate: Bool) {
    #expect((CellFormat(builtIn: id) == .date) == isDate)
  }

  @Test(
    arguments: [
      (1.0, false, "1900-01-01"), (59, false, "1900-02-28"), (60, false, "1900-02-29"),
      (61, false, "1900-03-01"), (36526, false, "2000-01-01"), (46349, false, "2026-11-23"),
      (46349.5, false, "2026-11-23 12:00:00"), (46349.999999, false, "2026-11-24"),
      (46349.00001, false, "2026-11-23 00:00:01"), (0.25, false, "06:00:00"),
      (2_958_465, false, "9999-12-31"), (0, true, "1904-01-01"), (1, true, "1904-01-02"),
      (0.5, true, "1904-01-01 12:00:00"), (44887, true, "2026-11-23"),
    ] as [(Double, Bool, String)])
  func `a serial number is a day of its calendar`(
    _ serial: Double, _ since1904: Bool, _ expected: String
  ) {
    #expect(SerialDate.text(serial, since1904: since1904) == expected)
  }

  @Test(arguments: [-1.0, 2_958_466, 1e300, .nan, .infinity, 0, 2_958_465.999999])
  func `a number that Excel shows as no date is none`(_ serial: Double) {
    #expect(SerialDate.text(serial, since1904: false) == nil)
  }

  @Test(arguments: [
    ("a_x000D_b", "a\rb"), ("_x005F_x000D_", "_x000D_"), ("_x0041__x0042_", "AB"),
    ("_xD83D__xDE00_", "😀"), ("_xD83D_", "_xD83D_"), ("_x0000_", "_x0000_"), ("_x00_", "_x00_"),
    ("__x0041_", "_A"), ("_x1EA1_", "ạ"), ("_X0041_", "_X0041_"), ("_x", "_x"), ("", ""),
    ("_x000d_", "\r"), ("_x004", "_x004"), ("ạ_x0009_ạ", "ạ\tạ"),
  ])
  func `escaped characters are themselves`(_ text: String, _ expected: String) {
    var bytes = Array("keep_x0041_".utf8)
    let start = bytes.count
    bytes.append(contentsOf: text.utf8)

    EscapedText.decode(&bytes, from: start)

    #expect(String(decoding: bytes, as: UTF8.self) == "keep_x0041_" + expected)
  }

  private func general(_ number: String) -> String? { text(number, integers: 1, decimals: 0) }

  private func text(_ number: String, integers: Int, decimals: Int) -> String? {
    var decimal = DecimalText()
    var bytes: [UInt8] = []
    guard
      decimal.append(Array(number.utf8), integers: integers, decimals: decimals, to: &bytes)
    else { return nil }
    return String(decoding: bytes, as: UTF8.self)
  }
}
