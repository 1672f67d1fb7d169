import Testing

@testable import Intake

@Suite struct VietnameseTextTests {
  @Test(arguments: [
    ("  Đăng\u{A0}ký \t khai\r\nsinh. ", "Đăng ký khai sinh."),
    ("Tru\u{31B}\u{1A1}\u{300}ng", "Trư\u{1EDD}ng"),
    ("e\u{302}\u{301}", "\u{1EBF}"),
    ("e\u{301}\u{302}", "\u{E9}\u{302}"),
    ("\u{EA}\u{323}", "\u{1EC7}"),
    ("a\u{323}\u{302}", "\u{1EAD}"),
    ("\u{FEFF}Mã\u{200B} số", "Mã số"),
    ("", ""),
    ("\u{301}a", "\u{301}a"),
  ])
  func `text is composed and its white space folded`(_ raw: String, _ expected: String) {
    #expect(Array(VietnameseText.normalised(raw).unicodeScalars) == Array(expected.unicodeScalars))
  }

  @Test func `normalising twice changes nothing`() {
    var random = SeededGenerator(seed: 3)
    let scalars: [Unicode.Scalar] = [
      "a", "o", "u", "\u{302}", "\u{301}", "\u{31B}", "\u{323}", " ", "\u{A0}", "đ", "\u{1A1}", ".",
    ]
    for _ in 0..<2000 {
      var view = String.UnicodeScalarView()
      for _ in 0..<Int.random(in: 0...8, using: &random) {
        view.append(scalars[Int.random(in: 0..<scalars.count, using: &random)])
      }
      let once = VietnameseText.normalised(String(view))

      let twice = VietnameseText.normalised(once)

      #expect(Array(twice.unicodeScalars) == Array(once.unicodeScalars))
    }
  }

  @Test(arguments: [
    ("Khánh Hoà", "khánh hòa"),
    ("THUỶ SẢN", "Thủy sản"),
    ("khoẻ mạnh", "Khỏe mạnh"),
    ("UBND xã", "Ủy ban nhân dân xã"),
    ("Uỷ ban Nhân dân cấp  xã", "UBND cấp xã"),
    ("\u{D0}ất đai", "Đất đai"),
    ("\u{189}ất đai", "Đất đai"),
    ("Sở Tư pháp – tỉnh", "Sở Tư pháp - tỉnh"),
    ("Sở Tư pháp - tỉnh", "Sở Tư pháp tỉnh"),
    ("Đăng ký (lại).", "đăng ký lại"),
    ("Quý", "quý"),
  ])
  func `these texts are the same name`(_ left: String, _ right: String) {
    #expect(VietnameseText.matchKey(left) == VietnameseText.matchKey(right))
  }

  @Test(arguments: [
    ("Thủ tục đăng ký", "đăng ký"), ("Hòa", "Hoa"), ("lý", "lí"), ("Sở Y tế", "Sở Tư pháp"),
    ("Mã", "Ma"), ("UBNDX", "Ủy ban nhân dân"),
  ])
  func `these texts are different names`(_ left: String, _ right: String) {
    #expect(VietnameseText.matchKey(left) != VietnameseText.matchKey(right))
  }
}
