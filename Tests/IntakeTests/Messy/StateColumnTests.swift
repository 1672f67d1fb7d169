import Procedures
import Testing

@testable import Intake

@Suite struct `A column of states` {
  @Test(arguments: [
    "INACTIVE", "Hết hiệu lực", "Bãi bỏ", "ĐÃ BÃI BỎ", "Huỷ công khai", "Không còn hiệu lực",
  ])
  func `a row that is not in force is counted and gives no event`(_ state: String) throws {
    let catalog = try ReadCatalog(
      """
      Mã TTHC,Mã cơ quan,Mức độ,Trạng thái
      1.004194,H32.16,4,\(state)
      1.004195,H32.16,4,Công khai
      1.004196,H32.99,4,\(state)
      1.00419,H32.16,4,\(state)

      """)

    #expect(catalog.reader.codes.map(\.text) == ["1.004195"])
    #expect(catalog.records.map(\.row) == [3])
    #expect(catalog.held.map(\.row) == [5])
    #expect(catalog.reader.inactive == 2)
    #expect(catalog.reader.nonData == 0)
    #expect(catalog.reader.read == 4)
  }

  @Test(arguments: ["UPDATED", "1", "0", "Còn hiệu lực", "", "Chưa bãi bỏ", "Sắp hết hiệu lực"])
  func `any other word says nothing`(_ state: String) throws {
    let catalog = try ReadCatalog("Mã TTHC,Mức độ,Tình trạng\n1.004194,4,\(state)\n")

    #expect(catalog.records.count == 1)
    #expect(catalog.reader.inactive == 0)
  }

  @Test func `of several columns of states one suffices`() throws {
    let catalog = try ReadCatalog(
      "Mã TTHC,Trạng thái,TrangThai\n1.004194,INACTIVE,1\n1.004195,UPDATED,1\n")

    #expect(catalog.reader.codes.map(\.text) == ["1.004195"])
    #expect(catalog.reader.inactive == 1)
  }

  @Test func `a table of nothing but such rows is read to its end`() throws {
    let catalog = try ReadCatalog("Mã TTHC,Trạng thái\n1.004194,Bãi bỏ\n")

    #expect(catalog.records == [])
    #expect(catalog.reader.inactive == 1)
  }
}
