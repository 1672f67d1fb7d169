import Procedures
import Testing

@testable import Intake

/// Tables whose headings span several rows, and the profiles that users write themselves.
@Suite struct `Headings of several rows` {
  @Test func `a group above tick columns belongs to each of them`() throws {
    let catalog = try ReadCatalog(
      """
      DANH MỤC THỦ TỤC,,,,,
      STT,Mã TTHC,Tên TTHC,Mức độ DVC,,
      ,,,Toàn trình,Một phần,Cung cấp thông tin
      (1),(2),(3),(4),(5),(6)
      1,1.004194,A,x,,
      2,1.004195,B,,x,

      """)

    #expect(catalog.reader.recognition.headerRows == 2...3)
    #expect(
      catalog.reader.recognition.columns.map(\.meaning)
        == [nil, "code", "name", "level:ND42/full", "level:ND42/partial", "level:ND42/info"])
    #expect(
      catalog.records.map(\.attributes.level)
        == [
          .known(LevelReference(scheme: "ND42", code: "full")),
          .known(LevelReference(scheme: "ND42", code: "partial")),
        ])
    #expect(catalog.reader.read == 4)
    #expect(catalog.reader.nonData == 2)
  }

  @Test func `a group and the heading under it name one column together`() throws {
    let catalog = try ReadCatalog(
      """
      Mã TTHC,Tên TTHC,Đủ điều kiện,,Mức độ
      ,,trực tuyến,toàn trình,
      1.004194,A,có,không,3

      """)

    #expect(
      catalog.reader.recognition.columns.map(\.meaning)
        == ["code", "name", "eligible", "eligible_full", "level"])
    #expect(catalog.reader.recognition.columns[3].header == "Đủ điều kiện toàn trình")
    #expect(catalog.records.first?.attributes.eligibleFull == .known(false))
  }

  @Test func `a tick word under a group of another meaning says nothing of the level`() throws {
    let catalog = try ReadCatalog(
      """
      Mã TTHC,Tên TTHC,Thời hạn giải quyết,,Mức độ
      ,,Toàn trình,Một phần,
      1.004194,A,x,,3

      """)

    #expect(
      catalog.reader.recognition.columns.map(\.meaning) == ["code", "name", nil, nil, "level"])
  }

  @Test func `a data row is never taken for headings`() throws {
    let catalog = try ReadCatalog("Mã TTHC,Hình thức,Mức độ\n1.004194,TT,4\n1.004195,TT,3\n")

    #expect(catalog.reader.recognition.headerRows == 1...1)
    #expect(catalog.records.count == 2)
  }

  @Test func `both rows of repeated headings are no data`() throws {
    let catalog = try ReadCatalog(
      """
      STT,Mã TTHC,Mức độ DVC,
      ,,Toàn trình,Một phần
      1,1.004194,x,
      STT,Mã TTHC,Mức độ DVC,
      ,,Toàn trình,Một phần
      2,1.004195,,x

      """)

    #expect(catalog.held == [])
    #expect(catalog.records.map(\.row) == [3, 6])
    #expect(catalog.reader.nonData == 2)
  }

  @Test func `a title of several cells above the headings changes nothing`() throws {
    let catalog = try ReadCatalog(
      """
      UBND TỈNH KHÁNH HÒA,,CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
      Mã TTHC,Tên TTHC,Mức độ
      1.004194,A,4

      """)

    #expect(catalog.reader.recognition.headerRows == 2...2)
    #expect(catalog.reader.recognition.columns.map(\.header) == ["Mã TTHC", "Tên TTHC", "Mức độ"])
  }
}

@Suite struct `A profile of a user's own` {
  @Test func `it adds spellings to the built-in ones, and they win`() throws {
    let profile = try profile(
      #"{"name": "riêng", "extends": "catalog", "columns": [{"id": "level", "spellings": ["Cột 7"]}]}"#
    )

    let reader = try CatalogReader(
      file: SourceFile("Mã TTHC,Mức độ,Cột 7\n1.004194,1,4\n"), profile: profile,
      agencies: .sample)

    #expect(reader.recognition.profile == "riêng")
    #expect(reader.recognition.columns.map(\.meaning) == ["code", nil, "level"])
    #expect(reader.recognition.columns[2].reason == "declared in the profile")
  }

