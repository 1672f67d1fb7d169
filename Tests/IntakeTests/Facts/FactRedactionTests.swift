import Procedures
import Testing

@testable import Intake

@Suite("Redaction of facts") struct FactRedactionTests {
  @Test(arguments: [
    "Nguyễn Văn A", "NGUYEN VAN A", "NGUYEN.VAN.A", "NGUYEN", "056090001234", "0905123456",
    "0905 123 456", "12 Trần Phú, Nha Trang", "a.nguyen@gmail.com", "B1234567", "225123456",
    "1234567", "VN-056090001234-1", "+84905123456",
  ])
  func `what may be a person's is shown by its length alone`(text: String) {
    #expect(RawMask.masked(text) == "‹\(text.count) ký tự›")
  }

  @Test(arguments: [
    "2023-06-01", "31/5/2023 8:00", "20230601080000", "H32.16", "000.00.16.H32", "G12.56",
    "1.004194", "1.004194.000.00.00.H32", "H32.16-230601-0001", "000.00.15.H32-230601-0001",
    "123456", "-1", "11", "không", "x", "Đã trả kết quả", "trực tuyến", "Hoàn phí", "",
  ])
  func `dates, codes, short numbers and words of ours are shown`(text: String) {
    #expect(RawMask.masked(text) == text)
  }

  @Test(arguments: 0..<12, ["Nguyễn Văn Anh", "056090001234", "0905123456", "a.n@gmail.com"])
  func `a person's data in a wrong column reaches nothing`(index: Int, secret: String) throws {
    let head = [
      "Mã hồ sơ", "Mã TTHC", "Mã đơn vị xử lý", "Đơn vị tiếp nhận", "Kênh thực hiện",
      "Ngày tiếp nhận", "Ngày hẹn trả", "Trạng thái", "Số ngày tạm dừng", "Đã thanh toán",
      "Chủ hồ sơ", "Cột lạ",
    ]
    var row = [
      "H32.16-230601-0001", "1.000001", "H32.16", "", "2", "2023-06-01", "2023-06-16", "4", "1",
      "x", "Ẩn danh", "gì đó",
    ]
    row[index] = secret

    let facts = try Facts.dossiers(Facts.csv([head, row]))

    #expect(facts.events.count == 1)
    #expect(facts.held.isEmpty == (index >= 10))
    #expect(!facts.everything.contains(secret))
    #expect(!facts.everything.contains("Ẩn danh"))
    #expect(facts.dropped == ["Chủ hồ sơ", "Cột lạ"])
  }

  @Test func `rows given back for correction show no person either`() throws {
    var rows = try SourceRows(
      facts: Facts.csv([
        ["Mã hồ sơ", "Chủ hồ sơ", "Mã TTHC", "Đơn vị xử lý", "Trạng thái", "Ngày tiếp nhận"],
        ["HS-1", "Nguyễn Văn A", "1.000001", "Lê Thị C", "4", "hôm nay"],
      ]), profile: .standard(.dossiers))

    #expect(
      try rows.cells(ofRow: 2)
        == ["‹4 ký tự›", "", "1.000001", "‹8 ký tự›", "4", "‹7 ký tự›"])
  }

  @Test(arguments: [
    "056090001234", "0905123456", "12", "Nguyễn Văn A", "NGUYENVANA", "HS 12", "a@b1.vn", "x",
  ])
  func `what may be a person's number is no code of a dossier`(text: String) throws {
    let facts = try Facts.dossiers(
      Facts.csv([
        ["Mã hồ sơ", "Mã TTHC", "Mã đơn vị xử lý", "Trạng thái", "Ngày tiếp nhận"],
        [text, "1.000001", "H32.16", "4", "2023-06-01"],
      ]))

    #expect(facts.held.map(\.rule) == [.badCode])
    #expect(facts.held.map(\.key) == [nil])
  }

  @Test(arguments: [
    "H32.16-230601-0001", "000.00.15.H32-230601-0001", "HS-1", "D1", "12345", "20230601000001",
    "H32.16-20260609-0092637", "2023/HS_77", "T0000001", "100000001", "202306010001",
  ])
  func `codes of other systems are codes`(text: String) throws {
    let facts = try Facts.dossiers(
      Facts.csv([
        ["Mã hồ sơ", "Mã TTHC", "Mã đơn vị xử lý", "Trạng thái", "Ngày tiếp nhận"],
        [" '\(text) ", "1.000001", "H32.16", "4", "2023-06-01"],
      ]))

    #expect(facts.records.map(\.code) == [text])
  }

  @Test func `headings under a group about the person are never read`() throws {
    let facts = try Facts.dossiers(
      Facts.csv([
        ["Hồ sơ", "", "Người nộp", "", "Xử lý", "", ""],
        ["Mã hồ sơ", "Mã TTHC", "Mã", "Đơn vị", "Đơn vị xử lý", "Trạng thái", "Ngày tiếp nhận"],
        ["HS-1", "1.000001", "056090001234", "Nguyễn Văn A", "H32.16", "4", "2023-06-01"],
      ]))

    #expect(facts.records.map(\.code) == ["HS-1"])
    #expect(facts.held.isEmpty)
    #expect(facts.dropped == ["Mã", "Đơn vị"])
    #expect(!facts.everything.contains("056090001234"))
  }

  @Test func `a profile of a user's own cannot make personal columns readable`() throws {
    let profile = try FactProfile(
      .results,
      json: Array(
        """
        {"name": "own", "extends": "results",
         "columns": [{"id": "method", "spellings": ["Họ và tên"]}]}
        """.utf8), file: "own.json")

    let facts = try Facts.results(
      Facts.csv([
        [
          "Mã TTHC", "Mã đơn vị", "Tính đến ngày", "Kết quả còn hiệu lực", "Đã số hóa", "Họ và tên",
        ],
        ["1.000001", "H32.16", "2023-06-30", "5", "4", "Nguyễn Văn A"],
      ]), profile)

    #expect(facts.records.map(\.method) == [nil])
    #expect(facts.dropped == ["Họ và tên"])
  }

  @Test func `a file without headings is refused without a word of its rows`() throws {
    let error = #expect(throws: IntakeError.self) {
      try Facts.dossiers(
        SourceFile("H32.16-1,Nguyễn Văn A,056090001234\nH32.16-2,Lê Thị C,056090001235\n"))
    }

    let text = try #require(error?.description)
    #expect(!text.contains("Nguyễn"))
    #expect(!text.contains("056090001234"))
    #expect(text.contains("\"Mã hồ sơ\""))
  }
}
