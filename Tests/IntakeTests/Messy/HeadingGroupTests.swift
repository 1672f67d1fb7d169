import Procedures
import Testing

@testable import Intake

@Suite struct `Groups above headings` {
  @Test(arguments: ["Kế hoạch năm 2027", "Lộ trình 2027", "Số hồ sơ phát sinh", "Dự kiến đến 2027"])
  func `levels under a plan or a count of dossiers are not those of today`(
    _ group: String
  ) throws {
    let catalog = try ReadCatalog(
      """
      Mã TTHC,Tên TTHC,\(group),
      ,,Toàn trình,Một phần
      1.004194,A,1,0
      1.004195,B,15,2

      """)

    #expect(catalog.held == [])
    #expect(catalog.records.map(\.attributes.level) == [.unsaid, .unsaid])
    #expect(catalog.reader.recognition.columns[2].reason == "\"\(group)\" stands above it")
  }

  @Test func `the state of today beside a plan is read without a question`() throws {
    let catalog = try ReadCatalog(
      """
      Mã TTHC,Tên TTHC,Hiện trạng,,Lộ trình 2027,
      ,,Toàn trình,Một phần,Toàn trình,Một phần
      1.004194,A,,x,x,

      """)

    #expect(
      catalog.records.map(\.attributes.level)
        == [.known(LevelReference(scheme: "ND42", code: "partial"))])
  }

  @Test func `code and name under a group are those of the group`() throws {
    let catalog = try ReadCatalog(
      """
      Mã TTHC,Tên TTHC,Cơ quan ban hành,,Cơ quan thực hiện,,Lĩnh vực,,Mức độ
      ,,Mã,Tên,Mã,Tên,Mã,Tên,
      1.004194,A,H32.08,Sở KH&CN,H32.16,Sở Tư pháp,G1,Hộ tịch,4

      """)

    #expect(
      catalog.reader.recognition.columns.map(\.meaning)
        == ["code", "name", nil, nil, "agency_code", "agency", nil, "field", "level"])
    #expect(catalog.records.map(\.agencies) == [[2]])
    #expect(catalog.procedures.map(\.field) == [.known("Hộ tịch")])
  }

  @Test func `code and name under the procedure are the procedure's`() throws {
    let catalog = try ReadCatalog(
      """
      TT,Thủ tục hành chính,,Dịch vụ công trực tuyến,
      ,Mã,Tên,Mức độ,Thanh toán trực tuyến
      1,1.004194,Khai sinh,Toàn trình,Có

      """)

    #expect(
      catalog.reader.recognition.columns.map(\.meaning)
        == [nil, "code", "name", "level", "payment_enabled"])
  }

  @Test(arguments: [
    "Mức độ dịch vụ công trực tuyến", "Mức độ cung cấp dịch vụ công trực tuyến",
    "MỨC ĐỘ CUNG CẤP DVCTT", "Mức độ DVC trực tuyến", "Mức độ\ndịch vụ công",
    "Mức độ dịch vụ công (toàn trình/một phần)", "DVCTT toàn trình/một phần", "Mức DVC",
  ])
  func `the level is read under each of its usual headings`(_ heading: String) throws {
    let catalog = try ReadCatalog("Mã TTHC,\"\(heading)\"\n1.004194,4\n")

    #expect(
      catalog.records.map(\.attributes.level)
        == [.known(LevelReference(scheme: "ND43", code: "4"))])
  }

  @Test(arguments: ["Mã TTHC (Quốc gia)", "Mã TTHC trên CSDLQG", "Mã hồ sơ TTHC", "Mã TTHC (*)"])
  func `the code is read under each of its usual headings`(_ heading: String) throws {
    let catalog = try ReadCatalog("STT,\(heading),Tên TTHC\n1,1.004194,A\n")

    #expect(catalog.reader.codes.map(\.text) == ["1.004194"])
  }
}
