/// A value that can be read from a column that came in binary form.
public protocol PostgresDecodable: Sendable {
  /// Whether a column of this type may be read as this value. Nothing is converted silently: a
  /// statement that wants another type casts.
  static func accepts(_ type: PostgresType) -> Bool

  /// Reads the column's bytes; nil where width or content do not fit.
  init?(postgresBytes bytes: Span<UInt8>)

  /// What NULL becomes; nil where NULL is an error, as it is by default.
  static var postgresNull: Self? { get }
}

extension PostgresDecodable {
  /// NULL is an error unless the type is an optional.
  public static var postgresNull: Self? { nil }
}

extension PostgresDecodable where Self: PostgresEncodable {
  /// The type under which the value is also sent.
  public static func accepts(_ type: PostgresType) -> Bool { type == postgresType }
}

extension Span where Element == UInt8 {
  /// The big-endian number that fills the span; nil where it has another width.
  func bigEndianNumber<Number: FixedWidthInteger>(_: Number.Type = Number.self) -> Number? {
    guard count == Number.bitWidth / 8 else { return nil }
    return bigEndianNumber(at: 0)
  }

  /// The big-endian number at an offset; the caller has checked that it lies inside.
  func bigEndianNumber<Number: FixedWidthInteger>(
    at offset: Int, _: Number.Type = Number.self
  ) -> Number {
    var number: Number = 0
    for index in 0..<Number.bitWidth / 8 {
      number = number << 8 | Number(truncatingIfNeeded: self[offset + index])
    }
    return number
  }
}

extension Bool: PostgresDecodable {
  /// One byte, 0 or 1.
  public init?(postgresBytes bytes: Span<UInt8>) {
    guard bytes.count == 1 else { return nil }
    self = bytes[0] != 0
  }
}

extension Int16: PostgresDecodable {
  /// Two bytes.
  public init?(postgresBytes bytes: Span<UInt8>) {
    guard let number = bytes.bigEndianNumber(Int16.self) else { return nil }
    self = number
  }
}

extension Int32: PostgresDecodable {
  /// Four bytes.
  public init?(postgresBytes bytes: Span<UInt8>) {
    guard let number = bytes.bigEndianNumber(Int32.self) else { return nil }
    self = number
  }
}

extension Int64: PostgresDecodable {
  /// Eight bytes.
  public init?(postgresBytes bytes: Span<UInt8>) {
    guard let number = bytes.bigEndianNumber(Int64.self) else { return nil }
    self = number
  }
}

extension Int: PostgresDecodable {
  /// Eight bytes.
  public init?(postgresBytes bytes: Span<UInt8>) {
    guard let number = bytes.bigEndianNumber(Int.self) else { return nil }
    self = number
  }
}

extension Double: PostgresDecodable {
  /// Eight bytes, IEEE 754.
  public init?(postgresBytes bytes: Span<UInt8>) {
    guard let bits = bytes.bigEndianNumber(UInt64.self) else { return nil }
    self = Double(bitPattern: bits)
  }
}

extension String: PostgresDecodable {
  /// `text`, `varchar`, `character`, `name`, `json` and untyped literals: all are UTF-8 on the
  /// wire. Not `jsonb` or enumerations, whose bytes are something else or not ours to interpret.
  public static func accepts(_ type: PostgresType) -> Bool {
    switch type {
    case .text, .varchar, .bpchar, .name, .json, .unknown: true
    default: false
    }
  }

  /// UTF-8; anything else is refused, not repaired.
  public init?(postgresBytes bytes: Span<UInt8>) {
    guard let text = try? UTF8Span(validating: bytes) else { return nil }
    self = String(copying: text)
  }
}

extension PostgresDate: PostgresDecodable {
  /// Four bytes.
  public init?(postgresBytes bytes: Span<UInt8>) {
    guard let days = bytes.bigEndianNumber(Int32.self) else { return nil }
    self.init(daysSince2000: days)
  }
}

extension PostgresTimestamp: PostgresDecodable {
  /// Eight bytes.
  public init?(postgresBytes bytes: Span<UInt8>) {
    guard let microseconds = bytes.bigEndianNumber(Int64.self) else { return nil }
    self.init(microsecondsSince2000: microseconds)
  }
}

extension Optional: PostgresDecodable where Wrapped: PostgresDecodable {
  /// What the value itself accepts.
  public static func accepts(_ type: PostgresType) -> Bool { Wrapped.accepts(type) }

  /// The value; NULL has no bytes and does not come here.
  public init?(postgresBytes bytes: Span<UInt8>) {
    guard let value = Wrapped(postgresBytes: bytes) else { return nil }
    self = .some(value)
  }

  /// NULL is no value.
  public static var postgresNull: Self? { .some(.none) }
}

extension Array: PostgresDecodable
where Element: PostgresArrayElement {
  /// Arrays of the element; `bytea` for bytes.
  public static func accepts(_ type: PostgresType) -> Bool {
    Element.acceptsPostgresArray(type)
  }

  /// A one-dimensional array without NULL; nil for anything else.
  public init?(postgresBytes bytes: Span<UInt8>) {
    guard let elements = Element.postgresArray(bytes) else { return nil }
    self = elements
  }
}
