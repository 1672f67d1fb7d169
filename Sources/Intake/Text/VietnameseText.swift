/// Vietnamese text as it is shown and as it is compared.
public enum VietnameseText {
  /// The text as it is kept and shown: letters composed (NFC), every run of white space, also
  /// no-break spaces and line ends, one blank, none around, invisible marks dropped. Punctuation
  /// stays, the final full stop too.
  public static func normalised(_ text: String) -> String {
    if isNormal(text) { return text }
    var result = String.UnicodeScalarView()
    var pending = false
    var cluster: [Unicode.Scalar] = []
    func flush() {
      if cluster.count > 1 {
        for scalar in LatinComposition.composed(cluster) { result.append(scalar) }
      } else {
        for scalar in cluster { result.append(scalar) }
      }
      cluster.removeAll(keepingCapacity: true)
    }
    for scalar in text.unicodeScalars {
      if isInvisible(scalar) { continue }
      if isBlank(scalar) {
        flush()
        pending = true
        continue
      }
      if (0x300...0x36F).contains(scalar.value), !cluster.isEmpty {
        cluster.append(scalar)
        continue
      }
      flush()
      if pending, !result.isEmpty { result.append(" ") }
      pending = false
      cluster.append(scalar)
    }
    flush()
    return String(result)
  }

  /// The text for comparing: ``normalised(_:)``, lower case, look-alikes of Đ made Đ, old and new
  /// placement of tone marks equal (hoà = hòa, thuỷ = thủy), `UBND` written out, punctuation and
  /// dashes as blanks. Two texts that a reader takes for the same name have the same key.
  public static func matchKey(_ text: String) -> String {
    var result = String.UnicodeScalarView()
    var word: [Unicode.Scalar] = []
    func flush() {
      if word.isEmpty { return }
      if !result.isEmpty { result.append(" ") }
      if word == abbreviation {
        for scalar in writtenOut { result.append(scalar) }
      } else {
        TonePlacement.unify(&word)
        for scalar in word { result.append(scalar) }
      }
      word.removeAll(keepingCapacity: true)
    }
    for scalar in normalised(text).lowercased().unicodeScalars {
      switch scalar {
      case "\u{F0}", "\u{256}": word.append("đ")
      case _ where isBlank(scalar) || isPunctuation(scalar): flush()
      default: word.append(scalar)
      }
    }
    flush()
    return String(result)
  }

  private static let abbreviation: [Unicode.Scalar] = ["u", "b", "n", "d"]
  private static let writtenOut = Array("ủy ban nhân dân".unicodeScalars)

  /// Whether ``normalised(_:)`` has nothing to do, as with nearly every cell.
  private static func isNormal(_ text: String) -> Bool {
    var last: Unicode.Scalar = " "
    for scalar in text.unicodeScalars {
      if scalar == " " {
        if last == " " { return false }
      } else if isBlank(scalar) || isInvisible(scalar) || (0x300...0x36F).contains(scalar.value) {
        return false
      }
      last = scalar
    }
    return last != " " || text.isEmpty
  }

  /// The key of a column heading: the match key without its blanks, so that `ten_tthc`,
  /// `Ten TTHC` and `TenTTHC` are one. Accents count.
  static func headerKey(_ text: String) -> String {
    matchKey(text).filter { $0 != " " }
  }

  static func isBlank(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0...0x20, 0x7F, 0x85, 0xA0, 0x1680, 0x2000...0x200A, 0x2028, 0x2029, 0x202F, 0x205F,
      0x3000:
      true
    default: false
    }
  }

  /// Zero-width blanks and joiners, marks of direction and of emoji, the byte order mark and the
  /// soft hyphen.
  private static func isInvisible(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0xAD, 0x200B...0x200F, 0x202A...0x202E, 0x2060...0x2064, 0xFE00...0xFE0F, 0xFEFF: true
    default: false
    }
  }

  private static func isPunctuation(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x30...0x39, 0x61...0x7A, 0xC0...0x24F, 0x1E00...0x1EFF: return false
    default: break
    }
    switch scalar.properties.generalCategory {
    case .connectorPunctuation, .dashPunctuation, .openPunctuation, .closePunctuation,
      .initialPunctuation, .finalPunctuation, .otherPunctuation:
      return true
    default: return scalar == "|" || scalar == "~" || scalar == "`"
    }
  }
}