  @Test func `headings that it ignores are no question any more`() throws {
    let profile = try profile(#"{"name": "p", "extends": "catalog", "ignored": ["Mã số"]}"#)

    let reader = try CatalogReader(
      file: SourceFile("Mã số,Mã thủ tục,Tên\n7,1.004194,A\n"), profile: profile,
      agencies: .sample)

    #expect(reader.recognition.columns.map(\.meaning) == [nil, "code", "name"])
  }

  @Test func `local codes are codes where it says what they look like`() throws {
    let profile = try profile(
      #"{"name": "p", "extends": "catalog", "local_code": "KH-[0-9]{3}"}"#)
    var reader = try CatalogReader(
      file: SourceFile("Mã TTHC,Tên\nKH-001,A\nKH-1,B\n1.004194,C\n"), profile: profile,
      agencies: .sample)

    let events = try reader.nextBatch() ?? []

    #expect(reader.codes.map(\.text) == ["KH-001", "1.004194"])
    #expect(events.count == 3)
  }

  @Test(arguments: [(true, [3, 7]), (false, [])])
  func `a class name stands for each agency of the tier only where it says so`(
    _ expand: Bool, _ expected: [Int64]
  ) throws {
    let profile = try profile(#"{"name": "p", "extends": "catalog", "expand": \#(expand)}"#)
    let code = try #require(AgencyCode("H32.204"))
    var reader = try CatalogReader(
      file: SourceFile("Mã TTHC,Cơ quan thực hiện\n1.004194,UBND cấp xã\n"), profile: profile,
      agencies: AgencyDirectory(agencies: [(3, code, ["A"])], classes: [.commune: [3, 7]]))

    guard case .record(let record)? = try reader.nextBatch()?.first else {
      Issue.record("no record came")
      return
    }

    #expect(record.agencies == expected)
  }

  @Test(arguments: [
    #"{"name": "p", "extends": "danh mục"}"#, #"{"name": "p", "key": ["code"], "columns": 1}"#,
    #"{"name": "p", "extends": "catalog", "columns": [{"id": "mức"}]}"#,
    #"{"name": "p", "extends": "catalog", "local_code": "("}"#, "[]", "",
  ])
  func `what is no profile is refused`(_ json: String) {
    #expect(fault { _ = try profile(json) } == .badProfile)
  }

  private func profile(_ json: String) throws -> CatalogProfile {
    try CatalogProfile(json: Array(json.utf8), file: "p.json")
  }
}

@Suite struct `Rows of a source` {
  @Test func `they come back as they stand, by number`() throws {
    var rows = try SourceRows(
      catalog: SourceFile("Tiêu đề\nMã TTHC,Tên\n1.004194, A\n1.004195,\"B,\n C\"\nx,y\n"))

    #expect(rows.recognition.headings == ["Mã TTHC", "Tên"])
    #expect(try rows.cells(ofRow: 3) == ["1.004194", " A"])
    #expect(try rows.cells(ofRow: 5) == ["x", "y"])
    #expect(try rows.cells(ofRow: 4) == nil)
    #expect(try rows.cells(ofRow: 9) == nil)
  }

  @Test func `values that are merged downwards stand in each row, and rows have full width`() throws
  {
    let source = FixedRows(rows: [
      (4, ["1.004194", "A", "H32.16"]), (5, ["", "", "H32.204"]), (6, ["", "x"]),
      (9, ["1.004195"]), (10, [""]),
    ])
    var rows = WholeRows(
      source, width: 3,
      merges: [
        MergedCells(rows: 4...5, columns: 0...0), MergedCells(rows: 4...6, columns: 1...1),
        MergedCells(rows: 9...10, columns: 0...1), MergedCells(rows: 8...10, columns: 2...2),
      ])
    var seen: [[String]] = []
    var record = CellRecord()

    while try rows.advance(&record) { seen.append((0..<record.count).map(record.text)) }

    #expect(
      seen == [
        ["1.004194", "A", "H32.16"], ["1.004194", "A", "H32.204"], ["", "x", ""],
        ["1.004195", "", ""], ["1.004195", "", ""],
      ])
  }
}

/// Rows given by the test.
private struct FixedRows: RecordSource {
  var rows: [(Int, [String])]

  mutating func advance(_ record: inout CellRecord) throws(IntakeError) -> Bool {
    guard !rows.isEmpty else { return false }
    let (number, cells) = rows.removeFirst()
    record = CellRecord()
    record.number = number
    for cell in cells {
      record.bounds.append(record.bytes.count..<record.bytes.count + cell.utf8.count)
      record.bytes.append(contentsOf: cell.utf8)
    }
    return true
  }
}
