import Crypto

/// A table's bytes: a file on disk, or a body that is in memory already.
///
/// The file stays open while the value lives, so that the digest and the rows come from the same
/// bytes even when another file takes its name meanwhile.
public struct SourceFile: Sendable {
  private enum Storage: Sendable {
    case file(OpenFile)
    case memory([UInt8])
  }

  /// The name that errors and reports show: the path as given.
  public let name: String
  private let storage: Storage

  /// Opens a regular file. Throws ``IntakeError`` of kind `unopenable` for a directory, a missing
  /// file, a file this user may not read, and anything that is no regular file.
  /// `name` is what errors and reports show instead of the path.
  public init(path: String, name: String? = nil) throws(IntakeError) {
    storage = .file(try OpenFile(path: path))
    self.name = name ?? path
  }

  /// Bytes that came by another way, under the name that errors shall show.
  public init(name: String, contents: [UInt8]) {
    storage = .memory(contents)
    self.name = name
  }

  init(spooled file: OpenFile) {
    storage = .file(file)
    name = file.name
  }

  /// SHA-256 and size of the bytes, in one streaming pass and one MiB of memory.
  public func digest() throws(IntakeError) -> (sha256: [UInt8], size: Int64) {
    var hash = SHA256()
    var size: Int64 = 0
    try forEachChunk { bytes, count in
      hash.update(data: bytes.prefix(count))
      size += Int64(count)
    }
    return (Array(hash.finalize()), size)
  }

  /// Up to `count` bytes from a position; fewer only at the end. For keeping what was read.
  public func bytes(at position: Int64, count: Int) throws(IntakeError) -> [UInt8] {
    switch storage {
    case .file(let file):
      var buffer = [UInt8](repeating: 0, count: count)
      let got = try file.read(into: &buffer, at: position)
      buffer.removeLast(count - got)
      return buffer
    case .memory(let contents):
      guard position < Int64(contents.count) else { return [] }
      return Array(contents.dropFirst(Int(position)).prefix(count))
    }
  }

  /// How many bytes there are.
  var size: Int64 {
    switch storage {
    case .file(let file): file.size
    case .memory(let contents): Int64(contents.count)
    }
  }

  func makeByteSource() -> any ByteSource {
    switch storage {
    case .file(let file): FileSource(file)
    case .memory(let contents): MemorySource(contents)
    }
  }

  private func forEachChunk(_ body: ([UInt8], Int) -> Void) throws(IntakeError) {
    var source = makeByteSource()
    var buffer = [UInt8](repeating: 0, count: 1 << 20)
    while true {
      let count = try source.fill(&buffer)
      if count == 0 { return }
      body(buffer, count)
    }
  }
}
