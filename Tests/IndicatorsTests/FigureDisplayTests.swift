import Indicators
import Procedures
import Testing

@Suite("IndicatorFigure as ratio and text")
struct FigureDisplayTests {
  @Test(arguments: [
    (0, 5, 1, "0%"), (5, 5, 1, "100%"), (1, 2, 1, "50,0%"), (2, 3, 1, "66,7%"),
    (1, 3, 1, "33,3%"), (1, 8, 1, "12,5%"), (1, 16, 1, "6,3%"), (1999, 2000, 1, ">99,9%"),
    (9994, 10000, 1, "99,9%"), (9995, 10000, 1, ">99,9%"), (1999, 2000, 2, "99,95%"),
    (1, 3000, 1, "<0,1%"), (1, 2000, 1, "0,1%"), (1, 2001, 1, "<0,1%"), (1, 3000, 2, "0,03%"),
    (1, 2, 0, "50%"), (199, 200, 0, ">99%"), (1, 201, 0, "<1%"), (1, 200, 0, "1%"),
    (1, 11, 3, "9,091%"), (1, 99, 3, "1,010%"), (0, 1, 0, "0%"), (1, 1, 3, "100%"),
  ])
  func `percentages are exact to the shown digit`(
    part: Int, whole: Int, decimals: Int, expected: String
  ) throws {
    let share = try #require(Fraction(part, of: whole))

    #expect(share.percent(language: .vi, decimals: decimals) == expected)
    #expect(
      share.percent(language: .en, decimals: decimals)
        == String(expected.map { $0 == "," ? "." : $0 }))
  }

  @Test func `100% and 0% are printed only for all and for none`() throws {
    for whole in 1...400 {
      for part in 0...whole {
        let share = try #require(Fraction(part, of: whole))
        for decimals in 0...2 {
          let text = share.percent(language: .vi, decimals: decimals)

          #expect((text == "100%") == (part == whole))
          #expect((text == "0%") == (part == 0))
        }
      }
    }
  }

  @Test func `counts beyond 2 to the 53rd keep every digit`() throws {
    let share = try #require(Fraction(Int.max - 1, of: Int.max))

    #expect(share.percent(language: .en, decimals: 9) == ">99.999999999%")
  }

  @Test func `without a denominator a dash is shown`() {
    #expect(figure(Tally.of(inScope: 3)).display(language: .vi) == "–")
    #expect(figure(Tally.of(inScope: 3)).ratio == nil)
  }

  @Test(arguments: [
    (Tally.of(n: 1, d: 2), FigureStatus.value), (.of(d: 2), .zero), (.of(unknown: 1), .noData),
    (.of(held: 1), .noData), (.of(), .noData), (.of(held: 1, inScope: 4), .noData),
    (.of(inScope: 4), .notApplicable), (.of(excluded: 1, inScope: 1), .notApplicable),
    (.of(d: 1, unknown: 5, held: 5), .zero),
  ])
  func `the status tells value, zero, no data and not applicable apart`(
    tally: Tally, expected: FigureStatus
  ) {
    #expect(tally.status == expected)
  }

  @Test(
    arguments: [
      (Tally.of(n: 2, d: 3), 2.0 / 3, 2.0 / 3), (.of(n: 2, d: 3, unknown: 3), 2.0 / 6, 5.0 / 6),
      (.of(n: 2, d: 4, held: 1), 1.0 / 5, 3.0 / 4), (.of(n: 1, d: 4, held: 3), 0, 1),
      (.of(n: 2, d: 4, unknown: 1, held: 1), 1.0 / 6, 4.0 / 5), (.of(held: 2), 0, 1),
      (.of(unknown: 2), 0, 1), (.of(d: 2), 0, 0), (.of(), nil, nil), (.of(inScope: 9), nil, nil),
    ] as [(Tally, Double?, Double?)])
  func `the bounds follow the formulas of the receipt`(
    tally: Tally, low: Double?, high: Double?
  ) {
    #expect(figure(tally).low == low)
    #expect(figure(tally).high == high)
  }

  @Test func `bounds are shown only where something is open`() {
    #expect(figure(.of(n: 2, d: 3)).boundsDisplay(language: .vi) == nil)
    #expect(figure(.of()).boundsDisplay(language: .vi) == nil)
    #expect(figure(.of(n: 2, d: 3, unknown: 3)).boundsDisplay(language: .vi) == "33,3%–83,3%")
    #expect(figure(.of(held: 1)).boundsDisplay(language: .en) == "0%–100%")
  }

  @Test(
    arguments: [
      (Tally.of(n: 1, d: 1), nil, nil),
      (.of(), "Không có thủ tục nào trong phạm vi.", "There are no procedures in this scope."),
      (
        .of(inScope: 4), "Trong 4 thủ tục của phạm vi, không có thủ tục nào thuộc mẫu số.",
        "None of the 4 procedures in this scope belong to the denominator."
      ),
      (
        .of(unknown: 2), "Chưa đủ dữ liệu: 2 thủ tục thiếu thông tin để xác định.",
        "Not enough data: an attribute that decides is unknown for 2 procedures."
      ),
      (
        .of(held: 2), "Chưa đủ dữ liệu: 2 dòng đang bị giữ lại để kiểm tra.",
        "Not enough data: 2 rows are held for checking."
      ),
    ] as [(Tally, String?, String?)])
  func `a missing ratio has a reason in both languages`(tally: Tally, vi: String?, en: String?) {
    #expect(figure(tally).reason(language: .vi) == vi)
    #expect(figure(tally).reason(language: .en) == en)
  }

  private func figure(_ tally: Tally) -> IndicatorFigure {
    IndicatorFigure(
      indicator: "level4_of_all", version: 1, count: .procedures,
      scope: FigureScope(authority: "H32", agency: nil, filters: [:]), period: nil,
      validOn: CalendarDay(daysSince2000: 0), knownOn: Instant(microsecondsSince2000: 0),
      tally: tally, dataVersion: 1, flags: [])
  }
}

extension Tally {
  /// Counts by short names; what is left out is 0, and the scope is as small as it can be.
  static func of(
    n: Int = 0, d: Int = 0, unknown: Int = 0, held: Int = 0, excluded: Int = 0, inScope: Int? = nil
  ) -> Tally {
    Tally(
      numerator: n, denominator: d, unknown: unknown, held: held, excluded: excluded,
      inScope: inScope ?? d + unknown + excluded)
  }
}
