import Procedures
import Testing

@testable import Intake

@Suite("Readers of payments, stocks and observations") struct OtherFactReaderTests {
  private static let payments = [
    [
      "Mã giao dịch", "Mã hồ sơ", "Mã TTHC", "Mã đơn vị", "Số tiền", "Hình thức", "Trạng thái",
      "Thời gian", "Tên người nộp",
    ],
    [
      "20230615-77", "H32.16-230601-0001", "1.000001", "H32.16", "1.250.000 đồng", "Trực tuyến",
      "Đã thanh toán", "15/06/2023 10:00:00", "Nguyễn Văn A",
    ],
    ["231231000456789", "", "", "", "50000", "tiền mặt", "Chưa thanh toán", "", "Lê Thị C"],
  ]

  @Test func `payments are read from CSV, XLSX and JSON alike`() throws {
    let expected = [
      Payment(
        code: "20230615-77", dossier: "H32.16-230601-0001", procedure: 1, agency: 2,
        amount: 1_250_000, method: .online, state: .paid,
        paidAt: Facts.at("2023-06-15", "10:00:00")),
      Payment(code: "231231000456789", amount: 50_000, method: .cash, state: .pending),
    ]

    let read = [
      try Facts.payments(Facts.csv(Self.payments)),
      try Facts.payments(Facts.workbook(Self.payments)),
      try Facts.payments(Facts.json(Self.payments)),
    ]

    #expect(read.map(\.records) == [expected, expected, expected])
    #expect(read.allSatisfy { $0.dropped == ["Tên người nộp"] })
    #expect(read.allSatisfy { !$0.everything.contains("Nguyễn") })
  }

