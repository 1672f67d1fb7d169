import Foundation
import Indicators
import Procedures
import Reports
import Testing

@Suite("FigureJSON")
struct FigureJSONTests {
  static let figureKeys: Set<String> = [
    "indicator", "version", "count", "scope", "period", "valid_on", "known_on", "numerator",
    "denominator", "unknown", "held", "excluded", "ratio", "low", "high", "display", "status",
    "data_version", "flags",
  ]

  @Test func `a comparison is the figure of the other date and the change`() throws {
    let object = try #require(
      try JSONSerialization.jsonObject(with: Data(FigureJSON.encode([SampleResults.compared])))
        as? [String: Any])

    let change = try #require(object["change"] as? [String: Any])
    #expect(change["numerator"] as? Int == 1)
    #expect(change["denominator"] as? Int == 0)
    #expect(change["ratio"] as? Double == 0.25)
    let other = try #require(object["compare"] as? [String: Any])
    #expect(other["numerator"] as? Int == 1)
    #expect(other["compare"] == nil && other["groups"] == nil)
    let groups = try #require(object["groups"] as? [[String: Any]])
    #expect((groups[0]["change"] as? [String: Any])?["ratio"] as? Double == 1)
    #expect(groups[1]["compare"] is NSNull && groups[1]["change"] is NSNull)
  }

  @Test func `one figure is one object with every key of the receipt, nulls included`() {
    let result = SampleResults.plain(
      SampleResults.figure(
        "level4_of_all", 0, of: 0, inScope: 4, filters: [.field: "Hộ tịch/\"x\""]))

    let text = String(decoding: FigureJSON.encode([result]), as: UTF8.self)

    let expected = #"""
      {
        "count" : "procedures",
        "data_version" : 12,
        "denominator" : 0,
        "display" : "–",
        "excluded" : 0,
        "flags" : [

        ],
        "held" : 0,
        "high" : null,
        "indicator" : "level4_of_all",
        "known_on" : "2026-11-22T22:00:00.000001Z",
        "low" : null,
        "numerator" : 0,
        "period" : null,
        "ratio" : null,
        "scope" : {
          "agency" : null,
          "authority" : "H32",
          "filters" : {
            "field" : "Hộ tịch/\"x\""
          }
        },
        "status" : "not_applicable",
        "unknown" : 0,
        "valid_on" : "2026-11-22",
        "version" : 1
      }

      """#
    #expect(text == expected)
  }

  @Test func `a figure has no groups unless a split was asked for`() throws {
    let whole = try object(FigureJSON.encode([SampleResults.plain(SampleResults.figure())]))
    let split = try object(
      FigureJSON.encode([IndicatorResult(figure: SampleResults.figure(), by: .field)]))

    #expect(Set(whole.keys) == Self.figureKeys)
    #expect(Set(split.keys) == Self.figureKeys.union(["groups"]))
    #expect((split["groups"] as? [Any])?.isEmpty == true)
  }

  @Test func `a group has a key, a label and every key of a figure`() throws {
    let document = try object(FigureJSON.encode([SampleResults.byAgency]))

    let groups = try #require(document["groups"] as? [[String: Any]])
    #expect(
      groups.map { Set($0.keys) } == groups.map { _ in Self.figureKeys.union(["key", "label"]) })
    #expect(groups.map { $0["key"] as? String } == ["H32.16", "H32.201", "H32.202", "H32.203"])
    #expect(
      groups.map { $0["status"] as? String } == ["value", "zero", "no_data", "not_applicable"])
  }

  @Test func `numbers read back as the figure's own`() throws {
    let figure = SampleResults.figure("level4_of_all", 1, of: 28_001, unknown: 3, held: 2)

    let bytes = FigureJSON.encode([SampleResults.plain(figure)])

    let expected = Numbers(
      ratio: figure.ratio, low: figure.low, high: figure.high, numerator: 1, denominator: 28_001)
    #expect(try JSONDecoder().decode(Numbers.self, from: Data(bytes)) == expected)
  }

  private struct Numbers: Decodable, Equatable {
    let ratio: Double?
    let low: Double?
    let high: Double?
    let numerator: Int
    let denominator: Int
  }

  @Test(arguments: [0, 2, 3]) func `none or several figures are an array`(count: Int) throws {
    let results = (0..<count).map { _ in SampleResults.plain(SampleResults.figure()) }

    let array = try JSONSerialization.jsonObject(with: Data(FigureJSON.encode(results)))

    #expect((array as? [[String: Any]])?.count == count)
  }

  @Test func `only the display and names of levels depend on the language`() throws {
    let result = IndicatorResult(
      figure: SampleResults.figure(), by: .level,
      groups: [SampleResults.group("full", "Toàn trình", SampleResults.figure(of: 2))])

    var vietnamese = try object(FigureJSON.encode([result], language: .vi))
    var english = try object(FigureJSON.encode([result], language: .en))

    #expect(vietnamese.removeValue(forKey: "display") as? String == "66,7%")
    #expect(english.removeValue(forKey: "display") as? String == "66.7%")
    let labels = [vietnamese, english].map { document in
      (document["groups"] as? [[String: Any]])?.first?["label"] as? String
    }
    #expect(labels == ["Toàn trình", "Full"])
    vietnamese["groups"] = nil
    english["groups"] = nil
    #expect(NSDictionary(dictionary: vietnamese) == NSDictionary(dictionary: english))
  }

  @Test(arguments: [
    (Indicators.Dimension.tier, "province", "Cấp tỉnh", "Province"),
    (.tier, "unknown", "Chưa rõ cấp", "No tier recorded"),
    (.field, "unknown", "Chưa rõ lĩnh vực", "No field recorded"),
    (.field, "Hộ tịch", "Hộ tịch", "Hộ tịch"),
    (.level, "unknown", "Chưa rõ mức độ", "Unknown level"),
    (.agency, "unknown", "unknown", "unknown"),
  ])
  func `a group's label is in the language where the catalog has no name for it`(
    by: Indicators.Dimension, key: String, vietnamese: String, english: String
  ) throws {
    let result = IndicatorResult(
      figure: SampleResults.figure(), by: by,
      groups: [SampleResults.group(key, vietnamese, SampleResults.figure())])

    let labels = try Language.allCases.map { language in
      let document = try object(FigureJSON.encode([result], language: language))
      return (document["groups"] as? [[String: Any]])?.first?["label"] as? String
    }

    #expect(labels == [vietnamese, english])
  }

  @Test func `a group has its own times`() throws {
    let day = CalendarDay(daysSince2000: 0)
    let instant = Instant(microsecondsSince2000: 1)
    let whole = SampleResults.figure()
    let part = IndicatorFigure(
      indicator: whole.indicator, version: 1, count: .procedures, scope: whole.scope, period: nil,
      validOn: day, knownOn: instant, tally: whole.tally, dataVersion: 12, flags: [])
    let result = IndicatorResult(
      figure: whole, by: .agency, groups: [SampleResults.group("H32.16", "Sở Tư pháp", part)])

    let document = try object(FigureJSON.encode([result]))
    let csv = String(decoding: FigureCSV.encode([result]), as: UTF8.self)

    let group = try #require((document["groups"] as? [[String: Any]])?.first)
    #expect(group["valid_on"] as? String == "2000-01-01")
    #expect(group["known_on"] as? String == "2000-01-01T00:00:00.000001Z")
    #expect(document["valid_on"] as? String == "2026-11-22")
    #expect(csv.contains("2000-01-01,2000-01-01T00:00:00.000001Z"))
  }

  @Test func `the text ends with one newline`() {
    let bytes = FigureJSON.encode([SampleResults.byAgency])

    #expect(bytes.suffix(2) == [UInt8(ascii: "}"), 0x0A])
  }

  private func object(_ bytes: [UInt8]) throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any])
  }
}
