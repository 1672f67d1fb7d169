import Glibc

/// Gathers bytes that come in parts and gives them as a source: in memory while they are few,
/// else in a file without a name, which goes with the last value that reads it.
public struct SourceSpool: Sendable {
  /// Up to how many bytes stay in memory, where the caller says nothing else.
  public static let memoryLimit = 8 << 20

  private let name: String
  private let directory: String
  private let memoryLimit: Int
  private var memory: [UInt8] = []
  private var spilled: OpenFile?
  private var size: Int64 = 0

  /// Nothing gathered yet. `name` is what errors about the source shall show; `directory` is where
  /// the file goes if one is needed, beyond `memoryLimit` bytes.
  public init(name: String, directory: String, memoryLimit: Int = Self.memoryLimit) {
    self.name = name
    self.directory = directory
    self.memoryLimit = memoryLimit
  }

  /// What was gathered so far.
  public var file: SourceFile {
    spilled.map(SourceFile.init(spooled:)) ?? SourceFile(name: name, contents: memory)
  }

  /// Adds bytes. Throws ``IntakeError`` where the file cannot be created or written.
  public mutating func append(_ bytes: [UInt8]) throws(IntakeError) {
    if let spilled {
      try spilled.write(bytes, at: size)
    } else if memory.count + bytes.count <= memoryLimit {
      memory.append(contentsOf: bytes)
    } else {
      let file = try OpenFile(temporaryIn: directory, name: name)
      try file.write(memory, at: 0)
      try file.write(bytes, at: size)
      memory = []
      spilled = file
    }
    size += Int64(bytes.count)
  }
}

extension OpenFile {
  /// Creates a file and takes its name away at once, so that nothing stays behind a process that
  /// was killed.
  convenience init(temporaryIn directory: String, name: String) throws(IntakeError) {
    // mkstemp replaces the six letters by a name that is free.
    var template = Array((directory + "/motcua.XXXXXX").utf8CString)
    let descriptor = unsafe template.withUnsafeMutableBufferPointer { buffer in
      unsafe buffer.baseAddress.map { unsafe mkstemp($0) } ?? -1
    }
    guard descriptor >= 0 else {
      throw IntakeError(
        .openFailed, file: directory,
        reason: "no temporary file can be created there (\(Self.text(of: errno)))")
    }
    unlinkTemplate(template)
    _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
    self.init(name: name, descriptor: descriptor)
  }

  /// Writes all bytes from a position on.
  func write(_ bytes: [UInt8], at position: Int64) throws(IntakeError) {
    var written = 0
    while written < bytes.count {
      let offset = written
      let count = unsafe bytes.withUnsafeBytes { buffer in
        unsafe buffer.baseAddress.map {
          unsafe pwrite(
            descriptor, $0 + offset, bytes.count - offset, off_t(position) + off_t(offset))
        } ?? 0
      }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else {
        throw IntakeError(
          .readFailed, file: name,
          reason: "its temporary file cannot be written (\(Self.text(of: errno))); free some space")
      }
      written += count
    }
  }
}

private func unlinkTemplate(_ path: [CChar]) {
  unsafe path.withUnsafeBufferPointer { buffer in
    if let path = buffer.baseAddress { _ = unsafe unlink(path) }
  }
}
