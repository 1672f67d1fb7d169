import CLibZip

/// A source's bytes as libzip asks for them.
///
/// It reads at positions, so that several archives may be open on one source at once, and all see
/// the bytes that the digest was taken of.
final class ZipInput {
  private static let step = 1 << 16

  let file: SourceFile
  private let size: Int64
  private var position: Int64 = 0
  private var window: [UInt8] = []
  private var windowStart: Int64 = 0
  /// Why reading failed; libzip itself only learns that it did.
  private(set) var failure: IntakeError?

  init(_ file: SourceFile) {
    self.file = file
    size = file.size
  }

  /// A source for libzip that keeps this object alive until libzip frees it.
  func makeSource(_ error: UnsafeMutablePointer<zip_error_t>) -> OpaquePointer? {
    let kept = unsafe Unmanaged.passRetained(self)
    let source = unsafe zip_source_function_create(
      { state, data, length, command in
        guard let state = unsafe state else { return -1 }
        let kept = unsafe Unmanaged<ZipInput>.fromOpaque(state)
        if command == ZIP_SOURCE_FREE {
          unsafe kept.release()
          return 0
        }
        return unsafe kept.takeUnretainedValue().answer(command, data, Int(length))
      }, kept.toOpaque(), error)
    if unsafe source == nil { unsafe kept.release() }
    return unsafe source
  }

  /// What https://libzip.org/documentation/zip_source_function.html wants for each command.
  private func answer(
    _ command: zip_source_cmd_t, _ data: UnsafeMutableRawPointer?, _ length: Int
  ) -> Int64 {
    switch command {
    case ZIP_SOURCE_OPEN:
      position = 0
      return 0
    case ZIP_SOURCE_READ:
      guard let data = unsafe data else { return -1 }
      return unsafe read(UnsafeMutableRawBufferPointer(start: data, count: length))
    case ZIP_SOURCE_CLOSE:
      return 0
    case ZIP_SOURCE_STAT:
      guard let status = unsafe data?.assumingMemoryBound(to: zip_stat_t.self) else { return -1 }
      unsafe zip_stat_init(status)
      unsafe status.pointee.valid = zip_uint64_t(ZIP_STAT_SIZE)
      unsafe status.pointee.size = zip_uint64_t(size)
      return unsafe Int64(MemoryLayout<zip_stat_t>.size)
    case ZIP_SOURCE_ERROR:
      guard let codes = unsafe data?.assumingMemoryBound(to: Int32.self) else { return -1 }
      unsafe codes[0] = ZIP_ER_READ
      unsafe codes[1] = 0
      return Int64(2 * MemoryLayout<Int32>.size)
    case ZIP_SOURCE_SEEK:
      let target = unsafe zip_source_seek_compute_offset(
        zip_uint64_t(position), zip_uint64_t(size), data, zip_uint64_t(length), nil)
      guard target >= 0 else { return -1 }
      position = target
      return 0
    case ZIP_SOURCE_TELL:
      return position
    case ZIP_SOURCE_SUPPORTS:
      let commands = [
        ZIP_SOURCE_OPEN, ZIP_SOURCE_READ, ZIP_SOURCE_CLOSE, ZIP_SOURCE_STAT, ZIP_SOURCE_ERROR,
        ZIP_SOURCE_FREE, ZIP_SOURCE_SEEK, ZIP_SOURCE_TELL, ZIP_SOURCE_SUPPORTS,
      ]
      return commands.reduce(0) { $0 | Int64(1) << Int64($1.rawValue) }
    default:
      return -1
    }
  }

  private func read(_ target: UnsafeMutableRawBufferPointer) -> Int64 {
    var done = 0
    while done < target.count, position < size {
      if position < windowStart || position >= windowStart + Int64(window.count) {
        do {
          window = try file.bytes(at: position, count: Self.step)
        } catch {
          failure = error
          return -1
        }
        windowStart = position
        if window.isEmpty { break }
      }
      let offset = Int(position - windowStart)
      let count = min(window.count - offset, target.count - done)
      unsafe UnsafeMutableRawBufferPointer(rebasing: target[done..<done + count])
        .copyBytes(from: window[offset..<offset + count])
      done += count
      position += Int64(count)
    }
    return Int64(done)
  }
}