  @Test func `a record of the national platform is an online payment, paid where it says 00`()
    throws
  {
    let facts = try Facts.payments(
      SourceFile(
        """
        [{"MaThamChieu": "A-1", "SoTien": "50000", "LoaiHinhThanhToan": "1", "MaGiaoDich": "G1",
          "ThongTinGiaoDich": "Nguyễn Văn A nộp", "TKThuHuong": "0123456789", "MaDonVi": "H32.16",
          "MaThuTucDVCQG": "1.000001", "ThoiGianGD": "20230615095900", "MaLoi": "00",
          "ThoiGianGDThanhCong": "20230615100000"},
         {"MaThamChieu": "A-2", "SoTien": 20000, "LoaiHinhThanhToan": "1", "MaGiaoDich": "G2",
          "ThongTinGiaoDich": "", "TKThuHuong": "", "MaDonVi": "H32.16",
          "MaThuTucDVCQG": "1.000001", "ThoiGianGD": "20230615095900", "MaLoi": "02",
          "ThoiGianGDThanhCong": ""}]
        """, name: "p.json"))

    #expect(facts.records.map(\.code) == ["G1", "G2"])
    #expect(facts.records.map(\.state) == [.paid, .failed])
    #expect(facts.records.map(\.method) == [.online, .online])
    #expect(
      facts.records.map(\.paidAt)
        == [Facts.at("2023-06-15", "10:00:00"), Facts.at("2023-06-15", "09:59:00")])
    #expect(facts.dropped.contains("TKThuHuong"))
    #expect(facts.dropped.contains("ThongTinGiaoDich"))
  }

  @Test(arguments: [
    (0, "Nguyễn Văn A", HeldRule.badCode), (1, "Nguyễn Văn A", .badCode),
    (1, "056090001234", .badCode), (2, "1.1", .badCode), (2, "1.999999", .unknownProcedure),
    (3, "H32.77", .unknownAgency), (4, "-50000", .badValue), (4, "", .badValue),
    (4, "50.5", .badValue), (5, "séc", .badValue), (5, "", .badValue), (6, "", .badValue),
    (6, "lạ", .badValue), (7, "", .badValue), (7, "2027-01-01", .badValue),
  ])
  func `a payment that breaks a rule is held`(
    index: Int, cell: String, rule: HeldRule
  ) throws {
    var row = Self.payments[1]
    row[index] = cell

    let facts = try Facts.payments(Facts.csv([Self.payments[0], row]))

    #expect(facts.held.map(\.rule) == [rule])
    #expect(facts.held.map(\.position) == [index + 1])
    #expect(!facts.everything.contains("Nguyễn"))
    #expect(!facts.everything.contains("056090001234"))
  }

  private static let results = [
    [
      "procedure_code", "agency_code", "as_of", "valid_results", "digitized", "signed", "method",
    ],
    ["1.000001", "H32.16", "30/06/2023", "1.200", "1000", "", "Đếm sổ"],
    ["1.000002", "H32.204", "2023-06-30", "0", "0", "0", ""],
  ]

  @Test func `stocks are read from CSV, XLSX and JSON alike`() throws {
    let day = try #require(CalendarDay(iso: "2023-06-30"))
    let expected = [
      ResultStock(
        procedure: 1, agency: 2, asOf: day, valid: 1200, digitized: 1000, method: "Đếm sổ"),
      ResultStock(procedure: 2, agency: 3, asOf: day, valid: 0, digitized: 0, signed: 0),
    ]

    #expect(try Facts.results(Facts.csv(Self.results)).records == expected)
    #expect(try Facts.results(Facts.workbook(Self.results)).records == expected)
    #expect(try Facts.results(Facts.json(Self.results)).records == expected)
  }

  @Test(arguments: [
    (0, "x", HeldRule.badCode), (0, "1.999999", .unknownProcedure), (1, "", .unknownAgency),
    (2, "", .badValue), (2, "2027-01-01", .badValue), (3, "nhiều", .badValue),
    (4, "1201", .badValue), (4, "", .badValue), (5, "1201", .badValue),
    (6, "gọi 0905123456", .badValue), (6, "a@b.vn", .badValue),
  ])
  func `a stock that breaks a rule is held`(index: Int, cell: String, rule: HeldRule) throws {
    var row = Self.results[1]
    row[index] = cell

    let facts = try Facts.results(Facts.csv([Self.results[0], row]))

    #expect(facts.held.map(\.rule) == [rule])
    #expect(facts.held.map(\.position) == [index + 1])
    #expect(!facts.everything.contains("0905123456"))
  }

  private static let observations = [
    ["Chỉ tiêu", "Phạm vi", "Kỳ", "Tử số", "Mẫu số", "Giá trị", "Nguồn"],
    ["satisfaction_agencies", "H32", "2023", "", "", "84,250%", "SIPAS"],
    ["dossiers_online", "Tỉnh Khánh Hòa", "2023-Q1", "0", "0", "", "Cổng DVCQG"],
  ]

  @Test func `observations are read from CSV, XLSX and JSON alike`() throws {
    let expected = [
      Observation(
        indicator: "satisfaction_agencies", scope: "H32", period: "2023", source: "SIPAS",
        value: "84.25"),
      Observation(
        indicator: "dossiers_online", scope: "Tỉnh Khánh Hòa", period: "2023-Q1",
        source: "Cổng DVCQG", numerator: 0, denominator: 0),
    ]

    #expect(try Facts.observations(Facts.csv(Self.observations)).records == expected)
    #expect(try Facts.observations(Facts.workbook(Self.observations)).records == expected)
    #expect(try Facts.observations(Facts.json(Self.observations)).records == expected)
  }

  @Test(arguments: [
    ([3: "5", 4: "4"], 4), ([3: "5"], 4), ([4: "5"], 4), ([5: "101"], 6), ([5: "-1"], 6),
    ([5: "tốt"], 6), ([5: ""], 6), ([1: ""], 2), ([2: ""], 3), ([6: ""], 7), ([6: "a@b.vn"], 7),
  ])
  func `an observation that breaks a rule is held`(cells: [Int: String], position: Int) throws {
    var row = Self.observations[1]
    for (index, cell) in cells { row[index] = cell }

    let facts = try Facts.observations(Facts.csv([Self.observations[0], row]))

    #expect(facts.held.map(\.rule) == [.badValue])
    #expect(facts.held.map(\.position) == [position])
  }

  @Test func `rows around a table of observations are no data`() throws {
    let facts = try Facts.observations(
      SourceFile(
        """
        BẢNG TỔNG HỢP,,,,,,
        Chỉ tiêu,Phạm vi,Kỳ,Tử số,Mẫu số,Giá trị,Nguồn
        (1),(2),(3),(4),(5),(6),(7)
        I. HÀI LÒNG,,,,,,
        Mức độ hài lòng,H32,2023,,,"84,25",SIPAS
        Chỉ tiêu,Phạm vi,Kỳ,Tử số,Mẫu số,Giá trị,Nguồn
        TỔNG CỘNG,,,12,15,,
        Mức độ hài lòng,H32,2022,,,chưa đo,SIPAS

        """))

    #expect(facts.records.map(\.value) == ["84.25"])
    #expect(facts.held.map(\.row) == [8])
    #expect(facts.nonData == 5)
  }

  @Test func `a profile of another kind is refused`() {
    #expect(
      fault { _ = try Facts.payments(Facts.csv(Self.payments), .standard(.dossiers)) }
        == .badProfile)
  }
}
