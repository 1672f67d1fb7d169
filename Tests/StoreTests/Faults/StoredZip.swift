/// A zip file whose parts are stored as they are.
/// https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT
enum StoredZip {
  static func zip(_ parts: [(name: String, bytes: [UInt8])]) -> [UInt8] {
    var file: [UInt8] = []
    var directory: [UInt8] = []
    for part in parts {
      let name = Array(part.name.utf8)
      var facts: [UInt8] = []
      // Version 2.0, names in UTF-8, stored, 1980-01-01.
      for field in [20, 0x800, 0, 0, 0x21] { facts += bytes(UInt16(field)) }
      facts += bytes(checksum(part.bytes))
      facts += bytes(UInt32(part.bytes.count)) + bytes(UInt32(part.bytes.count))
      facts += bytes(UInt16(name.count)) + bytes(UInt16(0))
      directory += bytes(UInt32(0x0201_4B50)) + bytes(UInt16(20)) + facts
      directory += [UInt8](repeating: 0, count: 10) + bytes(UInt32(file.count)) + name
      file += bytes(UInt32(0x0403_4B50)) + facts + name + part.bytes
    }
    let start = file.count
    file += directory + bytes(UInt32(0x0605_4B50)) + [0, 0, 0, 0]
    file += bytes(UInt16(parts.count)) + bytes(UInt16(parts.count))
    return file + bytes(UInt32(directory.count)) + bytes(UInt32(start)) + [0, 0]
  }

  private static func bytes<Number: FixedWidthInteger>(_ number: Number) -> [UInt8] {
    (0..<Number.bitWidth / 8).map { UInt8(truncatingIfNeeded: number >> Number($0 * 8)) }
  }

  private static let table: [UInt32] = (0..<256).map { index in
    (0..<8).reduce(UInt32(index)) { value, _ in
      value & 1 == 1 ? 0xEDB8_8320 ^ (value >> 1) : value >> 1
    }
  }

  private static func checksum(_ bytes: [UInt8]) -> UInt32 {
    ~bytes.reduce(~UInt32(0)) { table[Int(($0 ^ UInt32($1)) & 0xFF)] ^ ($0 >> 8) }
  }
}
