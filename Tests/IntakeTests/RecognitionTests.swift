import Procedures
import Testing

@testable import Intake

@Suite struct RecognitionTests {
  @Test(arguments: [
    ("MaTTHC", "code"), ("Mã số", "code"), ("MÃ TTHC", "code"), ("mã_thủ_tục", "code"),
    ("ma_tthc", "code"), ("maTTHC", "code"), ("Mã  TTHC ", "code"), ("Ma\u{303} TTHC", "code"),
  ])
  func `a code column is known by these headings`(_ header: String, _ meaning: String) throws {
    #expect(try meanings("\(header),Lĩnh vực") == [meaning, "field"])
  }

  @Test(arguments: [
    ("TenTTHC", "name"), ("TÊN THỦ TỤC HÀNH CHÍNH", "name"), ("tieuDe", "name"),
    ("Tên Thủ tục hành chính", "name"), ("TenDVC", "name"), ("linh_vuc", "field"),
    ("LINHVUCTHUCHIEN", "field"), ("Cấp thực hiện", "tier"), ("cap_thuc_hien", "tier"),
    ("Cấp", "tier"), ("MaCQTH", "agency_code"), ("agency_code", "agency_code"),
    ("TenCQTH", "agency"), ("Cơ quan thực hiện", "agency"), ("Đơn vị", "agency"),
    ("Sở, ngành", "agency"), ("MaDVC", "service_code"), ("Mã DVC", "service_code"),
    ("MucDo", "level"), ("Mức độ", "level"), ("Mức độ cung cấp", "level"), ("DVCTT", "level"),
    ("eligible_full", "eligible_full"), ("Đủ điều kiện toàn trình", "eligible_full"),
    ("Đủ điều kiện trực tuyến", "eligible"), ("Phí (VNĐ)", "fee_text"), ("Lệ Phí", "fee_text"),
    ("chi_tiet_phi", "fee_text"), ("co_thu_phi", "fee"), ("fee", "fee"),
    ("Đã thanh toán trực tuyến", "payment_enabled"), ("lienThong", "interlinked"),
    ("Một cửa", "one_stop"), ("Quyết định công bố", "decision"), ("decisionNo", "decision"),
    ("Hiệu lực từ", "effective_from"), ("Phương tiện", "means"), ("loai_tthc", "type"),
    ("Toàn trình", "level:ND42/full"), ("Mức độ 3", "level:ND43/3"),
    ("Cung cấp thông tin", "level:ND42/info"), ("Cơ quan ban hành", nil), ("cqcb", nil),
    ("Thời hạn giải quyết", nil), ("STT", nil), ("Cột lạ", nil),
  ])
  func `a heading means this beside a code and a field`(
    _ header: String, _ meaning: String?
  ) throws {
    #expect(try meanings("Mã TTHC,\"\(header)\",Ghi chú") == ["code", meaning, nil])
  }

  @Test func `every canonical heading of the contract is known`() throws {
    let titles = [
      "code", "Mã TTHC", "name", "Tên TTHC", "field", "Lĩnh vực", "tier", "Cấp thực hiện",
      "agency_code", "Mã cơ quan thực hiện", "agency", "Cơ quan thực hiện", "service_code",
      "Mã DVC", "level", "Mức độ DVC", "eligible", "Đủ điều kiện trực tuyến", "eligible_full",
      "Đủ điều kiện toàn trình", "eligible_decision", "Quyết định đủ điều kiện", "fee",
      "Có phí, lệ phí", "payment_eligible", "Đủ điều kiện thanh toán trực tuyến",
      "payment_enabled", "Đã triển khai thanh toán trực tuyến", "means", "Phương tiện",
      "one_stop", "Một cửa", "interlinked", "Liên thông", "decision", "Quyết định công bố",
      "effective_from", "Hiệu lực từ",
    ]
    let names = stride(from: 0, to: titles.count, by: 2).map { titles[$0] }
    let vietnamese = stride(from: 1, to: titles.count, by: 2).map { "\"\(titles[$0])\"" }

    #expect(try meanings(names.joined(separator: ",")) == names)
    #expect(try meanings(vietnamese.joined(separator: ",")) == names)
  }

