import CLibZip

/// The unpacked bytes of one part, in order.
@safe final class ZipPart {
  let name: String
  private let archive: ZipArchive
  private let stream: OpaquePointer
  private let packedBytes: Int
  private var unpackedBytes = 0

  var file: String { archive.file.name }
  var limits: WorkbookLimits { archive.limits }

  /// Takes over the stream.
  init(archive: ZipArchive, stream: OpaquePointer, name: String, packedBytes: Int) {
    self.archive = archive
    unsafe self.stream = stream
    self.name = name
    self.packedBytes = packedBytes
  }

  deinit { unsafe zip_fclose(stream) }

  /// Fills the buffer from its start; 0 at the end, where libzip has compared the checksum.
  func read(into buffer: UnsafeMutableRawBufferPointer) throws(IntakeError) -> Int {
    let count = unsafe zip_fread(stream, buffer.baseAddress, zip_uint64_t(buffer.count))
    guard count >= 0 else {
      throw archive.broken(
        name, unsafe String(cString: zip_error_strerror(zip_file_get_error(stream))))
    }
    unpackedBytes += Int(count)
    // What was really unpacked counts: the sizes in the directory are the sender's word.
    let packed = max(1, packedBytes)
    if unpackedBytes > limits.partBytes
      || (unpackedBytes > limits.freeBytes && unpackedBytes / packed >= limits.ratio)
    {
      throw Self.tooLarge(name, file: file, limits: limits)
    }
    return Int(count)
  }

  static func tooLarge(_ name: String, file: String, limits: WorkbookLimits) -> IntakeError {
    IntakeError(
      .workbookTooLarge, file: file,
      reason: "its part \(name) unpacks to more than \(limits.partBytes >> 20) MiB or to "
        + "\(limits.ratio) times its packed size, as no table does; save the data as CSV UTF-8")
  }
}
