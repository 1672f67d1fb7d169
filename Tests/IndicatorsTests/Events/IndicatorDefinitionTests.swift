import Indicators
import Procedures
import Testing

@Suite("The indicators")
struct IndicatorDefinitionTests {
  @Test func `every id is there once, with words in both languages`() {
    let ids = Indicator.all.map(\.id)

    #expect(ids.count == 27)
    #expect(Set(ids).count == ids.count)
    for indicator in Indicator.all {
      let words = [
        indicator.labelVi, indicator.labelEn, indicator.numeratorText, indicator.denominatorText,
        indicator.numeratorTextVi, indicator.denominatorTextVi,
      ]
      #expect(words.allSatisfy { !$0.isEmpty }, "\(indicator.id)")
      #expect(!indicator.feeds.isEmpty, "\(indicator.id)")
    }
  }

  @Test func `those over the catalog count procedures or offerings, others one thing`() {
    for indicator in Indicator.all {
      let isCatalog = CountUnit.choices.contains(indicator.defaultCount)
      #expect(isCatalog == (indicator.fact == .catalog), "\(indicator.id)")
      #expect(isCatalog == !indicator.reads.isEmpty, "\(indicator.id)")
    }
  }

  @Test(arguments: [
    (IndicatorQuery(indicator: "dossiers_online", count: .procedures), "unknown_value"),
    (IndicatorQuery(indicator: "level4_of_all", count: .dossiers), "unknown_value"),
    (IndicatorQuery(indicator: "level4_of_all", rules: .national766), "unknown_value"),
    (IndicatorQuery(indicator: "level4_of_all", filters: [.month: "2023-06"]), "unknown_dimension"),
    (IndicatorQuery(indicator: "payment_transactions_online", by: .channel), "unknown_dimension"),
    (IndicatorQuery(indicator: "milestones_done", by: .agency), "unknown_dimension"),
    (IndicatorQuery(indicator: "nothing"), "unknown_indicator"),
  ])
  func `what an indicator does not have is refused with a sentence`(
    query: IndicatorQuery, code: String
  ) {
    let error = #expect(throws: IndicatorError.self) { try Indicator.asked(by: query) }

    #expect(error?.kind.rawValue == code)
    #expect(error?.description.contains(query.indicator) == true)
  }

  @Test(arguments: [
    ((1, 2), (1, 4), 0.25, "+25,0"), ((1, 3), (2, 6), 0.0, "0"),
    ((1, 4), (1, 2), -0.25, "-25,0"), ((1_000_001, 2_000_000), (1, 2), 0.000_000_5, ">0"),
  ])
  func `a change is exact, and only no change is written as 0`(
    now: (Int, Int), before: (Int, Int), ratio: Double, points: String
  ) {
    func figure(_ share: (Int, Int)) -> IndicatorFigure {
      IndicatorFigure(
        indicator: "dossiers_online", version: 1, count: .dossiers,
        scope: FigureScope(authority: "H32", agency: nil, filters: [:]), period: nil,
        validOn: CalendarDay(daysSince2000: 0), knownOn: Instant(microsecondsSince2000: 0),
        tally: Tally(
          numerator: share.0, denominator: share.1, unknown: 0, held: 0, excluded: 0,
          inScope: share.1),
        dataVersion: 1, flags: [])
    }

    let change = FigureChange(from: figure(before), to: figure(now))

    #expect(change.numerator == now.0 - before.0)
    #expect(change.denominator == now.1 - before.1)
    #expect(change.ratio == ratio)
    #expect(change.points(language: .vi) == points)
  }
}
