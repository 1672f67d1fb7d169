import Indicators
import Procedures
import Testing

/// A question that has no answer, for each sentence with which `Indicators` refuses one.
struct BadQuestion: Sendable, CustomTestStringConvertible {
  let testDescription: String
  let kind: IndicatorError.Kind
  /// What the sentence has to name beside its quoted values, ids and dates.
  let names: [String]
  let ask: @Sendable () throws -> Void

  private init(
    _ description: String, _ kind: IndicatorError.Kind = .unknownValue, naming names: [String] = [],
    ask: @escaping @Sendable () throws -> Void
  ) {
    testDescription = description
    self.kind = kind
    self.names = names
    self.ask = ask
  }

  static let all = ofDefinitions + ofCatalog + ofPlaces + ofTime + ofEvents

  private static let ofDefinitions = [
    BadQuestion("no such indicator", .unknownIndicator, naming: ["level4_alive"]) {
      _ = try Indicator.named("level5")
    },
    BadQuestion("no such split", .unknownDimension, naming: ["agency, field, level"]) {
      _ = try Indicator.asked(by: IndicatorQuery(indicator: "level4_of_all", by: .month))
    },
    BadQuestion("no split at all", .unknownDimension) {
      _ = try Indicator.asked(by: IndicatorQuery(indicator: "milestones_done", by: .agency))
    },
    BadQuestion("a count of events", naming: ["dossiers"]) {
      _ = try Indicator.asked(by: IndicatorQuery(indicator: "dossiers_online", count: .procedures))
    },
    BadQuestion("a count of something else", naming: ["transactions", "procedures", "offerings"]) {
      _ = try Indicator.asked(by: IndicatorQuery(indicator: "level4_of_all", count: .transactions))
    },
    BadQuestion("time rules where there is no time", naming: ["rules"]) {
      _ = try Indicator.asked(by: IndicatorQuery(indicator: "level4_of_all", rules: .national766))
    },
  ]

  private static let ofCatalog = [
    BadQuestion("events asked of the catalog", .unknownIndicator, naming: ["payment_enabled"]) {
      try evaluate([:], indicator: "dossiers_online")
    },
    BadQuestion("no such tier", naming: ["province, district, commune, vertical, unknown"]) {
      try evaluate([.tier: "huyện"])
    },
    BadQuestion("no such level", naming: ["full, partial, info, none, unknown", "4, 3, 2, 1"]) {
      try evaluate([.level: "5"])
    },
    BadQuestion("no such field of two", naming: ["Hộ tịch, Đất đai, unknown"]) {
      try evaluate([.field: "Thuế"])
    },
    BadQuestion("no such field of many", naming: ["9"]) {
      try evaluate([.field: String(repeating: "Thuế", count: 30)], in: manyFields)
    },
    BadQuestion("a basket of another place") {
      let query = IndicatorQuery(indicator: "level4_of_all", filters: [.agency: "H32.16"])
      let then = CatalogSnapshot(
        authority: RandomCatalog.code("H32"), validOn: CalendarDay(daysSince2000: 8000),
        knownOn: Instant(microsecondsSince2000: 0), dataVersion: 1,
        agencies: AgencyTree([
          (1, RandomCatalog.code("H32"), "UBND tỉnh", .province, nil),
          (2, RandomCatalog.code("H32.16"), "Phường", .commune, RandomCatalog.code("H32")),
        ]), fields: [], procedures: [], offerings: empty)
      _ = try CatalogEvaluator(snapshot()).evaluate(query, basket: CatalogEvaluator(then))
    },
  ]

  private static let ofPlaces = [
    BadQuestion("no such agency", naming: ["H32"]) { try evaluate([.agency: "H32.77"]) },
    BadQuestion("a text that is no code") { try evaluate([.agency: "Sở Nội vụ"]) },
    BadQuestion("an agency that was split", naming: ["H32.1, H32.2"]) {
      try evaluate([.agency: "H32.11"])
    },
    BadQuestion("an agency that is not there yet", naming: ["H32.1", "tree=now"]) {
      try evaluate([.agency: "H32.30"])
    },
    BadQuestion("no such procedure", naming: ["1.004194"]) {
      try evaluate([.procedure: "1.999999"])
    },
    BadQuestion("a procedure that several replaced", naming: ["1.000001, 1.000002"]) {
      try evaluate([.procedure: "1.000009"])
    },
  ]

