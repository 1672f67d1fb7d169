import Procedures
import Testing

@testable import Intake

@Suite struct `Names typed for a legacy font` {
  /// What TCVN3 and VNI bytes look like once they were saved as Unicode.
  @Test(arguments: [
    (
      [
        "Thñ tôc ®¨ng ký khai sinh", "CÊp l¹i giÊy phÐp l¸i xe", "§¨ng ký kÕt h«n cã yÕu tè",
      ], "TCVN3"
    ),
    (
      [
        "Thuû tuïc ñaêng kyù khai sinh", "Caáp laïi giaáy pheùp laùi xe",
        "Ñaêng kyù keát hoân coù yeáu toá",
      ], "VNI"
    ),
  ])
  func `they are refused with the name of the font`(_ names: [String], _ font: String) {
    let rows = names.enumerated().map { "1.00419\($0.offset),\($0.element),4\n" }.joined()

    let error = #expect(throws: IntakeError.self) {
      try ReadCatalog("Mã TTHC,Tên TTHC,Mức độ\n" + rows)
    }

    #expect(error?.fault == .notText)
    #expect(error?.reason.contains(font) == true)
    #expect(error?.reason.contains("convert the font to Unicode") == true)
  }

  @Test(arguments: [
    ["Đăng ký khai sinh", "Cấp lại giấy phép lái xe", "Xác nhận tình trạng hôn nhân"],
    ["Enregistrement d’état civil à l’étranger", "Città, señor, façade, Müller, naïve, Åse"],
    ["Thñ tôc"], ["A", "B"],
    ["Đăng ký cho Đắk Lắk, Đắk Nông, Kon Rẫy, Ea H’leo, Krông Pắc, Čư M’gar, Ayun Pa"],
  ])
  func `good names and names of other languages are not refused`(_ names: [String]) throws {
    let rows = names.enumerated().map { "1.00419\($0.offset),\"\($0.element)\",4\n" }.joined()

    let catalog = try ReadCatalog("Mã TTHC,Tên TTHC,Mức độ\n" + rows)

    #expect(catalog.records.count == names.count)
  }

  @Test func `headings typed for such a font are told as that`() {
    let table = """
      M· TTHC,Tªn thñ tôc,LÜnh vùc,C¬ quan thùc hiÖn,Møc ®é
      1.004194,CÊp l¹i giÊy phÐp l¸i xe,§­êng bé,Së X©y dùng,4

      """

    #expect(fault { _ = try ReadCatalog(table) } == .notText)
  }

  @Test func `a long table is refused before its end`() throws {
    let row = "1.004194,CÊp l¹i giÊy phÐp l¸i xe,4\n"
    var reader = try CatalogReader(
      file: SourceFile(
        "Mã TTHC,Tên TTHC,Mức độ\n" + String(repeating: row, count: 1000)
          + "1.004195,\"cut inside a quote"),
      agencies: .sample)

    #expect(fault { while try reader.nextBatch(maxRows: 50) != nil {} } == .notText)
  }
}
