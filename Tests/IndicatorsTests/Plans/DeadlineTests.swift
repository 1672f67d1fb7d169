import Procedures
import Testing

@testable import Indicators

@Suite struct DeadlineTests {
  /// The 31 deadlines of the annex of 2023, in its order.
  @Test(
    arguments: [
      ("Sau khi Đề án được phê duyệt", Deadline.Kind.event, nil, nil),
      ("Trong năm 2023", .year, "2023-01-01", "2023-12-31"),
      ("Theo hướng dẫn, tiến độ của Bộ Nội vụ", .external, nil, nil),
      ("Từ Quý I/2023", .openStart, "2023-01-01", nil),
      ("Theo tiến độ được phê duyệt", .external, nil, nil),
      ("Sau khi Bộ Tài chính ban hành giá tối đa", .event, nil, nil),
      ("Tháng 12/2023", .month, "2023-12-01", "2023-12-31"),
      ("30/06/2023", .date, "2023-06-30", "2023-06-30"),
      ("Theo tiến độ của Trung ương", .external, nil, nil),
      ("Trong năm 2023", .year, "2023-01-01", "2023-12-31"),
      ("Năm 2023 - 2024", .years, "2023-01-01", "2024-12-31"),
      ("Trong năm 2023", .year, "2023-01-01", "2023-12-31"),
      ("Trong năm 2023", .year, "2023-01-01", "2023-12-31"),
      ("Trong năm 2023", .year, "2023-01-01", "2023-12-31"),
      ("Trong năm 2023", .year, "2023-01-01", "2023-12-31"),
      ("Trong năm 2023", .year, "2023-01-01", "2023-12-31"),
      ("Trong năm 2023", .year, "2023-01-01", "2023-12-31"),
      ("Thực hiện theo tiến độ được phê duyệt", .external, nil, nil),
      ("Năm 2023", .year, "2023-01-01", "2023-12-31"),
      ("Tháng 12/2022", .month, "2022-12-01", "2022-12-31"),
      ("Tháng 01/2023", .month, "2023-01-01", "2023-01-31"),
      ("Tháng 01/2023", .month, "2023-01-01", "2023-01-31"),
      ("Quý I/2023", .quarter, "2023-01-01", "2023-03-31"),
      ("Quý I/2023", .quarter, "2023-01-01", "2023-03-31"),
      ("Theo tiến độ của Bộ Nội vụ", .external, nil, nil),
      ("Quý I/2023", .quarter, "2023-01-01", "2023-03-31"),
      ("Tháng 3/2023", .month, "2023-03-01", "2023-03-31"),
      ("Quý II/2023", .quarter, "2023-04-01", "2023-06-30"),
      ("Quý II/2023", .quarter, "2023-04-01", "2023-06-30"),
      ("Theo quy định", .recurring, nil, nil),
      ("Quý IV/2023", .quarter, "2023-10-01", "2023-12-31"),
    ] as [(String, Deadline.Kind, String?, String?)])
  func `the deadlines of the annex are read`(
    _ text: String, _ kind: Deadline.Kind, _ first: String?, _ last: String?
  ) {
    let deadline = Deadline(text)

    #expect(deadline.text == text)
    #expect(deadline.kind == kind)
    #expect(deadline.first?.description == first)
    #expect(deadline.lateAfter?.description == last)
  }

  @Test(
    arguments: [
      ("Quý I năm 2023", Deadline.Kind.quarter, "2023-03-31"),
      ("chậm nhất trong Quý I năm 2023", .quarter, "2023-03-31"),
      ("QUÝ  III/2023", .quarter, "2023-09-30"), ("Quý 3/2023", .quarter, "2023-09-30"),
      ("Quý I / 2023", .quarter, "2023-03-31"), ("trong Quý II/2023.", .quarter, "2023-06-30"),
      ("Năm 2023 – 2024", .years, "2024-12-31"), ("Năm 2023-2024", .years, "2024-12-31"),
      ("Giai đoạn 2023 - 2025", .years, "2025-12-31"),
      ("Tháng\u{A0}2 năm 2024", .month, "2024-02-29"), ("Tháng 2/2023", .month, "2023-02-28"),
      ("ngày 30/6/2023", .date, "2023-06-30"),
      ("30 tháng 6 năm 2023", .date, "2023-06-30"), ("  Năm   2023 ", .year, "2023-12-31"),
      ("Trong na\u{306}m 2023", .year, "2023-12-31"),
      ("Qu\u{79}\u{301} IV/2023", .quarter, "2023-12-31"),
      ("Từ năm 2024", .openStart, nil), ("Từ tháng 3/2023", .openStart, nil),
      ("Thường xuyên", .recurring, nil), ("Theo kế hoạch của Chính phủ", .external, nil),
      ("Quý V/2023", .unknown, nil), ("Quý 0/2023", .unknown, nil),
      ("Tháng 13/2023", .unknown, nil),
      ("31/06/2023", .unknown, nil), ("Năm 2024 - 2023", .unknown, nil), ("Năm 23", .unknown, nil),
      ("", .unknown, nil), ("sớm", .unknown, nil), ("Từ khi có chỉ đạo", .unknown, nil),
      ("2023", .unknown, nil), ("Tháng", .unknown, nil), ("Quý I", .unknown, nil),
      ("Năm 9999", .unknown, nil),
    ] as [(String, Deadline.Kind, String?)])
  func `spellings that say the same are the same, and what is not understood has no date`(
    _ text: String, _ kind: Deadline.Kind, _ last: String?
  ) {
    let deadline = Deadline(text)

    #expect(deadline.kind == kind)
    #expect(deadline.lateAfter?.description == last)
  }

  @Test func `any text is read without a trap`() {
    let words = [
      "Quý", "I", "/", "2023", "Tháng", "99999999999999999999", "Từ", "năm", "-", "–", "",
    ]
    var random = SeededGenerator(seed: 93)
    for _ in 0..<3000 {
      let text = (0..<Int.random(in: 0...6, using: &random)).map { _ in
        words.randomElement(using: &random) ?? ""
      }.joined(separator: random.once(in: 2) ? " " : "")

      let deadline = Deadline(text)

      #expect(deadline.text == text)
      #expect(deadline.kind != .unknown || deadline.lateAfter == nil)
    }
  }
}
