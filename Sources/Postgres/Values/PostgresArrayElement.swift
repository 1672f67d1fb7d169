/// A value whose arrays can be parameters and columns: smallint, integer, bigint, text, and bytes,
/// whose array is `bytea`.
///
/// The requirements are the element's because `[UInt8]` and `[Int64]` travel in different forms
/// and one generic `Array` can conform only once.
public protocol PostgresArrayElement: Sendable {
  /// The type under which an array of these is sent.
  static var postgresArrayType: PostgresType { get }
  /// Whether a column of this type may be read as such an array.
  static func acceptsPostgresArray(_ type: PostgresType) -> Bool
  /// The array in binary form.
  static func postgresArrayBytes(_ elements: [Self]) -> [UInt8]
  /// The array read; nil where bytes do not fit, or NULL or a second dimension occurs.
  static func postgresArray(_ bytes: Span<UInt8>) -> [Self]?
}

extension PostgresArrayElement {
  /// The type under which such an array is also sent.
  public static func acceptsPostgresArray(_ type: PostgresType) -> Bool {
    type == postgresArrayType
  }
}

extension PostgresArrayElement where Self: PostgresEncodable & PostgresDecodable {
  /// Dimensions, a flag for NULLs, the element type; then length and lower bound of the dimension;
  /// then every element with its length: `array_send` in the server's arrayfuncs.c.
  public static func postgresArrayBytes(_ elements: [Self]) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(20 + elements.count * 12)
    bytes += Int32(elements.isEmpty ? 0 : 1).bigEndianBytes
    bytes += Int32(0).bigEndianBytes
    bytes += Self.postgresType.rawValue.bigEndianBytes
    guard !elements.isEmpty else { return bytes }
    bytes += Int32(truncatingIfNeeded: elements.count).bigEndianBytes
    bytes += Int32(1).bigEndianBytes
    for element in elements {
      let content = element.postgresBytes() ?? []
      bytes += Int32(truncatingIfNeeded: content.count).bigEndianBytes
      bytes += content
    }
    return bytes
  }

  /// The inverse of `postgresArrayBytes`, refusing what it does not understand.
  public static func postgresArray(_ bytes: Span<UInt8>) -> [Self]? {
    guard bytes.count >= 12 else { return nil }
    let dimensions = bytes.bigEndianNumber(at: 0, Int32.self)
    let type = PostgresType(rawValue: bytes.bigEndianNumber(at: 8, UInt32.self))
    guard Self.accepts(type) else { return nil }
    if dimensions == 0 { return bytes.count == 12 ? [] : nil }
    guard dimensions == 1, bytes.count >= 20 else { return nil }
    let count = Int(bytes.bigEndianNumber(at: 12, Int32.self))
    // Every element takes at least its length word, so a lying count cannot reserve memory.
    guard count >= 0, count <= (bytes.count - 20) / 4 else { return nil }
    var elements: [Self] = []
    elements.reserveCapacity(count)
    var offset = 20
    for _ in 0..<count {
      guard bytes.count - offset >= 4 else { return nil }
      let length = Int(bytes.bigEndianNumber(at: offset, Int32.self))
      offset += 4
      guard length >= 0, length <= bytes.count - offset,
        let element = Self(postgresBytes: bytes.extracting(offset..<offset + length))
      else { return nil }
      elements.append(element)
      offset += length
    }
    return offset == bytes.count ? elements : nil
  }
}

extension Int16: PostgresArrayElement {
  /// `smallint[]`.
  public static var postgresArrayType: PostgresType { .int2Array }
}

extension Int32: PostgresArrayElement {
  /// `integer[]`.
  public static var postgresArrayType: PostgresType { .int4Array }
}

extension Int64: PostgresArrayElement {
  /// `bigint[]`.
  public static var postgresArrayType: PostgresType { .int8Array }
}

extension Int: PostgresArrayElement {
  /// `bigint[]`.
  public static var postgresArrayType: PostgresType { .int8Array }
}

extension String: PostgresArrayElement {
  /// `text[]`.
  public static var postgresArrayType: PostgresType { .textArray }
  /// `text[]` and `varchar[]`.
  public static func acceptsPostgresArray(_ type: PostgresType) -> Bool {
    type == .textArray || type == .varcharArray
  }
}

extension UInt8: PostgresArrayElement {
  /// `bytea`: bytes are one value, not an array of numbers.
  public static var postgresArrayType: PostgresType { .bytea }
  /// The bytes themselves.
  public static func postgresArrayBytes(_ elements: [UInt8]) -> [UInt8] { elements }
  /// The bytes themselves; every content is valid.
  public static func postgresArray(_ bytes: Span<UInt8>) -> [UInt8]? { bytes.copied() }
}
