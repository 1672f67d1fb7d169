import Procedures

/// Shows of a cell only what cannot be a person's: sources with shifted columns have names and
/// numbers of people where codes and dates belong.
enum RawMask {
  /// The text where it is a date, a code of a dossier, procedure or agency, a number of at most six
  /// digits or a word of our vocabularies, and empty where it is blank; else its length.
  static func masked(_ cell: String) -> String {
    let text = VietnameseText.normalised(cell)
    if text.isEmpty || isShown(text) { return text }
    return "‹\(text.count) ký tự›"
  }

  /// Whether the text may be shown.
  static func isShown(_ text: String) -> Bool {
    guard text.utf8.count <= 64 else { return false }
    if isNumber(text) || FactCode.isSurelyDossier(text) || FactCode.isSurelyAgency(text) {
      return true
    }
    if let code = ProcedureCode(cleaning: text), text.utf8.count <= 24 {
      return !code.text.isEmpty
    }
    if case .at = MomentReading.read(text) { return true }
    return FactWords.standard.contains(VietnameseText.matchKey(text))
  }

  private static func isNumber(_ text: String) -> Bool {
    let digits = text.utf8.count { (0x30...0x39).contains($0) }
    return (1...6).contains(digits)
      && text.utf8.allSatisfy { (0x30...0x39).contains($0) || ".,-%".utf8.contains($0) }
  }
}
