import Foundation
import Indicators
import Reports
import Testing

@Suite("FigureCSV")
struct FigureCSVTests {
  @Test func `a split is a line for the figure and one for each group`() {
    let text = String(decoding: FigureCSV.encode([SampleResults.byAgency]), as: UTF8.self)

    let receipt = "2026-11-22,2026-11-22T22:00:00.000001Z"
    let lines = [
      "\u{FEFF}indicator,version,count,scope,period,valid_on,known_on,numerator,denominator,"
        + "unknown,held,excluded,ratio,low,high,display,status,data_version,flags,key,label",
      "level4_of_all,1,procedures,authority=H32,,\(receipt),2,3,1,1,0,0.6666666666666666,0.2,1,"
        + "\"66,7%\",value,12,crosswalk,,",
      "level4_of_all,1,procedures,authority=H32;agency=H32.16,,\(receipt),2,2,0,0,0,1,1,1,"
        + "100%,value,12,,H32.16,Sở Tư pháp",
      "level4_of_all,1,procedures,authority=H32;agency=H32.201,,\(receipt),0,1,0,0,0,0,0,0,"
        + "0%,zero,12,,H32.201,UBND phường Nha Trang",
      "level4_of_all,1,procedures,authority=H32;agency=H32.202,,\(receipt),0,0,1,0,0,,0,1,"
        + "–,no_data,12,,H32.202,UBND xã Vạn Ninh",
      "level4_of_all,1,procedures,authority=H32;agency=H32.203,,\(receipt),0,0,0,0,0,,,,"
        + "–,not_applicable,12,,H32.203,UBND xã Đại Lãnh",
    ]
    #expect(Array(text.utf8) == Array((lines.joined(separator: "\r\n") + "\r\n").utf8))
  }

  @Test func `a comparison stands in columns at the end`() throws {
    let lines = try parsed(FigureCSV.encode([SampleResults.compared]))

    #expect(
      lines[0].suffix(5) == [
        "compare_valid_on", "compare_numerator", "compare_denominator", "compare_ratio", "change",
      ])
    #expect(lines[1].suffix(5) == ["2026-11-22", "1", "4", "0.25", "0.25"])
    #expect(lines[2].suffix(5) == ["2026-11-22", "0", "2", "0", "1"])
    #expect(lines[3].suffix(5) == ["", "", "", "", ""])
  }

  @Test(arguments: ["=1+1", "+84", "-1", "@SUM(A1)", "\tx", "\rx", "\nx"])
  func `a text that a spreadsheet would run is led by an apostrophe`(label: String) throws {
    let result = IndicatorResult(
      figure: SampleResults.figure(), by: .field,
      groups: [SampleResults.group(label, label, SampleResults.figure())])

    let lines = try parsed(FigureCSV.encode([result]))

    #expect(lines[2].suffix(2) == ["'" + label, "'" + label])
  }

  @Test(arguments: [
    "Sở \"A\", B", "hai\r\ndòng", "\"", ",", "Tên dài " + String(repeating: "x", count: 1094),
    "Phu\u{31B}\u{300}ng",
  ])
  func `any other text reads back unchanged`(label: String) throws {
    let result = IndicatorResult(
      figure: SampleResults.figure(), by: .agency,
      groups: [SampleResults.group("H32.16", label, SampleResults.figure())])

    let lines = try parsed(FigureCSV.encode([result]))

    #expect(Array((lines[2].last ?? "").utf8) == Array(label.utf8))
    #expect(lines.map(\.count) == [21, 21, 21])
  }

  @Test func `a scope names its filters in order and keeps separators apart`() throws {
    let figure = SampleResults.figure(
      agency: "H32.16", filters: [.tier: "province", .field: "A; B 100% = C"], period: "2026-H1",
      flags: ["crosswalk", "stale"])

    let lines = try parsed(FigureCSV.encode([SampleResults.plain(figure)]))

    #expect(
      lines[1][3] == "authority=H32;agency=H32.16;field=A%3B B 100%25 = C;tier=province")
    #expect(lines[1][4] == "2026-H1")
    #expect(lines[1][18] == "crosswalk;stale")
  }

  @Test(arguments: [(1, 3), (2, 3), (1, 28_001), (0, 7), (7, 7), (123, 4567), (27_999, 28_000)])
  func `a ratio has the digits of the JSON answer`(numerator: Int, denominator: Int) throws {
    let result = SampleResults.plain(
      SampleResults.figure("level4_of_all", numerator, of: denominator))

    let cell = try parsed(FigureCSV.encode([result]))[1][12]

    let json = String(decoding: FigureJSON.encode([result]), as: UTF8.self)
    #expect(json.contains("\"ratio\" : \(cell),"))
    #expect(Double(cell) == result.figure.ratio)
  }

  @Test func `several results share one header`() throws {
    let lines = try parsed(
      FigureCSV.encode([
        SampleResults.plain(SampleResults.figure()),
        SampleResults.plain(SampleResults.figure("payment_enabled")),
      ]))

    #expect(lines.map(\.first) == ["indicator", "level4_of_all", "payment_enabled"])
  }

  /// The lines of a CSV text, read by RFC 4180 without the code under test.
  private func parsed(_ bytes: [UInt8]) throws -> [[String]] {
    #expect(bytes.prefix(3) == [0xEF, 0xBB, 0xBF])
    var lines: [[String]] = []
    var line: [String] = []
    var cell: [UInt8] = []
    var isQuoted = false
    var rest = bytes.dropFirst(3)
    while let byte = rest.popFirst() {
      switch (byte, isQuoted) {
      case (UInt8(ascii: "\""), true) where rest.first == UInt8(ascii: "\""):
        cell.append(byte)
        rest.removeFirst()
      case (UInt8(ascii: "\""), _): isQuoted.toggle()
      case (UInt8(ascii: ","), false):
        line.append(String(decoding: cell, as: UTF8.self))
        cell = []
      case (0x0D, false):
        try #require(rest.popFirst() == 0x0A)
        lines.append(line + [String(decoding: cell, as: UTF8.self)])
        line = []
        cell = []
      default: cell.append(byte)
      }
    }
    try #require(!isQuoted && line.isEmpty && cell.isEmpty)
    return lines
  }
}
