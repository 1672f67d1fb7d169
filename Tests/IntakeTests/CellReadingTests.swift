import Procedures
import Testing

@testable import Intake

@Suite struct CellReadingTests {
  @Test(arguments: [
    "x", "X", "v", "✓", "Có", "đúng", "yes", "Y", "true", "1", " X ", "CÓ", "Đã triển khai",
  ])
  func `a yes word says yes`(_ word: String) {
    #expect(CellReading.flag(word) == .claim(.known(true)))
  }

  @Test(arguments: ["Không", "no", "N", "false", "0", "sai", "chưa", "Chưa triển khai"])
  func `a no word says no`(_ word: String) {
    #expect(CellReading.flag(word) == .claim(.known(false)))
  }

  @Test(arguments: [
    "", "  ", "\u{A0}", "Chưa cập nhật", "null", "NULL", "Không có thông tin", "Không rõ", "N/A",
  ])
  func `an unknown word says that nothing is known`(_ word: String) {
    #expect(CellReading.flag(word) == .claim(.unknown))
    #expect(LevelReading.level(word) == .claim(.unknown))
    #expect(CellReading.text(word) == .unknown)
    #expect(CellReading.means(word) == .unknown)
    #expect(DateReading.day(word) == .claim(.unknown))
    #expect(FeeReading.fee(word) == .unknown)
  }

  @Test(arguments: ["có thể", "2", "abc", "xx", "?", "-"])
  func `any other word is a bad value`(_ word: String) {
    #expect(CellReading.flag(word) == .bad)
  }

  @Test(arguments: [
    ("Toàn trình", "ND42", "full"), ("toàn trình", "ND42", "full"), ("tt", "ND42", "full"),
    ("DVC TT toàn trình", "ND42", "full"), ("full", "ND42", "full"),
    ("Dịch vụ công trực tuyến toàn trình", "ND42", "full"),
    ("Mức độ 4 (Toàn trình)", "ND42", "full"),
    ("Dịch vụ công Mức độ 4 (Toàn trình)", "ND42", "full"),
    ("Dịch vụ công Trực tuyến toàn trình (Mức 4)", "ND42", "full"),
    ("Một phần", "ND42", "partial"), ("mp", "ND42", "partial"),
    ("Mức độ 3 - Một phần", "ND42", "partial"),
    ("Nộp trên Cổng Dịch vụ công quốc gia (Một phần)", "ND42", "partial"),
    ("Cung cấp thông tin", "ND42", "info"),
    ("Dịch vụ cung cấp thông tin trực tuyến", "ND42", "info"),
    ("Mức độ 2 (cung cấp thông tin)", "ND42", "info"),
    ("Mức độ 4", "ND43", "4"), ("4", "ND43", "4"), ("MỨC ĐỘ 3", "ND43", "3"), ("3", "ND43", "3"),
    ("2", "ND43", "2"), ("Mức độ 1", "ND43", "1"), ("1", "ND43", "1"),
    ("Nộp hồ sơ mức độ 4", "ND43", "4"),
    ("Không cung cấp", "ND42", "none"), ("Trực tiếp", "ND42", "none"), ("Không", "ND42", "none"),
    ("Chưa cung cấp", "ND42", "none"), ("k", "ND42", "none"),
  ])
  func `a level is read by scale and code`(_ cell: String, _ scheme: String, _ code: String) {
    let expected = LevelReference(scheme: scheme, code: code)
    #expect(LevelReading.level(cell) == .claim(.known(expected)))
  }

  @Test(arguments: [
    "Mức độ 4 (Một phần)", "Toàn trình / Một phần", "Mức độ 3, 4", "Mức độ 3 (Toàn trình)",
    "Mức độ 1 và 2",
  ])
  func `a cell with two different levels is contradictory`(_ cell: String) {
    #expect(LevelReading.level(cell) == .contradictory)
  }

  @Test(arguments: ["Mức độ 5", "x", "5", "Chưa toàn trình", "trực tuyến", "Mức độ"])
  func `a cell without a level is a bad value`(_ cell: String) {
    #expect(LevelReading.level(cell) == .bad)
  }

