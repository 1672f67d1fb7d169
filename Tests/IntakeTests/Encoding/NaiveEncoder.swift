@testable import Intake

/// Writes Vietnamese text in the encodings of old, by published lists of letters: one that reads
/// by tables of its own cannot share a mistake with it.
enum NaiveEncoder {
  private static let letters =
    "àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵđ"

  /// The ABC fonts, as the text looks when it is taken for windows-1252.
  private static let tcvn3 =
    "µ¸¶·¹¨»¾¼½Æ©ÇÊÈÉËÌÐÎÏÑªÒÕÓÔÖ×ÝØÜÞßãáâä«åèæçé¬êíëìîïóñòô\u{AD}õøö÷ùúýûüþ®"

  /// VNI-Windows, likewise, two characters for most letters.
  private static let vni = """
    aø aù aû aõ aï aê aè aé aú aü aë aâ aà aá aå aã aä eø eù eû eõ eï eâ eà eá eå eã eä \
    ì í æ ó ò oø où oû oõ oï oâ oà oá oå oã oä ô ôø ôù ôû ôõ ôï uø uù uû uõ uï ö öø öù öû öõ öï \
    yø yù yû yõ î ñ
    """

  /// The bytes of the text; nil where a character has none.
  static func encode(_ text: String, as encoding: TextEncoding) -> [UInt8]? {
    switch encoding {
    case .utf8: return Array(text.utf8)
    case .utf16le: return text.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
    case .utf16be: return text.utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
    case .tcvn3:
      // The fonts have capitals only of the letters without a tone.
      let pairs = zip(letters + "ĂÂÊÔƠƯĐ", (tcvn3 + "¡¢£¤¥¦§").map(String.init))
      return latin(text, by: Dictionary(uniqueKeysWithValues: pairs))
    case .vni:
      let pairs = vni.split(separator: " ").map(String.init)
      var table = Dictionary(uniqueKeysWithValues: zip(letters, pairs))
      for (letter, pair) in zip(letters, pairs) {
        table[Character(letter.uppercased())] = pair.uppercased()
      }
      return latin(text, by: table)
    case .windows1258: return windows1258(text)
    }
  }

  private static func latin(_ text: String, by table: [Character: String]) -> [UInt8]? {
    var bytes: [UInt8] = []
    for character in text {
      if character.isASCII {
        bytes += Array(String(character).utf8)
        continue
      }
      guard let form = table[character] else { return nil }
      for scalar in form.unicodeScalars {
        guard scalar.value < 0x100 else { return nil }
        bytes.append(UInt8(scalar.value))
      }
    }
    return bytes
  }

  /// The letter with its circumflex, breve or horn is a byte, the tone the next one.
  private static func windows1258(_ text: String) -> [UInt8]? {
    let bases: [Character: UInt8] = [
      "ă": 0xE3, "â": 0xE2, "ê": 0xEA, "ô": 0xF4, "ơ": 0xF5, "ư": 0xFD, "đ": 0xF0,
      "Ă": 0xC3, "Â": 0xC2, "Ê": 0xCA, "Ô": 0xD4, "Ơ": 0xD5, "Ư": 0xDD, "Đ": 0xD0,
    ]
    let tones: [Unicode.Scalar: UInt8] = [
      "\u{300}": 0xCC, "\u{309}": 0xD2, "\u{303}": 0xDE, "\u{301}": 0xEC, "\u{323}": 0xF2,
    ]
    var bytes: [UInt8] = []
    for character in text {
      if let byte = character.asciiValue {
        bytes.append(byte)
        continue
      }
      let (base, tone) = split(character)
      if let byte = base.asciiValue ?? bases[base] { bytes.append(byte) } else { return nil }
      if let tone, let byte = tones[tone] { bytes.append(byte) }
    }
    return bytes
  }

  private static func split(_ character: Character) -> (Character, Unicode.Scalar?) {
    for base in "aăâeêioôơuưyAĂÂEÊIOÔƠUƯY" {
      for tone in "\u{300}\u{309}\u{303}\u{301}\u{323}".unicodeScalars
      where "\(base)\(Character(tone))" == String(character) {
        return (base, tone)
      }
    }
    return (character, nil)
  }
}

/// Vietnamese as public offices write it.
enum VietnameseSentences {
  private static let words = """
    Đăng ký khai sinh có yếu tố nước ngoài cấp giấy chứng nhận quyền sử dụng đất ở nhà và tài sản \
    khác gắn liền với thủ tục hành chính một cửa liên thông Sở Tư pháp tỉnh Khánh Hòa phường xã \
    lĩnh vực hộ tịch bảo trợ xã hội người khuyết tật đề nghị hỗ trợ kinh phí mai táng gia hạn \
    chuyển đổi mục đích thuỷ sản đường bộ kiểm định phương tiện vận tải nguồn nước khoáng \
    sản xây dựng quảng cáo biểu diễn nghệ thuật lữ hành quốc tế nội địa hướng dẫn viên dược liệu \
    khám chữa bệnh trẻ em nuôi con nuôi lý lịch chứng thực bản sao từ chữ ký của
    """.split(separator: " ").map(String.init)

  /// A table of sentences with headings, in small letters but for the first ones.
  static func table(rows: Int, using random: inout SeededGenerator) -> String {
    var lines = ["Mã TTHC,Tên TTHC,Lĩnh vực"]
    for row in 0..<rows {
      lines.append(
        "1.\(100_000 + row),\(sentence(using: &random)),\(sentence(using: &random))")
    }
    return lines.joined(separator: "\n") + "\n"
  }

  static func sentence(using random: inout SeededGenerator) -> String {
    (0..<Int.random(in: 2...9, using: &random))
      .map { _ in words[Int.random(in: 0..<words.count, using: &random)] }
      .joined(separator: " ")
  }
}

extension ByteSource {
  /// Everything that the source gives into buffers of this size.
  func read(bufferSize: Int = 64) throws(IntakeError) -> [UInt8] {
    var source = self
    var buffer = [UInt8](repeating: 0, count: bufferSize)
    var bytes: [UInt8] = []
    while true {
      let count = try source.fill(&buffer)
      if count == 0 { return bytes }
      bytes.append(contentsOf: buffer[..<count])
    }
  }
}
