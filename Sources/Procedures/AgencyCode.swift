/// The electronic identifier of an agency (mã định danh điện tử), in the form of Quyết định
/// 20/2020/QĐ-TTg: groups of `0-9A-Z` from the top level down, separated by dots, at most 35
/// characters: `H32`, `H32.16`, `G11.12.004.001`.
///
/// The form of QCVN 102:2016 runs the other way and is padded with zero groups
/// (`000.90.16.H32`); it is normalised to `H32.16.90`. Codes compare group by group, numbers as
/// numbers, so that `H32.9` stands before `H32.16`.
public struct AgencyCode: Hashable, Sendable, Comparable, CustomStringConvertible {
  /// The normalised code.
  public let text: String

  /// Reads either form; blanks around it are dropped. Returns nil for what is no such code.
  public init?(_ raw: String) {
    var groups: [[UInt8]] = [[]]
    var bytes = raw.utf8[...]
    while let first = bytes.first, first == UInt8(ascii: "'") || first <= 0x20 {
      bytes = bytes.dropFirst()
    }
    while let last = bytes.last, last <= 0x20 { bytes = bytes.dropLast() }
    guard !bytes.isEmpty, bytes.count <= 35 else { return nil }
    for byte in bytes {
      switch byte {
      case UInt8(ascii: "."): groups.append([])
      case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"):
        groups[groups.count - 1].append(byte)
      default: return nil
      }
    }
    guard groups.allSatisfy({ !$0.isEmpty }) else { return nil }
    if !Self.isTop(groups[0]) {
      // The reversed form of 2016: the top level stands last, unused levels are zeros.
      guard let last = groups.last, Self.isTop(last) else { return nil }
      groups = groups.reversed().filter { !$0.allSatisfy { $0 == UInt8(ascii: "0") } }
    }
    let text = groups.map { String(decoding: $0, as: UTF8.self) }.joined(separator: ".")
    self.text = text
  }

  /// The codes above this one, nearest first: `H32.11.13.1` gives `H32.11.13`, `H32.11`, `H32`.
  public var prefixes: [AgencyCode] {
    var result: [AgencyCode] = []
    var rest = text[...]
    while let dot = rest.lastIndex(of: ".") {
      rest = rest[..<dot]
      result.append(AgencyCode(normalised: String(rest)))
    }
    return result
  }

  /// Whether the code belongs to a ministry or another vertical body (`G…`) that works inside
  /// the province without standing under its People's Committee.
  public var isVertical: Bool { text.utf8.first == UInt8(ascii: "G") }

  /// The code as text.
  public var description: String { text }

  /// Group-wise order: numbers as numbers and before other groups, which compare by code point.
  public static func < (left: AgencyCode, right: AgencyCode) -> Bool {
    let lefts = left.text.utf8.split(separator: UInt8(ascii: "."))
    let rights = right.text.utf8.split(separator: UInt8(ascii: "."))
    for (one, other) in zip(lefts, rights) where !one.elementsEqual(other) {
      switch (isNumber(one), isNumber(other)) {
      case (true, true):
        // A group may have more digits than any integer holds, and leading zeros.
        let (a, b) = (one.drop { $0 == 0x30 }, other.drop { $0 == 0x30 })
        if a.count != b.count { return a.count < b.count }
        if !a.elementsEqual(b) { return a.lexicographicallyPrecedes(b) }
        return one.count < other.count
      case (true, false): return true
      case (false, true): return false
      case (false, false): return one.lexicographicallyPrecedes(other)
      }
    }
    return lefts.count < rights.count
  }

  private init(normalised text: String) { self.text = text }

  private static func isNumber(_ group: Substring.UTF8View) -> Bool {
    group.allSatisfy { (0x30...0x39).contains($0) }
  }

  private static func isTop(_ group: [UInt8]) -> Bool {
    guard let first = group.first else { return false }
    return (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(first) && group.count >= 2
  }
}
