import CLibZip

/// The parts of a zip file on disk, as text by their names.
enum ZipText {
  struct Failure: Error {}

  static func parts(_ path: String) throws -> [String: String] {
    guard let archive = unsafe zip_open(path, ZIP_RDONLY | ZIP_CHECKCONS, nil) else {
      throw Failure()
    }
    defer { unsafe zip_discard(archive) }
    var result: [String: String] = [:]
    let count = unsafe zip_get_num_entries(archive, 0)
    for index in 0..<zip_uint64_t(max(0, count)) {
      guard let name = unsafe zip_get_name(archive, index, 0),
        let stream = unsafe zip_fopen_index(archive, index, 0)
      else { throw Failure() }
      defer { unsafe zip_fclose(stream) }
      var bytes: [UInt8] = []
      var buffer = [UInt8](repeating: 0, count: 1 << 16)
      while true {
        let count = unsafe buffer.withUnsafeMutableBytes {
          unsafe zip_fread(stream, $0.baseAddress, zip_uint64_t($0.count))
        }
        guard count >= 0 else { throw Failure() }
        if count == 0 { break }
        bytes.append(contentsOf: buffer[..<Int(count)])
      }
      unsafe result[String(cString: name)] = String(decoding: bytes, as: UTF8.self)
    }
    return result
  }
}
