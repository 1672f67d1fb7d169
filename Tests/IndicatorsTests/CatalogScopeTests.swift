import Indicators
import Procedures
import Testing

@Suite("Scope, groups and labels of catalog figures")
struct CatalogScopeTests {
  @Test func `the default scope is the tree under the authority and procedures nobody offers`()
    throws
  {
    let figure = try Fixture.evaluator.evaluate(IndicatorQuery(indicator: "level4_of_all")).figure

    #expect(figure.tally.inScope == 4)
    #expect(figure.tally.numerator == 2)
    #expect(figure.tally.denominator == 3)
    #expect(figure.tally.unknown == 1)
    #expect(figure.scope == FigureScope(authority: "H32", agency: nil, filters: [:]))
  }

  @Test(
    arguments: [
      ([Dimension.agency: "H32.9"], 2), ([.agency: "000.00.16.H32"], 2), ([.agency: "G09"], 1),
      ([.tier: "vertical"], 1), ([.tier: "commune"], 2), ([.tier: "unknown"], 0),
      ([.tier: "province"], 2), ([.agency: "H32", .tier: "vertical"], 0),
      ([.procedure: "1.000001.000.00.00.H32"], 2), ([.procedure: "1.000004"], 0),
      ([.field: "  Hộ   tịch"], 2), ([.level: "4"], 2), ([.level: "partial"], 1),
      ([.level: "1"], 0),
    ] as [([Dimension: String], Int)])
  func `a filter keeps the offerings it names`(filters: [Dimension: String], inScope: Int) throws {
    let query = IndicatorQuery(indicator: "level4_of_all", count: .offerings, filters: filters)

    #expect(try Fixture.evaluator.evaluate(query).figure.tally.inScope == inScope)
  }

