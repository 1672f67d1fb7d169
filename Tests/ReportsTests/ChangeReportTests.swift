import Indicators
import Procedures
import Reports
import Testing

@Suite struct ChangeReportTests {
  private func snapshot(_ levels: [LevelKey], day: Int32) -> CatalogSnapshot {
    let procedures = levels.indices.map { number in
      CatalogProcedure(
        code: ProcedureCode(local: "1.00000\(number)"), name: "Thủ tục \(number)", field: nil)
    }
    let root = AgencyCode("H32").map { code in
      AgencyTree([(id: 1, code: code, name: "Tỉnh", tier: .province, parent: nil)])
    }
    guard let tree = root, let authority = AgencyCode("H32") else {
      preconditionFailure("H32 is a code")
    }
    return CatalogSnapshot(
      authority: authority, validOn: CalendarDay(daysSince2000: day),
      knownOn: Instant(microsecondsSince2000: 0), dataVersion: 1, agencies: tree, fields: [],
      procedures: procedures,
      offerings: OfferingColumns(
        procedure: levels.indices.map { Int32($0) }, agency: levels.map { _ in 0 },
        combination: levels.indices.map { UInt16($0) },
        combinations: levels.map { OfferingFacts(level: $0, levelScheme: "ND43") }))
  }

  private func change() throws -> ChangeAnalysis {
    try ChangeAnalysis(
      from: CatalogEvaluator(snapshot([.full, .partial, .partial, .info], day: 8000)),
      to: CatalogEvaluator(snapshot([.full, .full, .info, .unknown], day: 8100)),
      IndicatorQuery(indicator: "level4_of_all"))
  }

  @Test func `the table names causes, counts and points, and their sum`() throws {
    let text = ChangeTable.render(try change(), rowsOf: .upgraded, language: .en)

    let lines = text.split(separator: "\n").map(String.init)
    #expect(lines.contains { $0.hasPrefix("Upgraded (upgraded)") && $0.hasSuffix("+25.0") })
    #expect(lines.contains { $0.hasPrefix("Level no longer known") && $0.contains("−1") })
    #expect(lines.contains { $0.hasPrefix("Total") && $0.hasSuffix("+41.7") })
    #expect(lines.contains { $0.contains("1.000001 Thủ tục 1") && $0.contains("missing") })
    #expect(!text.contains("Came into force"))
  }

  @Test func `the document has every cause and nothing left over`() throws {
    let text = String(decoding: ChangeJSON.encode(try change()), as: UTF8.self)

    for cause in ChangeCause.allCases {
      #expect(text.contains("\"cause\" : \"\(cause.rawValue)\""))
    }
    #expect(
      text.contains(
        """
          "residual" : {
            "denominator" : 0,
            "numerator" : 0
          },
        """))
    #expect(text.contains("\"indicator\" : \"level4_of_all\""))
  }

  @Test func `the list of parts and the rows of one are CSV`() throws {
    let parts = String(decoding: ChangeTable.csv(try change(), rowsOf: nil), as: UTF8.self)
    let rows = String(decoding: ChangeTable.csv(try change(), rowsOf: .upgraded), as: UTF8.self)

    #expect(parts.contains("upgraded,1,1,0,0,0,0.25\r\n"))
    #expect(rows.hasSuffix("upgraded,1.000001,Thủ tục 1,,missing,counted\r\n"))
  }

  @Test(
    arguments: [
      (1, 4, 2, 4, "+25,0"), (2, 4, 1, 4, "−25,0"), (1, 3, 1, 3, "0,0"),
      (0, 1, 1, 2001, "+<0,1"), (2, 3, 1, 2, "−16,7"), (0, 7, 7, 7, "+100,0"),
    ])
  func `points are rounded half away from zero`(
    from: Int, of: Int, to: Int, whole: Int, text: String
  ) throws {
    let before =
      [LevelKey](repeating: .full, count: from) + .init(repeating: .none, count: of - from)
    let after =
      [LevelKey](repeating: .full, count: to) + .init(repeating: .none, count: whole - to)
    let change = try ChangeAnalysis(
      from: CatalogEvaluator(snapshot(before, day: 1)),
      to: CatalogEvaluator(snapshot(after, day: 2)), IndicatorQuery(indicator: "level4_of_all"))

    #expect(change.ratio?.points(language: .vi) == text)
  }
}
