/// A value that can stand in a `Statement` and is sent as a parameter in binary form.
public protocol PostgresEncodable: Sendable {
  /// The type under which the parameter is sent.
  static var postgresType: PostgresType { get }

  /// The value in PostgreSQL's binary form, big-endian; nil for NULL.
  func postgresBytes() -> [UInt8]?
}

extension FixedWidthInteger {
  /// Most significant byte first, as all numbers travel.
  var bigEndianBytes: [UInt8] {
    stride(from: Self.bitWidth - 8, through: 0, by: -8).map {
      UInt8(truncatingIfNeeded: self >> Self($0))
    }
  }
}

extension Bool: PostgresEncodable {
  /// `boolean`.
  public static var postgresType: PostgresType { .bool }
  /// One byte, 0 or 1.
  public func postgresBytes() -> [UInt8]? { [self ? 1 : 0] }
}

extension Int16: PostgresEncodable {
  /// `smallint`.
  public static var postgresType: PostgresType { .int2 }
  /// Two bytes.
  public func postgresBytes() -> [UInt8]? { bigEndianBytes }
}

extension Int32: PostgresEncodable {
  /// `integer`.
  public static var postgresType: PostgresType { .int4 }
  /// Four bytes.
  public func postgresBytes() -> [UInt8]? { bigEndianBytes }
}

extension Int64: PostgresEncodable {
  /// `bigint`.
  public static var postgresType: PostgresType { .int8 }
  /// Eight bytes.
  public func postgresBytes() -> [UInt8]? { bigEndianBytes }
}

extension Int: PostgresEncodable {
  /// `bigint`.
  public static var postgresType: PostgresType { .int8 }
  /// Eight bytes.
  public func postgresBytes() -> [UInt8]? { bigEndianBytes }
}

extension Double: PostgresEncodable {
  /// `double precision`.
  public static var postgresType: PostgresType { .float8 }
  /// Eight bytes, IEEE 754.
  public func postgresBytes() -> [UInt8]? { bitPattern.bigEndianBytes }
}

extension String: PostgresEncodable {
  /// `text`, which the server also takes for `varchar`.
  public static var postgresType: PostgresType { .text }
  /// UTF-8. A NUL character is refused by the server with SQLSTATE 22021.
  public func postgresBytes() -> [UInt8]? { Array(utf8) }
}

extension PostgresDate: PostgresEncodable {
  /// `date`.
  public static var postgresType: PostgresType { .date }
  /// Four bytes.
  public func postgresBytes() -> [UInt8]? { daysSince2000.bigEndianBytes }
}

extension PostgresTimestamp: PostgresEncodable {
  /// `timestamp with time zone`.
  public static var postgresType: PostgresType { .timestamptz }
  /// Eight bytes.
  public func postgresBytes() -> [UInt8]? { microsecondsSince2000.bigEndianBytes }
}

extension Optional: PostgresEncodable where Wrapped: PostgresEncodable {
  /// The type of the value that is or is not there.
  public static var postgresType: PostgresType { Wrapped.postgresType }
  /// The value's bytes; nil is NULL.
  public func postgresBytes() -> [UInt8]? { self?.postgresBytes() }
}

extension Array: PostgresEncodable where Element: PostgresArrayElement {
  /// The array type of the element; `bytea` for bytes.
  public static var postgresType: PostgresType { Element.postgresArrayType }
  /// PostgreSQL's array form, one dimension from 1, no NULL among the elements.
  public func postgresBytes() -> [UInt8]? { Element.postgresArrayBytes(self) }
}
