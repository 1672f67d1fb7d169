import Procedures
import Testing

@testable import Intake

@Suite struct AgencyReaderTests {
  @Test func `the province's own list is read with the tiers that kinds imply`() throws {
    let reader = try AgencyReader(
      file: SourceFile(
        """
        ma_dinh_danh,ten,ma_cha,loai
        H32,UBND tỉnh Khánh Hòa,,tỉnh
        H32.03,Sở Công Thương - tỉnh Khánh Hòa,H32,sở
        H32.11.13,Trung tâm Phục vụ hành chính công,H32,bộ phận một cửa
        H32.204,UBND phường Bắc Nha Trang,H32,xã
        H32.201.1,Lãnh đạo UBND phường,H32.201,phòng thuộc xã
        G11.12.004.001,Ngân hàng Nhà nước Khu vực,,cơ quan bộ ngành hoạt động trong tỉnh

        """))

    #expect(
      reader.records.map {
        "\($0.code) \($0.tier.value?.rawValue ?? "-") \($0.parent.value?.text ?? "-")"
      }
        == [
          "H32 province -", "H32.03 province H32", "H32.11.13 - H32", "H32.204 commune H32",
          "H32.201.1 commune H32.201", "G11.12.004.001 vertical -",
        ])
    #expect(reader.records.map(\.validFrom) == Array(repeating: .unsaid, count: 6))
    #expect(reader.records.first?.parent == .unknown)
    #expect(reader.held == [])
  }

  @Test func `our own template is read whole`() throws {
    let reader = try AgencyReader(
      file: SourceFile(
        """
        Mã định danh;Tên cơ quan;Mã cơ quan cha;Cấp;Loại;Từ ngày;Đến ngày;Mã kế thừa
        000.90.16.H32;Phòng  A;H32.16;Cấp tỉnh;đơn vị trực thuộc;01/07/2025;;"H32.17; H32.18"

        """))

    #expect(
      reader.records == [
        AgencyRecord(
          row: 2, code: try code("H32.16.90"), name: "Phòng A", parent: .known(try code("H32.16")),
          tier: .known(.province), kind: .known("đơn vị trực thuộc"),
          validFrom: .known(try #require(CalendarDay(year: 2025, month: 7, day: 1))),
          validTo: .unknown,
          successors: .known([try code("H32.17"), try code("H32.18")]))
      ])
  }

  @Test(arguments: [
    ("32.16,A,,", HeldRule.badCode, "Mã định danh"), (",A,,", .badCode, "Mã định danh"),
    ("H32.16,,,", .badValue, "Tên cơ quan"), ("H32.16,A,xyz,", .badValue, "Mã cơ quan cha"),
    ("H32.16,A,,Cấp bốn", .badValue, "Cấp"), ("H32.16,A,,Cấp bộ", .badValue, "Cấp"),
    ("H32.16,A", .badValue, "Mã cơ quan cha"), ("H32.16,A,,,thừa", .badValue, "#5"),
    ("H32.16,A,H32;H31,", .badValue, "Mã cơ quan cha"),
  ])
  func `a row that breaks a rule is held`(
    _ row: String, _ rule: HeldRule, _ column: String
  ) throws {
    let reader = try AgencyReader(
      file: SourceFile("Mã định danh,Tên cơ quan,Mã cơ quan cha,Cấp\n\(row)\nH32,B,,\n"))

    #expect(reader.held.map(\.rule) == [rule])
    #expect(reader.held.map(\.column) == [column])
    #expect(reader.records.map(\.code.text) == ["H32"])
  }

  @Test func `an equal repeat is a duplicate, a different one holds all of its code`() throws {
    let reader = try AgencyReader(
      file: SourceFile(
        "code,name\nH32.1,A\nH32.1,A\nH32.2,B\nH32.2,C\nH32.2,B\n,\nH32.3,D\n"))

    #expect(reader.records.map(\.code.text) == ["H32.1", "H32.3"])
    #expect(reader.held.map(\.row) == [4, 5, 6])
    #expect(Set(reader.held.map(\.rule)) == [.conflict])
    #expect([reader.read, reader.nonData, reader.duplicate] == [7, 1, 1])
  }

  @Test(arguments: [
    ("code,parent_code\nH32,\n", IntakeError.Fault.noHeader), ("code,name\n", .headerOnly),
    ("code,name\nH32,A\nH32.1", .cutInRow), ("", .empty),
  ])
  func `a file without agencies is refused`(_ text: String, _ expected: IntakeError.Fault) {
    #expect(fault { _ = try AgencyReader(file: SourceFile(text)) } == expected)
  }

  private func code(_ text: String) throws -> AgencyCode { try #require(AgencyCode(text)) }
}
