import Procedures
import Testing

@testable import Intake

@Suite("Dossier reader") struct DossierReaderTests {
  @Test func `a full row of our own template becomes one record with all it says`() throws {
    let table = """
      Mã hồ sơ,Mã TTHC,Mã đơn vị xử lý,Mã đơn vị tiếp nhận,Kênh thực hiện,Ngày tiếp nhận,\
      Ngày hẹn trả,Ngày kết thúc xử lý,Ngày trả,Trạng thái,Thời điểm cập nhật,Số ngày tạm dừng,\
      Phải nộp phí,Đã thanh toán,Thanh toán trực tuyến,Số hóa thành phần,Kết quả điện tử,\
      Tái sử dụng dữ liệu,Kết nối kho dữ liệu
      H32.16-230601-0001,1.000001.000.00.00.H32,000.00.16.H32,H32.204,Trực tuyến,\
      01/06/2023 08:30:00,16/06/2023,2023-06-19 10:00,20230620093015,Đã trả kết quả,\
      2023-06-20T09:30:16.5+07:00,1,x,Có,không,1,0,,true

      """

    let facts = try Facts.dossiers(SourceFile(table))

    var flags = DossierFlags()
    flags[.feeDue] = .yes
    flags[.paid] = .yes
    flags[.paidOnline] = .no
    flags[.componentsDigitized] = .yes
    flags[.resultElectronic] = .no
    flags[.storageConnected] = .yes
    let expected = Dossier(
      code: "H32.16-230601-0001", procedure: 1, agency: 2, receivingAgency: 3, channel: .online,
      status: .returned, receivedAt: Facts.at("2023-06-01", "08:30:00"),
      dueAt: Facts.at("2023-06-16", "23:59:59"), finishedAt: Facts.at("2023-06-19", "10:00:00"),
      returnedAt: Facts.at("2023-06-20", "09:30:15"),
      eventAt: try #require(Facts.at("2023-06-20", "09:30:16.5")), pausedDays: 1, flags: flags)
    #expect(
      facts.rows == [
        FactRecord(row: 2, value: expected, outcome: expected.outcome(HolidayCalendar()))
      ])
    #expect(facts.rows.first?.outcome?.timeClass == .onTime)
    #expect(facts.dropped.isEmpty)
  }

  @Test(arguments: [
    (DossierStatus.processing, "H32.16", "", "", Facts.at("2023-06-02", "09:00:00")),
    (.returned, "Sở Tư pháp - tỉnh Khánh Hòa", "2023-06-05", "", Facts.at("2023-06-05")),
    (.done, "000.00.16.H32", "2023-06-05", "2023-06-04 10:00:00", Facts.at("2023-06-05")),
  ])
  func `without an update time the latest event of the row counts, never the due date`(
    status: DossierStatus, agency: String, finished: String, updated: String, event: Instant?
  ) throws {
    let facts = try Facts.dossiers(
      Facts.csv([
        [
          "dossier_code", "procedure_code", "agency", "received_at", "due_at", "finished_at",
          "status",
        ],
        [
          "HS-1", "1.000001", agency, "2023-06-02 09:00:00", "2023-06-30", finished,
          "\(status.rawValue)",
        ],
      ]))

    #expect(facts.records.map(\.eventAt) == [event])
    #expect(facts.records.map(\.agency) == [2])
  }

  private static let head = [
    "dossier_code", "procedure_code", "agency_code", "receiving_agency_code", "channel",
    "received_at", "due_at", "finished_at", "returned_at", "status", "paused_days", "paid",
  ]
  private static let good = [
    "H32.16-230601-0001", "1.000001", "H32.16", "H32.204", "2", "2023-06-01", "2023-06-16",
    "2023-06-10", "2023-06-11", "10", "", "x",
  ]

