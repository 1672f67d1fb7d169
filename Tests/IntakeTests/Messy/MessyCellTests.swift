import Procedures
import Testing

@testable import Intake

@Suite struct `Messy cells` {
  @Test(arguments: [
    "=\"1.004194\"", "1,004194", "1. 004194", "1.004194.", "1.004194.000.00.00.h32", "“1.004194”",
    "\u{2060}1.004194\u{FE0F}", "'1.004194\n", "1.004194\u{A0}",
  ])
  func `a code that a spreadsheet has bent is the same code`(_ cell: String) {
    #expect(
      CatalogKeys.procedureCode(cell)
        == .code(ProcedureCode(local: "1.004194"), service: ""))
  }

  @Test(arguments: [
    "1.00419", "1.OO4194", "1.004194\n1.004195", "1.004194.02", "1,00419", "11.004194",
    "[1.004194] A", "1.004.194", "=", ".", "\"",
  ])
  func `what could be another code is none`(_ cell: String) {
    #expect(CatalogKeys.procedureCode(cell) == .bad)
  }

  @Test(
    arguments: [
      ("- Sở Tư pháp - tỉnh Khánh Hòa\n+ Sở KH&CN", [1, 2]), ("1. Sở KH&CN; 2. G12.56", [1, 6]),
      ("Sở KH&CN, Thuế tỉnh, thành phố", [1, 6]), ("Thuế tỉnh, thành phố, Sở KH&CN", [1, 6]),
      ("Sở KH&CN (H32.08)", [1]), ("H32.08 - Sở KH&CN", [1]),
      ("Lãnh đạo UBND phường (H32.202.1)", [5]),
      ("h32.16", [2]), ("=\"H32.16\"", [2]), ("Sở KH&CN;", [1]),
    ] as [(String, [Int64])])
  func `agencies are found in the usual lists`(_ cell: String, _ ids: [Int64]) {
    #expect(AgencyReading.names(cell, in: .sample) == .named(ids, tiers: []))
  }

  @Test(
    arguments: [
      ("Sở KH&CN (H32.16)", []), ("Sở KH&CN, Sở Lạ", []), ("Lãnh đạo UBND phường", []),
      ("Sở KH&CN; Sở Lạ", [1]), ("Sở Lạ (H32.16)", []),
    ] as [(String, [Int64])])
  func `a name that contradicts its code, or that nobody bears, is unknown`(
    _ cell: String, _ ids: [Int64]
  ) {
    #expect(AgencyReading.names(cell, in: .sample) == .unknown(ids))
  }

  @Test func `commas that can be read in two ways separate nothing`() throws {
    let directory = AgencyDirectory(
      agencies: try [
        (1, #require(AgencyCode("H32.1")), ["Ban A"]),
        (2, #require(AgencyCode("H32.2")), ["Phòng B"]),
        (3, #require(AgencyCode("H32.3")), ["Ban A, Phòng B"]),
        (4, #require(AgencyCode("H32.4")), ["Phòng C"]),
      ])

    #expect(AgencyReading.names("Ban A, Phòng B", in: directory) == .named([3], tiers: []))
    #expect(AgencyReading.names("Ban A, Phòng B, Phòng C", in: directory) == .unknown([]))
  }

  @Test(arguments: ["đ", "Đ", "✔️", "✅", "●", "×", "х", "1.0", "1,00", "ü", "\u{F0FC}", "Đạt", "ok"])
  func `yes is yes in each habit`(_ cell: String) {
    #expect(CellReading.flag(cell) == .claim(.known(true)))
  }

  @Test(arguments: ["-", "✗", "✘", "xx", "2", "1.5", "10.0", "Có/Không", "x (1 phần)"])
  func `what is neither yes nor no is bad`(_ cell: String) {
    #expect(CellReading.flag(cell) == .bad)
  }

  @Test(
    arguments: [
      ("Toàn trình", .claim(.known(true))), ("Mức độ 4", .claim(.known(true))),
      ("-", .claim(.unknown)),
      ("0.00", .claim(.known(false))), ("Một phần", .bad), ("3", .bad), ("12", .bad),
    ] as [(String, Reading<Bool>)])
  func `a tick column may repeat its own level`(_ cell: String, _ reading: Reading<Bool>) {
    let full = LevelReference(scheme: "ND42", code: "full")

    #expect(CellReading.tick(cell, of: full) == reading)
  }

  @Test(arguments: [("4.0", "4"), ("4,00", "4"), ("3.00", "3")])
  func `a level with decimals of a number format is the level`(_ cell: String, _ code: String) {
    #expect(
      LevelReading.level(cell) == .claim(.known(LevelReference(scheme: "ND43", code: code))))
  }

  @Test(arguments: ["4.5", "40.0", "Còn lại", "Chưa có", "Cấp độ 4"])
  func `a level that is not sure is bad`(_ cell: String) {
    #expect(LevelReading.level(cell) == .bad)
  }

  @Test(arguments: [
    ("2026-06-30T17:00:00Z", 2026, 7, 1), ("2026-06-30T17:00:00.000Z", 2026, 7, 1),
    ("2026-06-30T16:59:59Z", 2026, 6, 30), ("2026-07-01T00:00:00+07:00", 2026, 7, 1),
    ("2026-07-01T01:00:00+09:00", 2026, 6, 30), ("2025-12-31 20:00:00-05:00", 2026, 1, 1),
    ("2026-07-01T00:30:00", 2026, 7, 1),
  ])
  func `a time with an offset is of the day in Vietnam`(
    _ cell: String, _ year: Int, _ month: Int, _ day: Int
  ) throws {
    let expected = try #require(CalendarDay(year: year, month: month, day: day))

    #expect(DateReading.day(cell) == .claim(.known(expected)))
  }
}