  @Test func `the receipt writes filters in their canonical form`() throws {
    let query = IndicatorQuery(
      indicator: "level4_of_all",
      filters: [
        .agency: "000.00.00.H32", .level: "4", .field: " Hộ  tịch ", .procedure: "1.000001.H32",
      ])

    #expect(
      try Fixture.evaluator.evaluate(query).figure.scope
        == FigureScope(
          authority: "H32", agency: "H32",
          filters: [.level: "full", .field: "Hộ tịch", .procedure: "1.000001"]))
  }

  @Test(arguments: [
    (Dimension.agency, ["H32", "H32.9", "H32.9.1", "H32.16"]), (.tier, ["province", "commune"]),
    (.field, ["Hộ tịch", "Đất đai", "unknown"]), (.level, ["full", "partial", "unknown"]),
    (.procedure, ["1.000001", "1.000002", "1.000003", "1.000004"]),
  ])
  func `groups stand in the dimension's own order`(by: Dimension, keys: [String]) throws {
    let result = try Fixture.evaluator.evaluate(
      IndicatorQuery(indicator: "level4_of_all", by: by))

    #expect(result.by == by)
    #expect(result.groups.map(\.key) == keys)
  }

  @Test func `vertical bodies are listed only where they are asked for`() throws {
    let all = IndicatorQuery(indicator: "level4_of_all", by: .agency)
    var vertical = all
    vertical.filters[.tier] = "vertical"

    #expect(try Fixture.evaluator.evaluate(vertical).groups.map(\.key) == ["G09"])
    #expect(try !Fixture.evaluator.evaluate(all).groups.contains { $0.key == "G09" })
  }

  @Test(arguments: [
    (Dimension.agency, "H32.9", "Sở Nội vụ", "Sở Nội vụ"), (.tier, "commune", "Cấp xã", "Commune"),
    (.tier, "unknown", "Chưa rõ cấp", "No tier recorded"), (.level, "full", "Toàn trình", "Full"),
    (.field, "Hộ tịch", "Hộ tịch", "Hộ tịch"),
    (.field, "unknown", "Chưa rõ lĩnh vực", "No field recorded"),
    (.procedure, "1.000001", "Khai sinh", "Khai sinh"),
    (.procedure, "1.000004", "1.000004", "1.000004"), (.agency, "H99", "H99", "H99"),
  ])
  func `a key has a label in both languages`(by: Dimension, key: String, vi: String, en: String) {
    #expect(Fixture.evaluator.label(of: by, key: key, language: .vi) == vi)
    #expect(Fixture.evaluator.label(of: by, key: key, language: .en) == en)
  }

  @Test func `groups carry the Vietnamese label`() throws {
    let result = try Fixture.evaluator.evaluate(
      IndicatorQuery(indicator: "level4_of_all", by: .tier))

    #expect(result.groups.map(\.label) == ["Cấp tỉnh", "Cấp xã"])
  }

  @Test(arguments: [
    (
      [Dimension.agency: "H32.77"],
      "no agency in force on 2024-08-22 has the code \"H32.77\"; "
        + "give the code of an agency, for example H32"
    ),
    (
      [.tier: "huyện"],
      "there is no tier \"huyện\"; tiers are province, district, commune, vertical, unknown"
    ),
    (
      [.level: "5"],
      "there is no level \"5\"; levels are full, partial, info, none, unknown, "
        + "and 4, 3, 2, 1 for the first three"
    ),
    (
      [.field: "Thuế"],
      "the catalog has no field \"Thuế\"; fields are Hộ tịch, Đất đai, unknown"
    ),
    (
      [.procedure: "1.999999"],
      "no procedure in force on 2024-08-22 has the code \"1.999999\"; "
        + "give a code of the catalog, like 1.004194"
    ),
  ])
  func `a value that does not exist is refused with what does`(
    filters: [Dimension: String], sentence: String
  ) {
    let query = IndicatorQuery(indicator: "level4_of_all", filters: filters)

    let error = #expect(throws: IndicatorError(.unknownValue, "", vi: "")) {
      try Fixture.evaluator.evaluate(query)
    }

    #expect(error?.description == sentence)
  }

  @Test func `an indicator that does not exist is refused with those that do`() {
    let error = #expect(throws: IndicatorError(.unknownIndicator, "", vi: "")) {
      try Indicator.named("level5")
    }

    #expect(
      error?.description
        == "there is no indicator \"level5\"; there are level4_of_all, level4_of_eligible, "
        + "level4_of_online, online_of_eligible, online_of_all, mobile_of_online, "
        + "payment_enabled, level4_alive, dossiers_online, dossiers_online_766, "
        + "progress_on_time, resolved_early, resolved_on_time, resolved_late, services_used, "
        + "payment_transactions_online, dossiers_paid_online, procedures_paid_online, "
        + "procedures_fee_used, results_electronic, components_digitized, data_reused, "
        + "storage_connected, results_digitized, satisfaction_agencies, "
        + "satisfaction_service_units, milestones_done")
  }

  @Test func `a row carries the highest and lowest level and how many offer it`() throws {
    let query = IndicatorQuery(
      indicator: "level4_of_all", filters: [.procedure: "1.000001"])

    let rows = try Fixture.evaluator.rows(query, kind: .counted)

    #expect(rows.map(\.levels?.highest) == [.full])
    #expect(rows.map(\.levels?.lowest) == [.partial])
    #expect(rows.map(\.levels?.atHighest) == [1])
    #expect(rows.map(\.levels?.offerings) == [2])
  }

  @Test func `a level of another scale is flagged, and only where it is read`() throws {
    let level = try Fixture.evaluator.evaluate(IndicatorQuery(indicator: "level4_of_all"))
    let one = try Fixture.evaluator.evaluate(
      IndicatorQuery(indicator: "level4_of_all", filters: [.procedure: "1.000002"]))
    let payment = try Fixture.evaluator.evaluate(IndicatorQuery(indicator: "payment_enabled"))

    #expect(level.figure.flags == ["crosswalk"])
    #expect(one.figure.flags.isEmpty)
    #expect(payment.figure.flags.isEmpty)
  }

  @Test(arguments: [("2000", ["provisional"]), ("2000-Q1", ["provisional"]), ("1999", [])])
  func `a figure of a period that still runs is provisional`(
    period: String, flags: [String]
  ) throws {
    let snapshot = CatalogSnapshot(
      authority: RandomCatalog.code("H32"), validOn: CalendarDay(daysSince2000: 0),
      knownOn: Instant(microsecondsSince2000: 0), dataVersion: 1,
      agencies: AgencyTree([(1, RandomCatalog.code("H32"), "", nil, nil)]), fields: [],
      procedures: [],
      offerings: OfferingColumns(
        procedure: [], agency: [], combination: [], combinations: []))

    let result = try CatalogEvaluator(snapshot).evaluate(
      IndicatorQuery(indicator: "payment_enabled", period: Period(period)))

    #expect(result.figure.flags == flags)
  }

  @Test(arguments: [
    ("payment_enabled", ["demonstration"]), ("level4_of_all", ["crosswalk"]),
    ("level4_of_eligible", ["crosswalk", "demonstration"]),
  ])
  func `demonstration data is flagged where the indicator reads it`(
    indicator: String, flags: [String]
  ) throws {
    let facts = OfferingFacts(
      level: .full, levelScheme: "ND42", demonstrated: [.fee, .eligibleFull])
    let snapshot = CatalogSnapshot(
      authority: RandomCatalog.code("H32"), validOn: CalendarDay(daysSince2000: 0),
      knownOn: Instant(microsecondsSince2000: 0), dataVersion: 1,
      agencies: AgencyTree([(1, RandomCatalog.code("H32"), "", nil, nil)]), fields: [],
      procedures: [CatalogProcedure(code: ProcedureCode(local: "1"), name: "", field: nil)],
      offerings: OfferingColumns(
        procedure: [0], agency: [0], combination: [0], combinations: [facts]))

    let result = try CatalogEvaluator(snapshot).evaluate(
      IndicatorQuery(indicator: indicator, by: .procedure))

    #expect(result.figure.flags == flags)
    #expect(result.groups.map(\.figure.flags) == [flags])
  }
}

