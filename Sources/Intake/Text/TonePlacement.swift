/// The two ways to place a tone mark on oa, oe and uy: `hoà` and `hòa`.
enum TonePlacement {
  private typealias Move = (first: Unicode.Scalar, second: Unicode.Scalar)

  private static let moves: [Unicode.Scalar: [Unicode.Scalar: Move]] = [
    "o": pairs("àáảãạ", "òóỏõọ", plain: "a").merging(pairs("èéẻẽẹ", "òóỏõọ", plain: "e")) { $1 },
    "u": pairs("ỳýỷỹỵ", "ùúủũụ", plain: "y"),
  ]

  private static func pairs(
    _ second: String, _ first: String, plain: Unicode.Scalar
  ) -> [Unicode.Scalar: Move] {
    Dictionary(
      zip(second.unicodeScalars, first.unicodeScalars).map { ($0, ($1, plain)) },
      uniquingKeysWith: { $1 })
  }

  /// Puts the mark on the first of the two vowels, everywhere, also where only the second is
  /// right (`hoàn`, `quý`): the result is for comparing, never shown.
  static func unify(_ word: inout [Unicode.Scalar]) {
    for index in word.indices.dropFirst() {
      guard word[index].value > 0x7F, let move = moves[word[index - 1]]?[word[index]] else {
        continue
      }
      word[index - 1] = move.first
      word[index] = move.second
    }
  }
}
