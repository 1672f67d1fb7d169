import Testing

@testable import Intake

@Suite struct PortalAnswerTests {
  @Test func `the list of procedures is a table`() throws {
    let table = try JSONTable(
      SourceFile(
        #"{"error_code":"0","result":[{"MATTHC":"1.004194","TENTTHC":"Đăng ký"}]}"#))

    #expect(table.shape == "LayDanhSachTTHC")
    #expect(table.unread == ["error_code"])
    #expect(
      try JSONTableTests.rows(of: table) == [["MATTHC", "TENTTHC"], ["1.004194", "Đăng ký"]])
  }

  @Test func `one procedure is one row with its fields, agencies and fees`() throws {
    let table = try JSONTable(
      SourceFile(
        """
        {"error_code":0,"result":[{"MATTHC":"1.004194","TRANGTHAI":1,
        "LINHVUCTHUCHIEN":[{"MALINHVUC":"G15","TENLINHVUC":"Hộ tịch"},{"TENLINHVUC":"Đất đai"}],
        "COQUANTHUCHIEN":[{"MADONVI":"H32.16","TENDONVI":"Sở Tư pháp"},{"MADONVI":"H32.08"}],
        "CACHTHUCTHUCHIEN":[{"KENH":1,"THOIGIAN":[{"PHILEPHI":[{"SOTIEN":50000,"DONVI":"đồng"},
        {"SOTIEN":"","MOTA":"Miễn phí"}]}]},{"KENH":2,"THOIGIAN":[{"PHILEPHI":
        [{"SOTIEN":50000,"DONVI":"đồng"}]}]},{"KENH":3,"THOIGIAN":[]}]}]}
        """))

    let rows = try JSONTableTests.rows(of: table)

    #expect(table.shape == "LayThuTuc")
    #expect(
      rows.map { $0.filter { !$0.hasPrefix("[") } } == [
        [
          "MATTHC", "TRANGTHAI", "LINHVUCTHUCHIEN", "COQUANTHUCHIEN", "MACOQUANTHUCHIEN",
          "CACHTHUCTHUCHIEN", "PHILEPHI",
        ],
        [
          "1.004194", "1", "Hộ tịch\nĐất đai", "Sở Tư pháp\nH32.08", "H32.16\nH32.08",
          "50000 đồng\nMiễn phí",
        ],
      ])
  }

  @Test func `where an agency has no code the names stand alone`() throws {
    let rows = try JSONTableTests.rows(
      of: JSONTable(
        SourceFile(
          #"[{"MATTHC":"1","COQUANTHUCHIEN":[{"MADONVI":"H32","TENDONVI":"A"},{"TENDONVI":"B"}]}]"#
        )))

    #expect(rows == [["MATTHC", "COQUANTHUCHIEN", "MACOQUANTHUCHIEN"], ["1", "A\nB", ""]])
  }

  @Test func `levels by agency give a row for each agency`() throws {
    let table = try JSONTable(
      SourceFile(
        """
        [{"MATTHC":"1.000001","DS":[{"MACOQUANTHUCHIEN":"H32.16","MUCDO":"4"},
        {"MACOQUANTHUCHIEN":"H32.08","MUCDO":3,"GHICHU":null}],"TEN":"A"},
        {"MATTHC":"1.000002","DS":[],"TEN":"B"},{"MATTHC":"1.000003","TEN":"C"}]
        """))

    #expect(
      try JSONTableTests.rows(of: table) == [
        ["MATTHC", "MACOQUANTHUCHIEN", "MUCDO", "GHICHU", "TEN"],
        ["1.000001", "H32.16", "4", "", "A"], ["1.000001", "H32.08", "3", "", "A"],
        ["1.000002", "", "", "", "B"], ["1.000003", "", "", "", "C"],
      ])
    #expect(try JSONTableTests.places(of: table.records()).map(\.[0]) == [0, 1, 1, 2, 3])
  }

  @Test func `formalities of the national portal are a table in pages`() throws {
    let page =
      #"{"code":"OK","data":{"items":[{"id":"u","code":"1.0","state":"INACTIVE","appliedDepartmentIds":["x","y"]}]},"message":null}"#

    let table = try JSONTable(SourceFile(page + "\n" + page))

    #expect(table.shape == "formalities of the national portal, 2 pages")
    #expect(
      try JSONTableTests.rows(of: table).dropFirst() == [
        ["u", "1.0", "INACTIVE", "x\ny"], ["u", "1.0", "INACTIVE", "x\ny"],
      ])
  }

  @Test func `two lists of levels in one item are refused by name`() {
    let list = #"[{"MACOQUANTHUCHIEN":"H32","MUCDO":4}]"#
    let error = #expect(throws: IntakeError.self) {
      try JSONTable(SourceFile(#"[{"MATTHC":"1","A":\#(list),"B":\#(list)}]"#))
    }

    #expect(error?.fault == .severalTables)
    #expect(error?.reason.contains(#""A", "B""#) == true)
  }
}
