import Indicators
import Procedures
import Reports
import Testing

@Suite struct ExplanationReportTests {
  private let place = SourcePlace(
    source: "portal", run: 7, file: "danh-muc.xlsx", sheet: "Trang 1", row: 12, column: "Mức độ",
    cell: "F12")

  private func explanation() throws -> Explanation {
    let figure = IndicatorFigure(
      indicator: "level4_of_all", version: 1, count: .procedures,
      scope: FigureScope(authority: "H32", agency: nil, filters: [:]), period: nil,
      validOn: CalendarDay(daysSince2000: 8000), knownOn: Instant(microsecondsSince2000: 0),
      tally: Tally(numerator: 1, denominator: 1, unknown: 0, held: 1, excluded: 1, inScope: 2),
      dataVersion: 3, flags: [])
    return Explanation(
      figure: figure, total: 3,
      rows: [
        ExplainedRow(
          kind: .counted, procedure: ProcedureCode("1.004194"), procedureName: "Đăng ký",
          agency: nil, agencyName: "",
          levels: LevelCoverage(highest: .full, lowest: .partial, atHighest: 2, offerings: 5),
          decidedAt: AgencyCode("H32.16"),
          values: [
            DecidingValue(
              attribute: "level", value: "full",
              origins: [
                ClaimOrigin(said: "ND43 4", service: "", isDeclaration: false, place: place)
              ])
          ]),
        ExplainedRow(
          kind: .held, procedure: nil, procedureName: "", agency: nil, agencyName: "",
          held: HeldDetail(rule: "bad_code", raw: "=1+1", place: place)),
      ], cursor: "3-2-00",
      exclusions: [
        ExclusionEntry(
          indicator: "level4_of_all", procedure: ProcedureCode(local: "1.000001"), agency: nil,
          legalBasis: "Điều 5", reason: "r", enteredBy: "an", from: CalendarDay(daysSince2000: 0),
          to: nil, run: 4)
      ])
  }

  @Test func `the table says who counted, at which level, by which cell`() throws {
    let text = ExplanationTable.render(
      try explanation(), indicator: try Indicator.named("level4_of_all"), language: .en)

    #expect(text.contains("partial–full 2/5"))
    #expect(text.contains("level=full"))
    #expect(text.contains("level: portal #7 danh-muc.xlsx [Trang 1] F12"))
    #expect(text.contains("bad_code: =1+1"))
    #expect(text.contains("Điều 5"))
    #expect(text.contains("No document asks for it"))
    #expect(text.contains("level4_of_all v1 (1 excluded)"))
  }

  @Test func `the document carries cursor, definition and places`() throws {
    let text = String(
      decoding: ExplanationJSON.encode(
        try explanation(), indicator: try Indicator.named("online_of_eligible")), as: UTF8.self)

    for part in [
      "\"cursor\" : \"3-2-00\"", "\"total\" : 3", "\"cell\" : \"F12\"", "\"at_highest\" : 2",
      "\"declaration\" : false", "\"rule\" : \"bad_code\"", "\"legal_basis\" : \"Điều 5\"",
      "mục I.2.c", "\"decided_at\" : \"H32.16\"", "\"dossier\" : null",
    ] { #expect(text.contains(part), "\(part)") }
  }

  @Test func `no cell of the list is a formula`() throws {
    let text = String(decoding: ExplanationTable.csv(try explanation()), as: UTF8.self)

    #expect(text.contains("bad_code: =1+1"))
    #expect(!text.contains(",=1+1"))
    #expect(text.contains("counted,1.004194,Đăng ký,H32.16,,partial–full 2/5,level=full,"))
  }
}
