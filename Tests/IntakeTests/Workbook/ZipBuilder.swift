import CLibZip
import Intake

/// A zip file made in memory, deflated.
enum ZipBuilder {
  struct Failure: Error {}

  static func zip(_ parts: [(name: String, bytes: [UInt8])]) throws -> [UInt8] {
    var error = unsafe zip_error_t()
    guard let target = unsafe zip_source_buffer_create(nil, 0, 0, &error),
      let archive = unsafe zip_open_from_source(target, ZIP_TRUNCATE, &error)
    else { throw Failure() }
    defer { unsafe zip_source_free(target) }
    unsafe zip_source_keep(target)
    var kept: [UnsafeMutableRawPointer] = unsafe []
    defer { while let pointer = unsafe kept.popLast() { unsafe pointer.deallocate() } }
    for part in parts {
      // libzip reads the bytes when the archive is closed.
      let copy = UnsafeMutableRawBufferPointer.allocate(
        byteCount: max(1, part.bytes.count), alignment: 1)
      unsafe copy.copyBytes(from: part.bytes)
      guard let start = copy.baseAddress,
        let source = unsafe zip_source_buffer(archive, start, UInt64(part.bytes.count), 0),
        unsafe zip_file_add(archive, part.name, source, zip_flags_t(ZIP_FL_ENC_UTF_8)) >= 0
      else { throw Failure() }
      unsafe kept.append(start)
    }
    guard unsafe zip_close(archive) == 0, unsafe zip_source_open(target) == 0 else {
      throw Failure()
    }
    defer { unsafe zip_source_close(target) }
    var result: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = unsafe buffer.withUnsafeMutableBytes {
        unsafe zip_source_read(target, $0.baseAddress, UInt64($0.count))
      }
      guard count >= 0 else { throw Failure() }
      if count == 0 { return result }
      result.append(contentsOf: buffer[..<Int(count)])
    }
  }
}
