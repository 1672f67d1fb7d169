import Procedures
import Testing

@testable import Intake

@Suite struct CatalogReaderTests {
  @Test func `a full row of our own template becomes one record with all it says`() throws {
    let table = """
      Mã TTHC,Tên TTHC,Lĩnh vực,Cấp thực hiện,Mã cơ quan thực hiện,Cơ quan thực hiện,Mã DVC,\
      Mức độ DVC,Đủ điều kiện trực tuyến,Đủ điều kiện toàn trình,Quyết định đủ điều kiện,\
      "Có phí, lệ phí",Đủ điều kiện thanh toán trực tuyến,Đã triển khai thanh toán trực tuyến,\
      Phương tiện,Một cửa,Liên thông,Quyết định công bố,Hiệu lực từ
      1.004194,Đăng ký khai sinh,Hộ tịch,Cấp xã,H32.204,,1.004194.01,Toàn trình,x,x,12/QĐ-UBND,\
      Có,Có,Không,web; mobile,x,,885/QĐ-BCA,01/07/2025

      """

    let catalog = try ReadCatalog(table)

    let attributes = OfferingAttributes.with {
      $0.level = .known(LevelReference(scheme: "ND42", code: "full"))
      $0.eligible = .known(true)
      $0.eligibleFull = .known(true)
      $0.eligibleDecision = .known("12/QĐ-UBND")
      $0.fee = .known(true)
      $0.paymentEligible = .known(true)
      $0.paymentEnabled = .known(false)
      $0.means = .known(AccessMeans(["web", "mobile"]))
      $0.oneStop = .known(true)
      $0.interlinked = .unknown
      $0.decision = .known("885/QĐ-BCA")
    }
    #expect(
      catalog.records == [
        CatalogRecord(
          row: 2, procedure: 0, agencies: [3], service: "1.004194.01", attributes: attributes,
          effectiveFrom: CalendarDay(year: 2025, month: 7, day: 1))
      ])
    #expect(
      catalog.procedures.map { [$0.code.text, $0.name.value, $0.field.value, $0.tiers.value] }
        == [["1.004194", "Đăng ký khai sinh", "Hộ tịch", "Cấp xã"]])
    #expect(catalog.reader.recognition.ignored.isEmpty)
  }

  @Test func `a missing column says nothing, an empty cell says unknown`() throws {
    let catalog = try ReadCatalog("code,name,eligible\n1.004194,A,\n")

    #expect(catalog.records.map(\.attributes) == [.with { $0.eligible = .unknown }])
    #expect(catalog.procedures.map(\.field) == [.unsaid])
    #expect(catalog.procedures.map(\.isInternal) == [.unsaid])
  }

  @Test(arguments: [
    ("x,,,", Claim<LevelReference>.known(LevelReference(scheme: "ND42", code: "full"))),
    (",x,,", .known(LevelReference(scheme: "ND42", code: "partial"))),
    (",,,", .unknown), ("Không,không,0,", .unknown),
    (",,x,", .known(LevelReference(scheme: "ND43", code: "4"))),
    ("x,,x,", .known(LevelReference(scheme: "ND42", code: "full"))),
    (",,x,Toàn trình", .known(LevelReference(scheme: "ND42", code: "full"))),
    (",,,Một phần", .known(LevelReference(scheme: "ND42", code: "partial"))),
  ])
  func `ticks tell one level`(_ cells: String, _ expected: Claim<LevelReference>) throws {
    let catalog = try ReadCatalog(
      "Mã TTHC,Toàn trình,Một phần,Mức độ 4,Mức độ\n1.004194,\(cells)\n")

    #expect(catalog.records.map(\.attributes.level) == [expected])
  }

  @Test(arguments: [
    ("x,x,,", HeldRule.twoLevels, "Một phần"), (",x,x,", .twoLevels, "Mức độ 4"),
    ("x,,,Một phần", .twoLevels, "Toàn trình"), ("đúng vậy,,,", .badValue, "Toàn trình"),
    (",,,Mức độ 4 (Một phần)", .twoLevels, "Mức độ"), (",,,gì đó", .badValue, "Mức độ"),
  ])
  func `contradictory ticks hold the row`(
    _ cells: String, _ rule: HeldRule, _ column: String
  ) throws {
    let catalog = try ReadCatalog(
      "Mã TTHC,Toàn trình,Một phần,Mức độ 4,Mức độ\n1.004194,\(cells)\n")

    #expect(catalog.held.map(\.rule) == [rule])
    #expect(catalog.held.map(\.column) == [column])
  }

  @Test(arguments: [
    ("H32.16,", [Int64(2)]), ("000.00.16.H32,", [2]), (",Sở Tư pháp tỉnh Khánh Hoà", [2]),
    (",SỞ KH&CN", [1]), ("H32.16,Sở gì đó", [2]), ("\"H32.204\nH32.16\",", [2, 3]),
    ("H32.204;H32.16;H32.16,", [2, 3]), ("\"H32.204, H32.16\",", [2, 3]),
    (",\"Thuế tỉnh, thành phố\"", [6]), (",\"Sở KH&CN\nThuế tỉnh, thành phố\"", [1, 6]),
    (",\"Sở KH&CN; UBND phường Bắc Nha Trang\"", [1, 3]), (",", []), (",Không có thông tin", []),
    (",UBND cấp xã", []), (",\"Sở KH&CN; UBND cấp xã\"", [1]),
  ])
  func `an agency is named by code or by a name of its own`(
    _ cells: String, _ expected: [Int64]
  ) throws {
    let catalog = try ReadCatalog("Mã TTHC,MaCQTH,TenCQTH\n1.004194,\(cells)\n")

    #expect(catalog.records.map(\.agencies) == [expected])
    #expect(catalog.procedures.map(\.declared) == [expected.isEmpty])
  }

  @Test(arguments: [
    ("H32.99,", "MaCQTH", [Int64]()), ("H32.16;H32.99,", "MaCQTH", [2]), ("abc,", "MaCQTH", []),
    ("H32.99,Sở KH&CN", "MaCQTH", []), (",Sở gì đó", "TenCQTH", []),
    (",Lãnh đạo UBND phường", "TenCQTH", []), (",\"Sở KH&CN; Sở gì đó\"", "TenCQTH", [1]),
    (",\"Sở gì đó, UBND cấp xã\"", "TenCQTH", []),
  ])
  func `any other agency holds the row and tells what could be read`(
    _ cells: String, _ column: String, _ readable: [Int64]
  ) throws {
    let catalog = try ReadCatalog("Mã TTHC,MaCQTH,TenCQTH\n1.004194,\(cells)\n")

    let row = try #require(catalog.held.first)
    #expect(row.rule == .unknownAgency)
    #expect(row.column == column)
    #expect(row.agencies == readable)
    #expect(!row.agencyReadable)
    #expect(row.code?.text == "1.004194")
  }

  @Test(arguments: [
    ("UBND cấp xã", "Cấp xã"), ("Ủy ban nhân dân cấp tỉnh", "Cấp tỉnh"),
    ("Công an cấp Xã", "Cấp xã"), ("\"UBND cấp tỉnh, UBND cấp xã\"", "Cấp tỉnh, Cấp xã"),
    ("\"Uỷ ban Nhân dân cấp xã, phường, thị trấn\"", "Cấp xã"),
  ])
  func `a class name declares the procedure with its tier`(
    _ cell: String, _ tiers: String
  ) throws {
    let catalog = try ReadCatalog("Mã số,Tên,Cơ quan thực hiện\n1.004194,A,\(cell)\n")

    #expect(catalog.procedures.map(\.tiers) == [.known(tiers)])
    #expect(catalog.procedures.map(\.declared) == [true])
  }

  @Test(arguments: [
    "1.004194", " 1.004194 ", "'1.004194", "1.004194.000.00.00.H32", "1.013978.H41",
    "1.004194\u{A0}", "1.004194.H13-1",
  ])
  func `a code is cleaned as exports need it`(_ cell: String) throws {
    let catalog = try ReadCatalog("Mã số,Tên\n\(cell),A\n")

    #expect(catalog.held == [])
    #expect(catalog.procedures.map { $0.code.text.dropFirst(8) } == [""])
  }

  @Test(arguments: ["99.001", "123", "1.001193.02", "https://a.vn/1.001193", "1.00119", "abc"])
  func `what is no code is held as it stands`(_ cell: String) throws {
    let catalog = try ReadCatalog("Mã số,Tên,MaCQTH\n\(cell),A,H32.16\n")

    #expect(
      catalog.held == [
        HeldCatalogRow(
          row: 2, column: "Mã số", position: 1, rule: .badCode, raw: cell, code: nil, agencies: [2],
          agencyReadable: true, service: "")
      ])
  }

  @Test(arguments: [
    ("1.004194.01", "1.004194.01"), ("1.004194.000.00.00.H32.02", "1.004194.02"),
    ("1.004194", ""), ("", ""),
  ])
  func `a service code belongs to its procedure`(_ cell: String, _ service: String) throws {
    let catalog = try ReadCatalog("Mã TTHC,Mã DVC\n1.004194,\(cell)\n")

    #expect(catalog.records.map(\.service) == [service])
  }

  @Test(arguments: ["1.004195.01", "01", "abc", "1.004194.x1"])
  func `a service code of another procedure holds the row`(_ cell: String) throws {
    let catalog = try ReadCatalog("Mã TTHC,Mã DVC\n1.004194,\(cell)\n")

    #expect(catalog.held.map(\.rule) == [.badCode])
    #expect(catalog.held.map(\.column) == ["Mã DVC"])
    #expect(catalog.held.map(\.service) == [nil])
  }

  @Test func `without a code column the service code names the procedure`() throws {
    let catalog = try ReadCatalog("Mã DVC,Tên DVC\n1.004194.01,A\n,B\n")

    #expect(catalog.reader.codes.map(\.text) == ["1.004194"])
    #expect(catalog.records.map(\.service) == ["1.004194.01"])
    #expect(catalog.held.map(\.column) == ["Mã DVC"])
  }

  @Test func `the first broken rule holds a row with many faults`() throws {
    let header = "Mã TTHC,Mã DVC,MaCQTH,Mức độ\n"
    let rows = [
      "x,y,z,w", "1.004194,y,z,w", "1.004194,1.004194.01,z,w", "1.004194,1.004194.01,H32.16,w",
    ]

    let catalog = try ReadCatalog(header + rows.joined(separator: "\n") + "\n")

    #expect(catalog.held.map(\.rule) == [.badCode, .badCode, .unknownAgency, .badValue])
    #expect(catalog.held.map(\.column) == ["Mã TTHC", "Mã DVC", "MaCQTH", "Mức độ"])
    #expect(catalog.held.map(\.raw) == ["x", "y", "z", "w"])
  }

  @Test(arguments: [
    ("1.004194,A\n", "MaCQTH", 3, ""), ("1.004194,A,H32.16,thừa\n", "#4", 4, "thừa"),
  ])
  func `a row with too few or too many cells trusts only its code`(
    _ row: String, _ column: String, _ position: Int, _ raw: String
  ) throws {
    let catalog = try ReadCatalog("Mã TTHC,Tên,MaCQTH\n\(row)")

    #expect(
      catalog.held == [
        HeldCatalogRow(
          row: 2, column: column, position: position, rule: .badValue, raw: raw,
          code: ProcedureCode("1.004194"), agencies: [], agencyReadable: false, service: nil)
      ])
  }

  @Test func `blank cells behind the last heading are no surplus`() throws {
    let catalog = try ReadCatalog("Mã TTHC,Tên,,\n1.004194,A,, \n1.004195,B\n")

    #expect(catalog.held == [])
    #expect(catalog.records.map(\.row) == [2, 3])
  }

  @Test func `rows that are no data are counted and keep the row numbers of a spreadsheet`() throws
  {
    let table = """
      UBND TỈNH KHÁNH HÒA,,
      ,,
      STT,Mã TTHC,Tên TTHC
      (1),(2),(3)
      I,,LĨNH VỰC HỘ TỊCH
      1,1.004194,Đăng ký khai sinh
      A. LĨNH VỰC ĐẤT ĐAI,,
      STT,Mã TTHC,Tên TTHC
      2,1.004195,Đăng ký
      ,,
      TỔNG CỘNG,,2
      Nơi nhận:,,
      ,,TM. UBND
      3,,Thủ tục quên mã

      """

    let catalog = try ReadCatalog(table)

    #expect(catalog.records.map(\.row) == [6, 9])
    #expect(catalog.held.map(\.row) == [14])
    #expect(catalog.reader.read == 13)
    #expect(catalog.reader.nonData == 10)
    #expect(catalog.reader.recognition.headerRow == 3)
  }

  @Test(arguments: [
    ",ĐĂNG KÝ KHAI SINH,Hộ tịch", ",Đăng ký khai sinh,", ",Tổng hợp số liệu,5", "5,A,B",
    "TỔNG CỘNG,A,B",
  ])
  func `a row that only looks like none is held, never skipped`(_ row: String) throws {
    let catalog = try ReadCatalog("Mã TTHC,Tên,Lĩnh vực\n1.004194,A,B\n\(row)\n")

    #expect(catalog.held.map(\.rule) == [.badCode])
    #expect(catalog.reader.nonData == 0)
  }

  @Test func `batches of any size give the same events`() throws {
    let rows = (0..<50).map { row in
      "1.\(100_000 + row % 7),A\(row % 3),\(row % 5 == 0 ? "H32.9" : "H32.16")"
    }
    let table = "Mã TTHC,Tên,MaCQTH\n" + rows.joined(separator: "\n") + "\n"

    let whole = try ReadCatalog(table)
    let small = try ReadCatalog(table, maxRows: 3)

    #expect(whole.records == small.records)
    #expect(whole.held == small.held)
    #expect(whole.records.count + whole.held.count == 50)
  }

  @Test func `random cuts and changes of a catalog end in rows or in an error`() throws {
    var random = SeededGenerator(seed: 5)
    let table = Array(
      """
      Mã TTHC;Tên;MaCQTH;Mức độ;fee_raw
      1.004194;"Đăng ký; lại";H32.16;Toàn trình;Miễn phí(50)
      1.004195;B;H32.204;Mức độ 4;8.000 đồng

      """.utf8)
    var outcomes: Set<String> = []
    for _ in 0..<600 {
      var bytes = Array(table.prefix(Int.random(in: 0...table.count, using: &random)))
      for _ in 0..<Int.random(in: 0...2, using: &random) where !bytes.isEmpty {
        bytes[Int.random(in: 0..<bytes.count, using: &random)] = UInt8.random(
          in: 0...255, using: &random)
      }
      do {
        let catalog = try ReadCatalog(SourceFile(name: "f", contents: bytes))
        let reader = catalog.reader
        #expect(reader.read == reader.nonData + catalog.records.count + catalog.held.count)
        outcomes.insert("rows")
      } catch let error as IntakeError {
        outcomes.insert(error.fault.rawValue)
      }
    }
    #expect(outcomes.isSuperset(of: ["rows", "notText", "cutInQuotes", "cutInRow", "empty"]))
  }
}
