import Procedures
import Testing

@testable import Intake

@Suite struct SeparatorTests {
  @Test(arguments: [",", ";", "\t", "|", "~", "^", ":", "\u{1F}", "\u{1}"] as [Character])
  func `a table is read with any separator`(_ separator: Character) throws {
    let text = "Mã TTHC,Tên TTHC\n1.004194,Đăng ký\n"

    let catalog = try ReadCatalog(text.replacing(",", with: String(separator)))

    #expect(catalog.reader.recognition.separator == separator)
    #expect(catalog.procedures.map(\.name) == [.known("Đăng ký")])
  }

  @Test(arguments: ["sep=#\n", "SEP=#\r\n", "\"sep=#\"\n", "\u{FEFF}sep=#\n"])
  func `a separator that Excel declares is the separator`(_ line: String) throws {
    let catalog = try ReadCatalog(line + "Mã TTHC#Tên TTHC\n1.004194#Đăng ký, lại; x\n")

    #expect(catalog.reader.recognition.separator == "#")
    #expect(catalog.procedures.map(\.name) == [.known("Đăng ký, lại; x")])
    #expect(catalog.reader.recognition.headerRow == 2)
    #expect((catalog.reader.read, catalog.reader.nonData) == (2, 1))
  }

  @Test(arguments: ["", "sep", "sep=", "sep=;;", "sep= ", "sep=\"", "xsep=;", "Tên"])
  func `any other first line declares nothing`(_ line: String) {
    #expect(CSVRecords.separators(declaredIn: Array(line.utf8)) == CSVRecords.separators)
  }

  @Test func `a title with a colon is still only a title`() {
    #expect(fault { _ = try ReadCatalog("DANH MỤC THỦ TỤC\nKỳ báo cáo: Quý 3\n") } == .bannerOnly)
  }
}