/// A small catalog written by hand.
private enum Fixture {
  static let evaluator = CatalogEvaluator(snapshot)

  private static let tree = AgencyTree([
    (1, RandomCatalog.code("H32"), "UBND tỉnh", .province, nil),
    (2, RandomCatalog.code("H32.16"), "Phường Nha Trang", .commune, AgencyCode("H32")),
    (3, RandomCatalog.code("H32.9"), "Sở Nội vụ", .province, AgencyCode("H32")),
    (4, RandomCatalog.code("H32.9.1"), "Chi cục", .province, AgencyCode("H32.9")),
    (5, RandomCatalog.code("G09"), "Công an tỉnh", .vertical, nil),
  ])

  private static let snapshot = CatalogSnapshot(
    authority: RandomCatalog.code("H32"), validOn: CalendarDay(daysSince2000: 9000),
    knownOn: Instant(microsecondsSince2000: 0), dataVersion: 1, agencies: tree,
    fields: ["Đất đai", "Hộ  tịch"],
    procedures: [
      CatalogProcedure(code: ProcedureCode(local: "1.000003"), name: "Ba", field: 0),
      CatalogProcedure(code: ProcedureCode(local: "1.000001"), name: "Khai sinh", field: 1),
      CatalogProcedure(code: ProcedureCode(local: "1.000002"), name: "Hai", field: nil),
      CatalogProcedure(code: ProcedureCode(local: "1.000004"), name: "", field: nil),
    ],
    offerings: OfferingColumns(
      procedure: [0, 1, 1, 2, 2, 3],
      agency: ["H32.9.1", "H32.9", "H32.16", "H32.16", "G09"].map(position)
        + [OfferingColumns.noAgency],
      combination: [0, 1, 2, 3, 3, 1],
      combinations: [
        OfferingFacts(level: .unknown), OfferingFacts(level: .partial, levelScheme: "ND42"),
        OfferingFacts(level: .full, levelScheme: "ND42"),
        OfferingFacts(level: .full, levelScheme: "ND43"),
      ]))

  private static func position(_ code: String) -> Int32 {
    guard let position = tree.position(of: RandomCatalog.code(code)) else {
      preconditionFailure("\(code) is no agency of the catalog")
    }
    return Int32(position)
  }
}