  @Test(arguments: [
    ("dossier_code", "Nguyễn Văn A", HeldRule.badCode, "‹12 ký tự›"),
    ("dossier_code", "056090001234", .badCode, "‹12 ký tự›"),
    ("dossier_code", "", .badCode, ""),
    ("procedure_code", "1.00001", .badCode, "1.00001"), ("procedure_code", "", .badCode, ""),
    ("procedure_code", "1.999999", .unknownProcedure, "1.999999"),
    ("agency_code", "H32.99", .unknownAgency, "H32.99"),
    ("agency_code", "H32.16; H32.08", .unknownAgency, "‹14 ký tự›"),
    ("agency_code", "", .unknownAgency, ""),
    ("receiving_agency_code", "H32.99", .unknownAgency, "H32.99"),
    ("channel", "fax", .badValue, "‹3 ký tự›"), ("channel", "4", .badValue, "4"),
    ("status", "0", .badValue, "0"), ("status", "11", .badValue, "11"),
    ("status", "", .badValue, ""), ("status", "xong xuôi", .badValue, "‹9 ký tự›"),
    ("received_at", "31/02/2023", .badValue, "‹10 ký tự›"),
    ("received_at", "2026-06-01", .badValue, "2026-06-01"),
    ("due_at", "hôm nay", .badValue, "‹7 ký tự›"),
    ("due_at", "2023-05-31", .badDates, "2023-05-31"),
    ("finished_at", "31/05/2023", .badDates, "31/05/2023"),
    ("returned_at", "20230531", .badDates, "20230531"),
    ("returned_at", "2023-06-09", .badDates, "2023-06-09"),
    ("paused_days", "-1", .badValue, "-1"), ("paused_days", "9999", .badValue, "9999"),
    ("paid", "chắc là có", .badValue, "‹10 ký tự›"),
  ])
  func `a row that breaks a rule is held with the cell that broke it`(
    column: String, cell: String, rule: HeldRule, raw: String
  ) throws {
    let index = try #require(Self.head.firstIndex(of: column))
    var row = Self.good
    row[index] = cell

    let facts = try Facts.dossiers(Facts.csv([Self.head, Self.good, row]))

    #expect(facts.records.count == 1)
    #expect(
      facts.held.map { [$0.column, "\($0.position)", $0.rule.rawValue, $0.raw] }
        == [[column, "\(index + 1)", rule.rawValue, raw]])
  }

  @Test func `a resolved dossier without any end is held`() throws {
    var row = Self.good
    row[7] = ""
    row[8] = ""

    let facts = try Facts.dossiers(Facts.csv([Self.head, row]))

    #expect(
      facts.held == [
        HeldFactRow(
          row: 2, column: "finished_at", position: 8, rule: .badValue, raw: "",
          key: "H32.16-230601-0001", procedure: ProcedureCode("1.000001"), agencies: [2, 3],
          agencyReadable: true, days: try days("2023-06-01", "2023-06-01"))
      ])
  }

  @Test func `a held row tells what of it could be read`() throws {
    var row = Self.good
    row[2] = "H32.99"
    row[1] = "1.999999"

    let facts = try Facts.dossiers(Facts.csv([Self.head, row]))

    #expect(
      facts.held == [
        HeldFactRow(
          row: 2, column: "procedure_code", position: 2, rule: .unknownProcedure, raw: "1.999999",
          key: "H32.16-230601-0001", procedure: ProcedureCode("1.999999"), agencies: [3],
          agencyReadable: false, days: try days("2023-06-01", "2023-06-11"))
      ])
  }

  @Test func `rows around the table and blank rows are no data, short rows are held`() throws {
    let table = """
      DANH SÁCH HỒ SƠ
      STT,Mã hồ sơ,Chủ hồ sơ,Mã TTHC,Mã đơn vị xử lý,Trạng thái,Ngày tiếp nhận
      (1),(2),(3),(4),(5),(6),(7)
      1,H32.16-230601-0001,Trần Thị B,1.000001,H32.16,4,2023-06-01
      ,,,,,,
      2,H32.16-230601-0002,Trần Thị B,1.000001
      TỔNG CỘNG: 2 hồ sơ,,,,,,
      ,Người lập biểu,,,,,

      """

    let facts = try Facts.dossiers(SourceFile(table))

    #expect(facts.rows.map(\.row) == [4])
    #expect(facts.held.map(\.row) == [6])
    #expect(facts.held.map(\.key) == ["H32.16-230601-0002"])
    #expect(facts.read == facts.events.count + facts.nonData)
    #expect(facts.dropped == ["Chủ hồ sơ"])
  }

  @Test(arguments: [
    ("dossier_code,procedure_code,status\nA1,1.000001,4\n", "\"Mã đơn vị xử lý\""),
    ("dossier_code,agency_code,status\nA1,H32.16,4\n", "\"Mã TTHC\""),
    ("dossier_code,procedure_code,agency_code\nA1,1.000001,H32.16\n", "\"Trạng thái\""),
  ])
  func `a table without a needed column is refused by its name`(
    text: String, named: String
  ) throws {
    let error = #expect(throws: IntakeError.self) { try Facts.dossiers(SourceFile(text)) }

    #expect(error?.fault == .noHeader)
    #expect(error?.reason.contains(named) == true)
  }

  @Test func `contradictory answers are warned about and not held`() throws {
    let facts = try Facts.dossiers(
      SourceFile(
        """
        dossier_code,procedure_code,agency_code,status,received_at,fee_due,paid,paid_online
        HS-1,1.000001,H32.16,4,2023-06-01,0,1,1
        HS-2,1.000001,H32.16,4,2023-06-01,1,0,1
        HS-3,1.000001,H32.16,4,2023-06-01,,,1

        """))

    #expect(facts.records.count == 3)
    #expect(facts.warnings.map(\.kind) == [.paidWithoutFee, .onlineWithoutPaid])
    #expect(facts.warnings.map(\.row) == [2, 3])
  }

  @Test func `holidays move the due day of paused dossiers`() throws {
    let holiday = try #require(CalendarDay(iso: "2023-06-19"))
    var row = Self.good
    row[10] = "1"

    let facts = try Facts.dossiers(
      Facts.csv([Self.head, row]), holidays: HolidayCalendar(off: [holiday]))

    #expect(facts.rows.first?.outcome?.dueDay == CalendarDay(iso: "2023-06-20"))
  }

  @Test func `a table in XLSX or JSON gives the same events as CSV`() throws {
    var odd = Self.good
    odd[9] = "Nguyễn Văn A"
    let rows = [Self.head, Self.good, odd]

    let csv = try Facts.dossiers(Facts.csv(rows))
    let book = try Facts.dossiers(Facts.workbook(rows))
    let json = try Facts.dossiers(Facts.json(rows))

    #expect(book.events == csv.events)
    // The items of JSON are counted without the headings.
    #expect(json.rows.map(\.value) == csv.rows.map(\.value))
    #expect(json.rows.map(\.row) == [1])
    #expect(json.held.map(\.raw) == ["‹12 ký tự›"])
  }

  private func days(_ first: String, _ last: String) throws -> ClosedRange<CalendarDay> {
    try #require(CalendarDay(iso: first))...(try #require(CalendarDay(iso: last)))
  }
}
