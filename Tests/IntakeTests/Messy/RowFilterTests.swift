import Procedures
import Testing

@testable import Intake

@Suite struct `Rows around the data` {
  @Test func `an official table counts each title, group, total and signature as no data`() throws {
    let catalog = try ReadCatalog(
      """
      UBND TỈNH KHÁNH HÒA,,,CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM,
      DANH MỤC THỦ TỤC HÀNH CHÍNH,,,,
      STT,Mã TTHC,Tên TTHC,Mã cơ quan thực hiện,Mức độ DVC
      (1),(2),(3),(4),(5)
      A,CẤP TỈNH,,,
      I,Lĩnh vực Hộ tịch (2 TTHC),,,
      1,1.004194,Khai sinh,H32.16,Toàn trình
      2,1.004195,Kết hôn,H32.16,Một phần
      II,,LĨNH VỰC QUỐC TỊCH,,1
      1,2.000815,Chứng thực,H32.08,Mức độ 4 (Toàn trình)
      ,TỔNG CỘNG: 3 TTHC,,,
      ,,,,
      ,,,"Khánh Hòa, ngày 05 tháng 11 năm 2026",
      Nơi nhận:,,,TM. UBND TỈNH,
      "- Lưu: VT, TH.",,,PHÓ CHỦ TỊCH,
      ,,,Nguyễn Văn A,

      """)

    #expect(catalog.held == [])
    #expect(catalog.records.map(\.row) == [7, 8, 10])
    #expect(catalog.reader.read == 15)
    #expect(catalog.reader.nonData == 12)
  }

  @Test(arguments: [
    "I,,LĨNH VỰC HỘ TỊCH,12,5", ",,Cộng lĩnh vực Hộ tịch,1,1", ",,Tổng số: 2 TTHC,1 TTHC,-",
    "Tổng cộng,,,1,1", ",Tổng cộng,,1,1", "A.,THỦ TỤC CẤP TỈNH,,,", "\"a)\",Lĩnh vực Hộ tịch,,,",
    "1.,Lĩnh vực Quốc tịch,,,", "i,Hộ tịch,,,", "Phụ lục II,,,,", "Nguồn: Cổng DVC quốc gia,,,,",
    "* Ghi chú: TTHC in đậm là mới,,,,", "IV,Lĩnh vực đất đai,,,3", "Người lập biểu,,,Giám đốc,",
    ",(Ký tên),,\"(Ký, đóng dấu)\",", ",,,\"Nha Trang, ngày … tháng … năm 2026\",",
  ])
  func `groups, totals, notes and signatures are no data wherever their text lies`(
    _ row: String
  ) throws {
    let catalog = try ReadCatalog(
      "STT,Mã TTHC,Tên TTHC,Toàn trình,Một phần\n1,1.004194,A,x,\n\(row)\n")

    #expect(catalog.held == [])
    #expect(catalog.reader.nonData == 1)
  }

  @Test(arguments: [
    "2,,Ghi chú ly hôn,,", ",,Ghi chú ly hôn,,", "2,,CẤP GIẤY PHÉP,x,", ",,CẤP GIẤY PHÉP,x,",
    "2,1.00419,Tổng hợp,x,", "2,Hộ tịch,Kết hôn,x,", "2,1.013978.H41- Khai sinh,,,", "2,Thuế,,,",
    ",,Tổng hợp số liệu,x,", ",,Giám đốc thẩm bản án,x,", "2,,Chứng thực,,",
  ])
  func `a row of data without a good code is held and never vanishes`(_ row: String) throws {
    let catalog = try ReadCatalog(
      "STT,Mã TTHC,Tên TTHC,Toàn trình,Một phần\n1,1.004194,A,x,\n\(row)\n")

    #expect(catalog.held.map(\.rule) == [.badCode])
    #expect(catalog.held.first?.position == 2)
    #expect(catalog.reader.nonData == 0)
  }

  @Test func `names below a signature are no data, and data behind them is`() throws {
    let catalog = try ReadCatalog(
      """
      Mã TTHC,Tên TTHC,Mức độ
      1.004194,A,4
      Người lập biểu,,Giám đốc
      Trần Thị B,,Nguyễn Văn A
      1.004195,B,4
      Trần Thị B,,Nguyễn Văn A

      """)

    #expect(catalog.records.map(\.row) == [2, 5])
    #expect(catalog.held.map(\.row) == [6])
    #expect(catalog.reader.nonData == 2)
  }

  @Test func `merged headings that are repeated are no data`() {
    var filter = RowFilter(
      headerKeys: [
        ["STT", "Mã TTHC", "Mức độ DVC", ""], ["", "", "Toàn trình", "Một phần"],
      ].map { $0.map(VietnameseText.headerKey) },
      keyIndexes: [1])

    let first = filter.isNonData(record(["STT", "Mã TTHC", "Mức độ DVC", ""]))
    // The upper cells are merged downwards over the lower row.
    let second = filter.isNonData(record(["STT", "Mã TTHC", "Toàn trình", "Một phần"]))
    let data = filter.isNonData(record(["1", "Mã TTHC", "x", ""]))

    #expect([first, second, data] == [true, true, false])
  }

  private func record(_ cells: [String]) -> CellRecord {
    var record = CellRecord()
    for cell in cells {
      record.bounds.append(record.bytes.count..<record.bytes.count + cell.utf8.count)
      record.bytes.append(contentsOf: cell.utf8)
    }
    return record
  }
}
