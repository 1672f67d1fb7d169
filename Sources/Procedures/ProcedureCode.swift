/// The national code of an administrative procedure (mã thủ tục hành chính): `d.dddddd`, for
/// example `1.004194`.
///
/// The code is opaque: its first digit has no safe meaning. Exports write the same code with a
/// province suffix (`1.004194.000.00.00.H32`, `1.013978.H41`), with blanks, or with the apostrophe
/// that spreadsheets put before text; ``init(cleaning:)`` accepts those and keeps the first eight
/// characters. Codes compare by code point.
public struct ProcedureCode: Hashable, Sendable, Comparable, CustomStringConvertible {
  /// The eight characters `d.dddddd`, or the local form that ``init(local:)`` was given.
  public let text: String

  /// Accepts exactly `d.dddddd`.
  public init?(_ text: String) {
    guard Self.isNational(text.utf8) else { return nil }
    self.text = text
  }

  /// Reads a code as exports write it: surrounding blanks, a leading apostrophe and the suffix
  /// of a province or of a local variant are taken off; anything else is no code.
  public init?(cleaning raw: String) {
    var bytes = raw.utf8[...]
    while let first = bytes.first, Self.isBlank(first) || first == UInt8(ascii: "'") {
      bytes = bytes.dropFirst()
    }
    while let last = bytes.last, Self.isBlank(last) { bytes = bytes.dropLast() }
    guard bytes.count >= 8, Self.isNational(bytes.prefix(8)) else { return nil }
    guard Self.isSuffix(bytes.dropFirst(8)) else { return nil }
    guard let text = String(bytes.prefix(8)) else { return nil }
    self.text = text
  }

  /// A procedure that the province issued itself and that has no national code. Only for sources
  /// whose profile declares a local pattern.
  public init(local text: String) {
    self.text = text
  }

  /// The code as text.
  public var description: String { text }

  /// Code-point order.
  public static func < (left: ProcedureCode, right: ProcedureCode) -> Bool {
    left.text < right.text
  }

  private static func isBlank(_ byte: UInt8) -> Bool {
    byte == 0x20 || (0x09...0x0D).contains(byte)
  }

  private static func isDigit(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
  }

  private static func isNational(_ bytes: some Collection<UInt8>) -> Bool {
    guard bytes.count == 8 else { return false }
    for (offset, byte) in bytes.enumerated() {
      guard offset == 1 ? byte == UInt8(ascii: ".") : isDigit(byte) else { return false }
    }
    return true
  }

  /// What may follow the eight characters: nothing, `.000.00.00.H32`, `.H41`, `.H13-1`.
  private static func isSuffix(_ bytes: some Collection<UInt8>) -> Bool {
    guard let first = bytes.first else { return true }
    guard first == UInt8(ascii: ".") else { return false }
    var groups: [[UInt8]] = [[]]
    for byte in bytes.dropFirst() {
      if byte == UInt8(ascii: ".") {
        groups.append([])
      } else {
        groups[groups.count - 1].append(byte)
      }
    }
    guard let province = groups.popLast(), province.first == UInt8(ascii: "H"),
      province.count >= 3, isDigit(province[1]), isDigit(province[2]),
      province.dropFirst(3).allSatisfy({ isDigit($0) || $0 == UInt8(ascii: "-") })
    else { return false }
    return groups.allSatisfy { !$0.isEmpty && $0.allSatisfy(isDigit) }
  }
}
