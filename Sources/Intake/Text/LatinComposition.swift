/// Composition of Latin letters and their marks (NFC), without the tables of an ICU.
enum LatinComposition {
  /// Every composed Latin letter under the character that it is canonically equal to. Swift
  /// compares characters by canonical equivalence, so the decomposed form, and the half composed
  /// ones, find their entry.
  private static let letters: [Character: Unicode.Scalar] = {
    var letters: [Character: Unicode.Scalar] = [:]
    for range in [UInt32(0xC0)...0x24F, 0x1E00...0x1EFF] {
      for value in range {
        guard let scalar = Unicode.Scalar(value) else { continue }
        letters[Character(scalar)] = scalar
      }
    }
    return letters
  }()

  /// One base letter with its marks, composed as far as there is a letter for it.
  static func composed(_ cluster: [Unicode.Scalar]) -> [Unicode.Scalar] {
    for length in stride(from: cluster.count, through: 2, by: -1) {
      var view = String.UnicodeScalarView()
      view.append(contentsOf: cluster.prefix(length))
      if let letter = String(view).first, let scalar = letters[letter] {
        return [scalar] + cluster.dropFirst(length)
      }
    }
    return cluster
  }
}
