/// Random bytes of the operating system, drawn in the command only.
enum RandomBytes {
  /// So many bytes that nobody can foretell.
  static func draw(_ count: Int) -> [UInt8] {
    var generator = SystemRandomNumberGenerator()
    return (0..<count).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
  }
}
