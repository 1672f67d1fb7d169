import Intake
import Procedures
import Testing

@Suite struct ExclusionReaderTests {
  private func read(_ text: String) throws -> ExclusionReader {
    try ExclusionReader(file: SourceFile(name: "sheet.csv", contents: Array(text.utf8)))
  }

  @Test(arguments: [
    "indicator,procedure_code,agency_code,legal_basis,reason,from,to\n",
    "STT,Chỉ tiêu,Mã TTHC,Mã cơ quan,Căn cứ pháp lý,Lý do,Từ ngày,Đến ngày\n",
  ])
  func `a sheet is read by either heading`(_ head: String) throws {
    let cells =
      "level4_of_all,1.004194.000.00.00.H32,H32.16,Điều 5,\"Không, có\",01/03/2023,2023-12-31"
    let reader = try read(head + (head.hasPrefix("STT") ? "1," : "") + cells + "\n")

    let record = try #require(reader.records.first)
    #expect(reader.held == [])
    #expect(record.row == 2)
    #expect(record.indicator == "level4_of_all")
    #expect(record.procedure.text == "1.004194")
    #expect(record.agency?.text == "H32.16")
    #expect(record.legalBasis == "Điều 5")
    #expect(record.reason == "Không, có")
    #expect(record.from == CalendarDay(iso: "2023-03-01"))
    #expect(record.to == CalendarDay(iso: "2023-12-31"))
  }

  @Test func `what may be left out is nothing`() throws {
    let reader = try read(
      "indicator,procedure_code,legal_basis,reason,from\nlevel4_of_all,1.004194,a,b,2023-01-01\n")

    #expect(reader.records.map(\.agency) == [nil])
    #expect(reader.records.map(\.to) == [nil])
  }

  @Test(
    arguments: [
      ("level4_of_all,1.0041,,a,b,2023-01-01,", "bad_code", 2),
      ("level4_of_all,1.004194,không,a,b,2023-01-01,", "unknown_agency", 3),
      ("level4_of_all,1.004194,,,b,2023-01-01,", "bad_value", 4),
      ("level4_of_all,1.004194,,a,,2023-01-01,", "bad_value", 5),
      ("level4_of_all,1.004194,,a,b,,", "bad_value", 6),
      ("level4_of_all,1.004194,,a,b,hôm nay,", "bad_value", 6),
      ("level4_of_all,1.004194,,a,b,2023-02-01,2023-01-31", "bad_value", 7),
      (",1.004194,,a,b,2023-01-01,", "bad_value", 1),
    ])
  func `a row that cannot be read names its cell`(row: String, rule: String, position: Int) throws {
    let reader = try read(
      "indicator,procedure_code,agency_code,legal_basis,reason,from,to\n"
        + "online_of_all,1.000001,,a,b,2023-01-01,\n" + row + "\n")

    #expect(reader.records.count == 1)
    #expect(reader.held.map(\.rule.rawValue) == [rule])
    #expect(reader.held.map(\.position) == [position])
    #expect(reader.held.map(\.row) == [3])
  }

  @Test func `a sheet without a needed column is refused`() {
    #expect(throws: IntakeError.self) {
      try read("indicator,procedure_code,reason,from\nlevel4_of_all,1.004194,b,2023-01-01\n")
    }
  }
}