  @Test(arguments: [(",", ","), (";", ";"), ("\t", "\t"), ("|", "|")])
  func `the separator is found in the headings`(_ separator: String, _ expected: String) throws {
    let table = "Mã TTHC,Tên,Mức độ\n1.004194,A,4\n".replacing(",", with: separator)

    let catalog = try ReadCatalog("\u{FEFF}Bảng, kê; tháng | 5\n" + table)

    #expect(catalog.reader.recognition.separator == Character(expected))
    #expect(catalog.records.map(\.row) == [3])
  }

  @Test func `the canonical heading wins and the other is told as ignored`() throws {
    let recognition = try CatalogReader(
      file: SourceFile("Mã số,Mã TTHC,Tên\nx,1.004194,A\n"), agencies: .sample
    ).recognition

    #expect(recognition.columns.map(\.meaning) == [nil, "code", "name"])
    #expect(
      recognition.description == """
        profile catalog, CSV, UTF-8, headings in row 1, separator ","
          1. Mã số → (ignored): "Mã TTHC" is already the column "code"
          2. Mã TTHC → code: heading of the template
          3. Tên → name: known spelling
        """)
  }

  @Test func `the service name is the name only where no other column is`() throws {
    #expect(try meanings("MaTTHC,TenDVC,Tên TTHC") == ["code", nil, "name"])
    #expect(try meanings("MaTTHC,TenDVC") == ["code", "name"])
  }

  @Test func `a yes or no about fees is firmer than amounts`() throws {
    #expect(try meanings("MaTTHC,Phí,Lệ phí") == ["code", "fee_text", "fee_text"])
    #expect(try meanings("MaTTHC,Phí,Có thu phí") == ["code", nil, "fee"])
  }

  @Test func `two headings of one meaning and one rank are a question`() {
    let error = #expect(throws: IntakeError.self) {
      try CatalogReader(
        file: SourceFile("Mã số,Mã thủ tục,Tên\n1,2,3\n"), agencies: .sample)
    }

    #expect(error?.fault == .ambiguousColumns)
    #expect(
      error?.description == """
        cannot read table.csv, line 1: which of "Mã số" (column 1) and "Mã thủ tục" (column 2) is \
        the column "code"? rename or remove the other, or name it in a profile (--profile)
        """)
  }

  @Test func `a table without a code column says what is needed and what was seen`() {
    let error = #expect(throws: IntakeError.self) {
      try CatalogReader(file: SourceFile("Tên,Lĩnh vực\nA,B\n"), agencies: .sample)
    }

    #expect(error?.kind == .unrecognised)
    #expect(error?.exitCode == 1)
    #expect(
      error?.description == """
        cannot read table.csv: no row of column headings was recognised in the first 20 rows; \
        needed is "Mã TTHC" or "Mã DVC", seen were "Tên", "Lĩnh vực"; correct the headings or map \
        them in a profile (--profile)
        """)
  }

  @Test func `headings are searched in twenty rows and no more`() throws {
    let header = "Mã TTHC,Tên\n1.004194,A\n"

    #expect(
      try CatalogReader(
        file: SourceFile(String(repeating: "Tiêu đề,\n", count: 19) + header), agencies: .sample
      ).recognition.headerRow == 20)
    #expect(
      fault {
        _ = try ReadCatalog(String(repeating: "Tiêu đề,\n", count: 20) + header)
      } == .noHeader)
  }

  @Test func `a file of codes alone is a catalog`() throws {
    let catalog = try ReadCatalog("Mã TTHC\n1.004194\n1.004195\n")

    #expect(catalog.procedures.map(\.declared) == [true, true])
  }

  @Test func `a profile of a user's own is read, and what is none is refused`() throws {
    let json = """
      {"name": "riêng", "key": ["code"], "required": [], "ticks": [], "known": [], "kinds": [],
       "columns": [{"id": "code", "canonical": ["K"], "spellings": [], "weak": []},
                   {"id": "name", "canonical": ["N"], "spellings": [], "weak": []}]}
      """
    let profile = try CatalogProfile(json: Array(json.utf8), file: "p.json")

    let reader = try CatalogReader(
      file: SourceFile("K,N\n1.004194,A\n"), profile: profile, agencies: .sample)

    #expect(reader.recognition.profile == "riêng")
    #expect(
      fault { _ = try CatalogProfile(json: Array("{}".utf8), file: "p.json") } == .badProfile)
  }

  private func meanings(_ header: String) throws -> [String?] {
    try CatalogReader(file: SourceFile(header + "\n"), agencies: .sample).recognition.columns
      .map(\.meaning)
  }
}
