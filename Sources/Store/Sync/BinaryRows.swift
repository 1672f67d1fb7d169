import Procedures

/// Rows in the binary form of COPY, built in a buffer that is handed over in chunks.
///
/// The form is described at https://www.postgresql.org/docs/current/sql-copy.html#id-1.9.3.55.9.4
struct BinaryRows {
  private(set) var bytes: [UInt8] = []

  /// A buffer that begins with the header of the form.
  init() {
    bytes.reserveCapacity(1 << 18)
    bytes.append(contentsOf: [0x50, 0x47, 0x43, 0x4F, 0x50, 0x59, 0x0A, 0xFF, 0x0D, 0x0A, 0x00])
    append(Int32(0))
    append(Int32(0))
  }

  private init(continuing: Void) {}

  /// An empty buffer whose rows follow others of the same COPY.
  static var continued: BinaryRows { BinaryRows(continuing: ()) }

  /// Whether enough has gathered to be worth handing over.
  var isChunk: Bool { bytes.count >= 1 << 17 }

  /// Takes what has gathered.
  mutating func take() -> [UInt8] {
    let chunk = bytes
    bytes.removeAll(keepingCapacity: true)
    return chunk
  }

  /// Begins a row of so many columns.
  mutating func row(columns: Int16) { append(columns) }

  /// The mark behind the last row.
  mutating func finish() { append(Int16(-1)) }

  mutating func null() { append(Int32(-1)) }

  mutating func int64(_ value: Int64) {
    append(Int32(8))
    append(value)
  }

  mutating func int32(_ value: Int32?) {
    guard let value else { return null() }
    append(Int32(4))
    append(value)
  }

  mutating func int16(_ value: Int16?) {
    guard let value else { return null() }
    append(Int32(2))
    append(value)
  }

  mutating func date(_ day: CalendarDay) { int32(day.daysSince2000) }

  mutating func bool(_ value: Bool) {
    append(Int32(1))
    bytes.append(value ? 1 : 0)
  }

  mutating func text(_ value: String?) {
    guard let value else { return null() }
    append(Int32(value.utf8.count))
    bytes.append(contentsOf: value.utf8)
  }

  mutating func data(_ value: some Collection<UInt8>) {
    append(Int32(value.count))
    bytes.append(contentsOf: value)
  }

  mutating func array(_ values: [Int64]) {
    // One dimension without nulls: dimensions, null flag, element type int8, length, lower bound.
    guard !values.isEmpty else {
      append(Int32(12))
      append(Int32(0))
      append(Int32(0))
      append(Int32(20))
      return
    }
    append(Int32(20 + values.count * 12))
    append(Int32(1))
    append(Int32(0))
    append(Int32(20))
    append(Int32(values.count))
    append(Int32(1))
    for value in values { int64(value) }
  }

  mutating func textArray(_ values: [String]?) {
    guard let values else { return null() }
    guard !values.isEmpty else {
      append(Int32(12))
      append(Int32(0))
      append(Int32(0))
      append(Int32(25))
      return
    }
    append(Int32(values.reduce(20) { $0 + 4 + $1.utf8.count }))
    append(Int32(1))
    append(Int32(0))
    append(Int32(25))
    append(Int32(values.count))
    append(Int32(1))
    for value in values { text(value) }
  }

  private mutating func append(_ value: some FixedWidthInteger) {
    var rest = value.bitWidth
    while rest > 0 {
      rest -= 8
      bytes.append(UInt8(truncatingIfNeeded: value >> rest))
    }
  }
}