  @Test(arguments: [
    ("web; mobile", ["mobile", "web"]), ("Cổng, di động", ["mobile", "web"]),
    ("web\nVNeID;kiosk", ["kiosk", "mobile", "web"]), ("Bưu chính", ["post"]),
    ("Xe Loa; web", ["web", "xe loa"]), ("Không", []), ("web; Web", ["web"]),
  ])
  func `means are words of the vocabulary or kept in lower case`(
    _ cell: String, _ words: [String]
  ) {
    #expect(CellReading.means(cell) == .known(AccessMeans(words)))
  }

  @Test(arguments: [
    ("2025-07-01", 2025, 7, 1), ("01/07/2025", 2025, 7, 1), ("1/7/2025", 2025, 7, 1),
    ("20250701", 2025, 7, 1), ("01/07/2025 08:30:00", 2025, 7, 1),
    ("20250701083000", 2025, 7, 1), ("2025-07-01T08:30:00Z", 2025, 7, 1),
    ("29/02/2024", 2024, 2, 29), ("1-7-2025", 2025, 7, 1), ("01.07.2025", 2025, 7, 1),
  ])
  func `a date is read in these forms`(_ cell: String, _ year: Int, _ month: Int, _ day: Int) {
    let expected = CalendarDay(year: year, month: month, day: day)
    #expect(DateReading.day(cell) == expected.map { .claim(.known($0)) })
  }

  @Test(arguments: [
    "31/02/2025", "29/02/2023", "2025-13-01", "7/2025", "2025", "20251301", "01/07/25",
    "01/07/2025 25:00:00", "20250701250000", "hôm nay", "01/07/2025 sáng", "1/7/2025/3",
  ])
  func `any other date is a bad value`(_ cell: String) {
    #expect(DateReading.day(cell) == .bad)
  }

  @Test(arguments: [
    ("TTHC nội bộ", true), ("Nội bộ", true), ("TTHC không nội bộ", false), ("Đặc thù", false),
  ])
  func `only the word for internal makes a procedure internal`(_ cell: String, _ expected: Bool) {
    #expect(CellReading.isInternal(cell) == .known(expected))
  }

  @Test(arguments: [
    ("Cấp xã, Cấp tỉnh", "Cấp tỉnh, Cấp xã"), ("tỉnh", "Cấp tỉnh"), ("Xã", "Cấp xã"),
    ("Cấp bộ, Cơ quan khác", "Cấp bộ, Cơ quan khác"), ("Liên xã; Cấp xã", "Cấp xã, Liên xã"),
  ])
  func `tiers of a procedure stand in the order of government`(
    _ cell: String, _ expected: String
  ) {
    #expect(CellReading.procedureTiers(cell) == .known(expected))
  }

  @Test(arguments: [
    ("50.000 đồng", Claim<Bool>.known(true)), ("50000", .known(true)), ("50,000 VNĐ", .known(true)),
    ("Trực tuyến: 10 USD(/lần) | Trực tiếp: 10 USD(10USD/giấy)", .known(true)),
    ("Trực tuyến: Miễn phí | Trực tiếp: 8.000 đồng", .known(true)), ("8000đ/bản", .known(true)),
    ("0", .known(false)), ("0 đồng", .known(false)), ("Miễn phí", .known(false)),
    ("Không", .known(false)), ("Trực tuyến: Miễn phí | Trực tiếp: Miễn phí", .known(false)),
    ("Miễn phí(Không)", .known(false)),
    ("Miễn phí(- Dưới 5 tấn: 50.000 đồng/giấy)", .unknown),
    ("Trực tuyến: Miễn phí(Chưa quy định.)", .unknown),
    ("Miễn phí (do Hội đồng nhân dân tỉnh quyết định)", .unknown),
    ("Trực tiếp: Không có thông tin", .unknown),
    ("Trực tuyến: Miễn phí | Trực tiếp: Không có thông tin", .unknown),
    ("Theo Thông tư 25/2021/TT-BTC", .unknown), ("Theo quy định", .unknown),
  ])
  func `a fee in free text is told only by an amount or by a bare free`(
    _ cell: String, _ expected: Claim<Bool>
  ) {
    #expect(FeeReading.fee(cell) == expected)
  }
}
