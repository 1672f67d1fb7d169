import Indicators
import Reports
import Testing

@Suite("FigureTable")
struct FigureTableTests {
  @Test func `a comparison shows both counts and the difference in points`() {
    let text = FigureTable.render([SampleResults.compared], language: .vi, style: .markdown)

    #expect(text.contains("| 2/4 | 50,0% | 0 | 0 | 0 | 1/4 | 25,0% | +25,0 |"))
    #expect(text.contains("| – | – | – |"))
    #expect(text.contains("so với 2026-11-22"))
  }

  @Test func `a split shows every state, the reasons and the receipt`() {
    let text = FigureTable.render(
      [SampleResults.byAgency], language: .vi, width: 96, notes: ["Dữ liệu minh họa."])

    let expected = """
      Chỉ tiêu                                 Số lượng  Tỷ lệ      Khoảng  Chưa rõ  Tạm giữ  Loại trừ
      ───────────────────────────────────────  ────────  ─────  ──────────  ───────  ───────  ────────
      Tỷ lệ thủ tục cung cấp trực tuyến toàn        2/3  66,7%  20,0%–100%        1        1         0
      trình (mức độ 4) (level4_of_all)
        Sở Tư pháp (H32.16)                         2/2   100%                    0        0         0
        UBND phường Nha Trang (H32.201)             0/1     0%                    0        0         0
        UBND xã Vạn Ninh (H32.202)                  0/0      –     0%–100%        1        0         0
        UBND xã Đại Lãnh (H32.203)                  0/0      –                    0        0         0

      – H32.202: Chưa đủ dữ liệu: 1 thủ tục thiếu thông tin để xác định.
      – H32.203: Trong 4 thủ tục của phạm vi, không có thủ tục nào thuộc mẫu số.
      Phạm vi: H32 · đếm: thủ tục (mỗi mã một lần) · hiệu lực ngày 2026-11-22 · dữ liệu ghi nhận đến
      2026-11-22T22:00:00.000001Z · phiên bản dữ liệu 12 · định nghĩa level4_of_all v1 · crosswalk: có
      mức độ của thang khác được quy đổi sang mức 1–4
      Dữ liệu minh họa.

      """
    #expect(text == expected)
  }

  @Test func `Markdown is one table and a paragraph for each line below it`() {
    let result = IndicatorResult(
      figure: SampleResults.figure(
        agency: "H32.16", filters: [.field: "Hộ tịch"], period: "2026-H1", flags: ["stale"]),
      by: .field,
      groups: [
        SampleResults.group("a|b*<i>", "a|b*<i>", SampleResults.figure("level4_of_all", 0, of: 0))
      ])

    let text = FigureTable.render([result], language: .en, style: .markdown, notes: ["Demo"])

    let expected = #"""
      | Indicator | Counts | Share | Unknown | Held | Excluded |
      | --- | ---: | ---: | ---: | ---: | ---: |
      | Share of procedures at level 4 (full online service) (level4_of_all) | 2/3 | 66.7% | 0 | 0 | 0 |
      |   a\|b\*&lt;i> | 0/0 | – | 0 | 0 | 0 |

      – a\|b\*&lt;i>: There are no procedures in this scope.

      Scope: H32, agency H32.16 and below, field Hộ tịch · counted: distinct procedures · period 2026-H1 · valid on 2026-11-22 · known on 2026-11-22T22:00:00.000001Z · data version 12 · definition level4_of_all v1 · stale: the database does not answer; these are the last good figures

      Demo

      """#
    #expect(text == expected)
  }

  @Test(arguments: Language.allCases)
  func `a figure without a ratio shows a dash and never a percentage`(language: Language) {
    for (unknown, inScope) in [(0, 0), (0, 4)] {
      let result = SampleResults.plain(
        SampleResults.figure("level4_of_all", 0, of: 0, unknown: unknown, inScope: inScope))

      let text = FigureTable.render([result], language: language)

      #expect(!text.contains("%"))
      #expect(text.contains("–"))
      #expect(
        text.contains("– level4_of_all: " + (result.figure.reason(language: language) ?? "?")))
    }
  }

  @Test(arguments: [(0, 0, false), (1, 0, true), (0, 1, true), (2, 3, true)])
  func `bounds stand wherever something is unknown or held`(
    unknown: Int, held: Int, expected: Bool
  ) {
    let figure = SampleResults.figure(of: 3, unknown: unknown, held: held)

    let text = FigureTable.render([SampleResults.plain(figure)], language: .vi)

    #expect(text.contains("Khoảng") == expected)
    #expect(text.contains(figure.boundsDisplay(language: .vi) ?? "Khoảng") == expected)
  }

  @Test func `results with the same receipt share one line`() {
    let results = ["level4_of_all", "payment_enabled"].map {
      SampleResults.plain(SampleResults.figure($0))
    }

    let text = FigureTable.render(results, language: .en)

    #expect(text.split(separator: "\n").count { $0.hasPrefix("Scope: ") } == 1)
    #expect(text.contains("definition level4_of_all v1, payment_enabled v1"))
  }

  @Test func `results with different scopes have a line each`() {
    let results = [nil, "H32.16"].map { agency in
      SampleResults.plain(SampleResults.figure(agency: agency))
    }

    let text = FigureTable.render(results, language: .en)

    #expect(text.split(separator: "\n").count { $0.hasPrefix("Scope: ") } == 2)
  }

  @Test(arguments: [64, 80, 120])
  func `no line is wider than the terminal and no name is cut`(width: Int) {
    let name = (1...180).map { "từ\($0)" }.joined(separator: " ")
    let result = IndicatorResult(
      figure: SampleResults.figure(), by: .agency,
      groups: [SampleResults.group("H32.16", name, SampleResults.figure(of: 2))])

    let text = FigureTable.render([result], language: .vi, width: width)

    #expect(text.split(separator: "\n").allSatisfy { $0.count <= width })
    #expect((1...180).allSatisfy { text.contains("từ\($0)") })
  }

  @Test func `decomposed letters take the room of composed ones`() {
    let names = ["Sở Tư pháp", "S\u{6F}\u{31B}\u{309} Tu\u{31B} pha\u{301}p"]

    let tables = names.map { name in
      FigureTable.render(
        [
          IndicatorResult(
            figure: SampleResults.figure(), by: .agency,
            groups: [SampleResults.group("H32.16", name, SampleResults.figure(of: 2))])
        ], language: .vi)
    }

    #expect(tables[0] == tables[1])
  }

  @Test func `control characters of a name do not reach the terminal`() {
    let result = IndicatorResult(
      figure: SampleResults.figure(), by: .agency,
      groups: [
        SampleResults.group("H32.16", "a\u{1B}[2Jb\nc\u{85}d", SampleResults.figure(of: 2))
      ])

    let text = FigureTable.render([result], language: .vi)

    #expect(text.contains("a [2Jb c d (H32.16)"))
  }

  @Test func `an unknown flag is printed as it is`() {
    let text = FigureTable.render(
      [SampleResults.plain(SampleResults.figure(flags: ["novel"]))], language: .en)

    #expect(text.contains("novel: novel") == false)
    #expect(text.contains("novel"))
  }

  @Test func `no results are an empty table`() {
    let text = FigureTable.render([], language: .en)

    #expect(text.split(separator: "\n").count == 2)
  }
}