  private static let ofTime = [
    BadQuestion("no period", .invalidPeriod, naming: ["2023-9M"]) { _ = try Period("2023-X") },
    BadQuestion("a period that has not begun", .futurePeriod) {
      _ = try Period("2031-Q2").asOf(today: day("2026-11-23"))
    },
    BadQuestion("a comparison before all periods") {
      _ = try IndicatorQuery(indicator: "dossiers_online")
        .comparing(with: day("1850-01-01"), on: day("2026-11-23"))
    },
    BadQuestion("events before all periods", .invalidPeriod) { try window([:], on: "1850-01-01") },
    BadQuestion("a month outside the period", naming: ["period=2022-12"]) {
      try window([.month: "2022-12"])
    },
    BadQuestion("a month that has not begun", .futurePeriod) { try window([.month: "2023-12"]) },
    BadQuestion("a month outside the quarter") {
      try window([.month: "2023-02", .quarter: "2023-Q2"])
    },
    BadQuestion("a quarter for a month", .invalidPeriod) { try window([.month: "2023-Q2"]) },
    BadQuestion("a year for a quarter", .invalidPeriod) { try window([.quarter: "2023"]) },
    BadQuestion("a month for a year", .invalidPeriod) { try window([.year: "2023-02"]) },
  ]

  private static let ofEvents = [
    BadQuestion("the catalog asked of events", .unknownIndicator) {
      let query = IndicatorQuery(indicator: "level4_of_all")
      _ = try EventSnapshot(snapshot()).question(query, on: day("2023-11-23"))
    },
    BadQuestion("no such channel", naming: ["direct, online, post, unknown", "1, 2, 3"]) {
      let query = IndicatorQuery(indicator: "dossiers_online", filters: [.channel: "fax"])
      _ = try EventSnapshot(snapshot()).question(query, on: day("2023-11-23"))
    },
    BadQuestion("counted, not measured", .unknownIndicator) {
      try observed("dossiers_online", of: nil, [])
    },
    BadQuestion("nobody was measured") { try observed("satisfaction_agencies", of: "Huyện A", []) },
    BadQuestion("another one was measured", naming: ["Huyện B"]) {
      let one = Observation(
        indicator: "satisfaction_agencies", scope: "Huyện B", period: "2023", source: "khảo sát",
        value: "84.25")
      try observed("satisfaction_agencies", of: "Huyện A", [one])
    },
  ]
}

extension BadQuestion {
  private static let empty = OfferingColumns(
    procedure: [], agency: [], combination: [], combinations: [])

  private static let manyFields = (1...9).map { "Lĩnh vực \($0)" }

  private static func day(_ text: String) -> CalendarDay {
    guard let day = CalendarDay(iso: text) else { preconditionFailure("\(text) is no day") }
    return day
  }

  /// H32 with two agencies that H32.11 was split into, and two procedures for 1.000009.
  private static func snapshot(fields: [String] = ["Đất đai", "Hộ tịch"]) -> CatalogSnapshot {
    let code = RandomCatalog.code
    let (one, two) = (ProcedureCode(local: "1.000001"), ProcedureCode(local: "1.000002"))
    let old = ProcedureCode(local: "1.000009")
    return CatalogSnapshot(
      authority: code("H32"), validOn: CalendarDay(daysSince2000: 9000),
      knownOn: Instant(microsecondsSince2000: 0), dataVersion: 1,
      agencies: AgencyTree([
        (1, code("H32"), "UBND tỉnh", .province, nil), (2, code("H32.1"), "Sở", .province, nil),
        (3, code("H32.2"), "Sở", .province, nil),
      ]), fields: fields,
      procedures: [
        CatalogProcedure(code: one, name: "Một", field: 0),
        CatalogProcedure(code: two, name: "Hai", field: nil),
      ], offerings: empty,
      succession: Succession(
        agencies: AgencySuccession([
          code("H32.11"): [code("H32.1"), code("H32.2")], code("H32.1"): [code("H32.30")],
        ]),
        procedures: ProcedureSuccession([(one, [old]), (two, [old])])))
  }

  private static func evaluate(
    _ filters: [Dimension: String], indicator: String = "level4_of_all",
    in fields: [String] = ["Đất đai", "Hộ tịch"]
  ) throws {
    let query = IndicatorQuery(indicator: indicator, filters: filters)
    _ = try CatalogEvaluator(snapshot(fields: fields)).evaluate(query)
  }

  private static func window(_ filters: [Dimension: String], on text: String = "2023-11-23") throws
  {
    _ = try EventWindow(
      IndicatorQuery(indicator: "dossiers_online", filters: filters), on: day(text))
  }

  private static func observed(
    _ indicator: String, of scope: String?, _ observations: [Observation]
  ) throws {
    let query = IndicatorQuery(
      indicator: indicator, filters: scope.map { [.agency: $0] } ?? [:])
    _ = try EventSnapshot(snapshot()).observed(query, on: day("2023-11-23"), observations)
  }
}
