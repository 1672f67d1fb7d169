import Foundation
import Indicators
import Reports
import Testing

@Suite("The list of indicators")
struct IndicatorListTests {
  @Test func `JSON has every definition with its dimensions`() throws {
    let bytes = FigureJSON.encode(Indicator.catalog)

    let list = try #require(
      try JSONSerialization.jsonObject(with: Data(bytes)) as? [[String: Any]])
    #expect(list.map { $0["id"] as? String } == Indicator.catalog.map(\.id))
    #expect(
      list.allSatisfy {
        Set($0.keys) == [
          "id", "version", "labels", "unit", "fact", "count", "numerator", "denominator",
          "clause", "dimensions", "numerator_vi", "denominator_vi", "feeds",
        ]
      })
    #expect(
      list.allSatisfy {
        $0["dimensions"] as? [String] == ["agency", "field", "level", "procedure", "tier"]
      })
    let first = try #require(list.first)
    #expect(first["clause"] is NSNull)
    #expect((first["labels"] as? [String: String])?["vi"] == Indicator.catalog.first?.labelVi)
  }

  @Test func `CSV has a line for each indicator`() {
    let text = String(decoding: IndicatorListCSV.encode(Indicator.catalog), as: UTF8.self)

    let lines = text.split(separator: "\r\n")
    #expect(lines.count == Indicator.catalog.count + 1)
    let columns =
      "\u{FEFF}id,version,label_vi,label_en,unit,fact,count,numerator,denominator,clause,dimensions,"
      + "numerator_vi,denominator_vi,feeds"
    #expect(lines.first.map(String.init) == columns)
    #expect(lines.dropFirst().allSatisfy { $0.contains(",agency;field;level;procedure;tier,") })
  }

  @Test func `the table names each indicator with its clause`() throws {
    let indicator = try #require(Indicator.catalog.first { $0.id == "online_of_eligible" })

    let text = IndicatorListTable.render([indicator], language: .en, style: .markdown)

    let expected = """
      | Indicator | Version | Clause | Definition |
      | --- | ---: | --- | --- |
      | Share of eligible procedures online at level 3 or 4 (online_of_eligible) | 1 | I.2.c \
      | eligible and at level 3 or 4 ÷ eligible |

      """
    #expect(text == expected)
  }

  @Test(arguments: [80, 100, 140])
  func `the plain table fits the terminal`(width: Int) {
    let text = IndicatorListTable.render(Indicator.catalog, language: .vi, width: width)

    #expect(text.split(separator: "\n").allSatisfy { $0.count <= width })
    #expect(Indicator.catalog.allSatisfy { text.contains($0.id) })
  }
}
