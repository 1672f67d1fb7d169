import Procedures

extension Claim<Bool> {
  /// Whether a yes is known. By pattern: comparing claims runs unspecialised code of another
  /// module, which shows on each of some hundred thousand rows.
  var isYes: Bool { if case .known(true) = self { true } else { false } }

  /// Whether a no is known.
  var isNo: Bool { if case .known(false) = self { true } else { false } }
}
