/// Tells which words can be Vietnamese: what a wrong encoding makes of a text is not.
enum VietnameseSyllable {
  private static let tones: [(vowel: String, toned: String)] = [
    ("a", "àảãáạ"), ("ă", "ằẳẵắặ"), ("â", "ầẩẫấậ"), ("e", "èẻẽéẹ"), ("ê", "ềểễếệ"), ("i", "ìỉĩíị"),
    ("o", "òỏõóọ"), ("ô", "ồổỗốộ"), ("ơ", "ờởỡớợ"), ("u", "ùủũúụ"), ("ư", "ừửữứự"), ("y", "ỳỷỹýỵ"),
  ]

  /// Each vowel, small and capital, with its toneless small form and its tone: 0 none, 1 grave,
  /// 2 hook, 3 tilde, 4 acute, 5 dot below.
  private static let vowels: [Unicode.Scalar: (plain: Unicode.Scalar, tone: Int)] = {
    var vowels: [Unicode.Scalar: (plain: Unicode.Scalar, tone: Int)] = [:]
    for (vowel, toned) in tones {
      guard let plain = vowel.unicodeScalars.first else { continue }
      for (tone, letter) in (vowel + toned).enumerated() {
        for form in [String(letter), letter.uppercased()] {
          guard let scalar = form.unicodeScalars.first else { continue }
          vowels[scalar] = (plain, tone)
        }
      }
    }
    return vowels
  }()

  private static let onsets = [
    "", "b", "c", "ch", "d", "đ", "g", "gh", "gi", "h", "k", "kh", "l", "m", "n", "ng", "ngh", "nh",
    "p", "ph", "qu", "r", "s", "t", "th", "tr", "v", "x",
  ]

  private static let rhymes = """
    a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây \
    e ec em en eng eo ep et ê êch êm ên ênh êp êt êu i ich im in inh ip it iu ia \
    iêc iêm iên iêng iêp iêt iêu o oc oi om on ong op ot oa oac oach oai oam oan oang oanh oao \
    oap oat oay oăc oăm oăn oăng oăt oe oen oeo oet oong ooc ô ôc ôi ôm ôn ông ôp ôt \
    ơ ơi ơm ơn ơp ơt u uc ui um un ung up ut ua uôc uôi uôm uôn uông uôt uân uâng uât uây \
    uê uêch uênh uêt uêu uơ uy uya uych uynh uyn uyt uyu uyp uyên uyêt ư ưc ưi ưm ưn ưng ưt ưu ưa \
    ươc ươi ươm ươn ương ươp ươt ươu y ych yên yêm yêng yêt yêu ynh yt
    """.split(separator: " ").map(String.init)

  private static let syllables: Set<String> = Set(
    onsets.flatMap { onset in rhymes.map { onset + $0 } })

  /// Whether the scalar is a vowel of the alphabet, with or without a tone, small or capital.
  static func isVowel(_ scalar: Unicode.Scalar) -> Bool { vowels[scalar] != nil }

  /// Whether the composed letters can be one Vietnamese syllable, in capitals or not. The tone has
  /// to stand on the vowel that bears it, by the old way of writing or the new one.
  static func isPossible(_ word: some Sequence<Unicode.Scalar>) -> Bool {
    var plain: [Unicode.Scalar] = []
    var tone = 0
    var toned = 0
    for scalar in word {
      if let vowel = vowels[scalar] {
        if vowel.tone != 0 {
          guard tone == 0 else { return false }
          tone = vowel.tone
          toned = plain.count
        }
        plain.append(vowel.plain)
      } else {
        switch scalar {
        case "a"..."z", "đ": plain.append(scalar)
        case "A"..."Z": plain.append(Unicode.Scalar(UInt8(scalar.value) + 0x20))
        case "Đ": plain.append("đ")
        default: return false
        }
      }
      if plain.count > 7 { return false }
    }
    var text = String.UnicodeScalarView()
    text.append(contentsOf: plain)
    guard syllables.contains(String(text)) else { return false }
    if tone != 0, !bearers(plain).contains(toned) { return false }
    // A syllable that ends in a stop has the acute or the dot below.
    switch plain.last {
    case "c", "p", "t": return tone >= 4
    case "h" where plain.dropLast().last == "c": return tone >= 4
    default: return true
    }
  }

  /// The places at which a tone may stand.
  private static func bearers(_ plain: [Unicode.Scalar]) -> [Int] {
    var cluster = plain.indices.filter { vowels[plain[$0]] != nil }
    let isGlide = plain.starts(with: ["q", "u"]) || plain.starts(with: ["g", "i"])
    if isGlide, cluster.count > 1 { cluster.removeFirst() }
    if let marked = cluster.last(where: { "ăâêôơư".unicodeScalars.contains(plain[$0]) }) {
      return [marked]
    }
    let hasCoda = cluster.last != plain.indices.last
    switch cluster.count {
    case 0, 1: return cluster
    case 2 where hasCoda: return [cluster[1]]
    case 2:
      let isOpen = ["oa", "oe", "uy"].contains {
        plain[cluster[0]...].elementsEqual($0.unicodeScalars)
      }
      return isOpen ? cluster : [cluster[0]]
    default: return [cluster[1]]
    }
  }
}
