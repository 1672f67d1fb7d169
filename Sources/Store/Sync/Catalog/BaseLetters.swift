/// Text without accents, for telling whether two names share their words: `đăng ký` and `dang ky`
/// do.
enum BaseLetters {
  /// Each accented Latin letter becomes the letter it is built on, in lower case; the rest stays.
  static func text(_ text: String) -> String {
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      if scalar.isASCII {
        result.append(scalar)
      } else if !(0x300...0x36F).contains(scalar.value) {
        result.append(base(of: scalar))
      }
    }
    return String(result)
  }

  /// Unicode names such letters after the one they are built on: "LATIN SMALL LETTER A WITH
  /// CIRCUMFLEX AND ACUTE".
  private static func base(of scalar: Unicode.Scalar) -> Unicode.Scalar {
    guard (0xC0...0x24F).contains(scalar.value) || (0x1E00...0x1EFF).contains(scalar.value),
      let words = scalar.properties.name?.split(separator: " "), words.count > 4,
      words[0] == "LATIN", words[2] == "LETTER", words[4] == "WITH", words[3].count == 1,
      let letter = words[3].lowercased().unicodeScalars.first
    else { return scalar }
    return letter
  }
}
