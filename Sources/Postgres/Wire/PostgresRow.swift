internal import CLibPQ

/// One row of a result, valid inside the closure that receives it only: it cannot be copied and
/// what is kept of it is what was decoded.
///
/// Columns are counted from 0. The accessors with a type in their name are for closures that run
/// millions of times: they convert nothing and allocate nothing but text.
@safe public struct PostgresRow: ~Copyable {
  // Owned by a `WireResult` that outlives the row: the closure gets the row by borrowing, and the
  // result is cleared after the closure has returned.
  private let result: OpaquePointer
  private let index: Int32

  init(_ result: borrowing WireResult, _ index: Int32) {
    unsafe self.result = unsafe result.handle
    self.index = index
  }

  /// The number of columns.
  public var columnCount: Int { Int(unsafe PQnfields(result)) }

  /// Reads a column. Throws an error of kind `decoding` that names the column and both types
  /// where the column has another type, its bytes do not fit, or it is NULL and `T` is no
  /// optional.
  public func decode<T: PostgresDecodable>(
    _ column: Int, as _: T.Type = T.self
  ) throws(PostgresError) -> T {
    let type = try type(of: column)
    guard T.accepts(type) else { throw mismatch(column, type, "\(T.self)") }
    guard let bytes = unsafe bytes(column) else {
      guard let value = T.postgresNull else { throw null(column, "\(T.self)") }
      return value
    }
    guard let value = T(postgresBytes: unsafe bytes.span) else {
      throw malformed(column, type, "\(T.self)")
    }
    return value
  }

  /// Whether a column is NULL, of whatever type. A column that is not there is an error.
  public func isNull(_ column: Int) throws(PostgresError) -> Bool {
    _ = try type(of: column)
    return unsafe PQgetisnull(result, index, Int32(column)) == 1
  }

  /// A `smallint` that is not NULL.
  public func int16(_ column: Int) throws(PostgresError) -> Int16 {
    guard let value = try int16OrNil(column) else { throw null(column, "Int16") }
    return value
  }

  /// A `smallint`, nil for NULL.
  public func int16OrNil(_ column: Int) throws(PostgresError) -> Int16? {
    try number(column, .int2, Int16.self)
  }

  /// An `integer` that is not NULL.
  public func int32(_ column: Int) throws(PostgresError) -> Int32 {
    guard let value = try int32OrNil(column) else { throw null(column, "Int32") }
    return value
  }

  /// An `integer`, nil for NULL.
  public func int32OrNil(_ column: Int) throws(PostgresError) -> Int32? {
    try number(column, .int4, Int32.self)
  }

  /// A `bigint` that is not NULL.
  public func int64(_ column: Int) throws(PostgresError) -> Int64 {
    guard let value = try int64OrNil(column) else { throw null(column, "Int64") }
    return value
  }

  /// A `bigint`, nil for NULL.
  public func int64OrNil(_ column: Int) throws(PostgresError) -> Int64? {
    try number(column, .int8, Int64.self)
  }

  /// A `boolean` that is not NULL.
  public func bool(_ column: Int) throws(PostgresError) -> Bool {
    guard let value = try boolOrNil(column) else { throw null(column, "Bool") }
    return value
  }

  /// A `boolean`, nil for NULL.
  public func boolOrNil(_ column: Int) throws(PostgresError) -> Bool? {
    try number(column, .bool, UInt8.self).map { $0 != 0 }
  }

  /// A `date` that is not NULL.
  public func date(_ column: Int) throws(PostgresError) -> PostgresDate {
    guard let value = try dateOrNil(column) else { throw null(column, "PostgresDate") }
    return value
  }

  /// A `date`, nil for NULL.
  public func dateOrNil(_ column: Int) throws(PostgresError) -> PostgresDate? {
    try number(column, .date, Int32.self).map(PostgresDate.init(daysSince2000:))
  }

  /// A `timestamp with time zone` that is not NULL.
  public func timestamp(_ column: Int) throws(PostgresError) -> PostgresTimestamp {
    guard let value = try timestampOrNil(column) else { throw null(column, "PostgresTimestamp") }
    return value
  }

  /// A `timestamp with time zone`, nil for NULL.
  public func timestampOrNil(_ column: Int) throws(PostgresError) -> PostgresTimestamp? {
    try number(column, .timestamptz, Int64.self)
      .map(PostgresTimestamp.init(microsecondsSince2000:))
  }

  /// A text, as `String` accepts it, that is not NULL.
  public func string(_ column: Int) throws(PostgresError) -> String {
    guard let value = try stringOrNil(column) else { throw null(column, "String") }
    return value
  }

  /// A text, as `String` accepts it, nil for NULL.
  public func stringOrNil(_ column: Int) throws(PostgresError) -> String? {
    let type = try type(of: column)
    guard String.accepts(type) else { throw mismatch(column, type, "String") }
    guard let bytes = unsafe bytes(column) else { return nil }
    guard let text = String(postgresBytes: unsafe bytes.span) else {
      throw malformed(column, type, "String")
    }
    return text
  }

  // MARK: Reading the result

  private func type(of column: Int) throws(PostgresError) -> PostgresType {
    guard column >= 0, column < columnCount else {
      throw CallContext.none.error(
        .decoding, "column \(column) was asked for, but the row has \(columnCount)")
    }
    return PostgresType(rawValue: unsafe PQftype(result, Int32(column)))
  }

  private func bytes(_ column: Int) -> UnsafeBufferPointer<UInt8>? {
    let column = Int32(column)
    guard unsafe PQgetisnull(result, index, column) == 0,
      let start = unsafe PQgetvalue(result, index, column)
    else { return nil }
    let count = Int(unsafe PQgetlength(result, index, column))
    let bytes = unsafe UnsafeRawPointer(start).assumingMemoryBound(to: UInt8.self)
    return unsafe UnsafeBufferPointer(start: bytes, count: count)
  }

  private func number<Number: FixedWidthInteger>(
    _ column: Int, _ expected: PostgresType, _: Number.Type
  ) throws(PostgresError) -> Number? {
    let type = try type(of: column)
    guard type == expected else { throw mismatch(column, type, expected.description) }
    let position = Int32(column)
    guard unsafe PQgetisnull(result, index, position) == 0,
      let start = unsafe PQgetvalue(result, index, position)
    else { return nil }
    guard unsafe Int(PQgetlength(result, index, position)) == Number.bitWidth / 8 else {
      throw malformed(column, type, expected.description)
    }
    return Number(bigEndian: unsafe UnsafeRawPointer(start).loadUnaligned(as: Number.self))
  }

  // MARK: Errors

  private func name(_ column: Int) -> String {
    unsafe PQfname(result, Int32(column)).map { unsafe String(cString: $0) } ?? "\(column)"
  }

  private func mismatch(_ column: Int, _ type: PostgresType, _ wanted: String) -> PostgresError {
    decodingError(column, "column \(column) is of type \(type), not \(wanted)")
  }

  private func null(_ column: Int, _ wanted: String) -> PostgresError {
    decodingError(column, "column \(column) is NULL, where \(wanted) was expected")
  }

  private func malformed(_ column: Int, _ type: PostgresType, _ wanted: String) -> PostgresError {
    decodingError(column, "the bytes of column \(column), of type \(type), are no \(wanted)")
  }

  private func decodingError(_ column: Int, _ message: String) -> PostgresError {
    var facts = PostgresErrorFacts(kind: .decoding, message: message)
    facts.column = name(column)
    return PostgresError(facts)
  }
}
