import Testing

@testable import Intake

@Suite struct VietnameseSyllableTests {
  @Test(arguments: [
    "Mã", "tên", "ĐĂNG", "ký", "quý", "quyền", "giấy", "giống", "gì", "gìn", "hoà", "hòa", "thuỷ",
    "thủy", "ngoài", "nghiệp", "đường", "được", "khuỷu", "Tuyết", "yếu", "rượu", "uỷ", "Ủy", "oái",
    "khoẻ", "nghĩa", "mua", "của", "giữa", "ở", "sách", "thuở", "xoá",
  ])
  func `a Vietnamese syllable is possible`(_ word: String) {
    #expect(VietnameseSyllable.isPossible(word.unicodeScalars))
  }

  @Test(arguments: [
    "maị", "tàch", "đảt", "vieät", "thñ", "áá", "zá", "b", "đđ", "nước ", "kyỡ", "toaù", "sàpp", "",
    "côté", "über", "hôpital", "noí",
  ])
  func `what is no Vietnamese syllable is not`(_ word: String) {
    #expect(!VietnameseSyllable.isPossible(word.unicodeScalars))
  }
}
