import FoundationEssentials
import SystemPackage

/// The temporary file that the answers are written to.
///
/// Its name is removed as soon as it is open, so nothing stays behind, whatever ends the process;
/// readers reach it through the descriptor, as `/proc/self/fd/…`.
final class Spool: Sendable {
  private let descriptor: FileDescriptor

  /// Creates the file with mode 0600. Throws kind `notStored`.
  init(
    directory: String, random: @Sendable () -> UInt64, source: String
  ) throws(FetchError) {
    var path = FilePath(directory)
    do {
      (path, descriptor) = try Self.create(in: FilePath(directory), random: random)
    } catch {
      throw FetchError(
        .notStored, source: source,
        reason: "no temporary file can be made in \(directory) (\(error)); check that the "
          + "directory exists and may be written, or set TMPDIR to another one")
    }
    do {
      try FileManager.default.removeItem(atPath: path.string)
    } catch {
      try? descriptor.close()
      throw FetchError(
        .notStored, source: source,
        reason: "the temporary file \(path.string) cannot be unlinked (\(error)); remove it")
    }
  }

  /// A file of a name that nobody else has; after 16 taken names something is wrong.
  private static func create(
    in directory: FilePath, random: @Sendable () -> UInt64
  ) throws -> (FilePath, FileDescriptor) {
    for _ in 0..<16 {
      let path = directory.appending("motcua-fetch-" + String(random(), radix: 16))
      do {
        let descriptor = try FileDescriptor.open(
          path, .readWrite, options: [.create, .exclusiveCreate, .noFollow, .closeOnExec],
          permissions: .ownerReadWrite)
        return (path, descriptor)
      } catch Errno.fileExists {
        continue
      }
    }
    throw Errno.fileExists
  }

  deinit { try? descriptor.close() }

  /// Opens for this process the very file, as long as this value lives.
  var path: String { "/proc/self/fd/\(descriptor.rawValue)" }

  func write(_ bytes: some Sequence<UInt8>, at position: Int64, source: String) throws(FetchError) {
    do {
      try descriptor.writeAll(toAbsoluteOffset: position, bytes)
    } catch {
      throw FetchError(
        .notStored, source: source,
        reason: "the temporary file cannot be written after \(position) bytes (\(error)); make "
          + "room on its disk, or set TMPDIR to a directory on another one")
    }
  }

  /// Throws away what a failed try wrote.
  func cut(to size: Int64, source: String) throws(FetchError) {
    do {
      try descriptor.resize(to: size)
    } catch {
      throw FetchError(
        .notStored, source: source,
        reason: "the temporary file cannot be cut to \(size) bytes (\(error)); try again")
    }
  }
}
