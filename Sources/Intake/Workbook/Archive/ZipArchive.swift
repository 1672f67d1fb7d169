import CLibZip

/// The zip file that a workbook is, open for reading.
///
/// It is used by one reader at a time; each reader opens its own.
@safe final class ZipArchive {
  private let handle: OpaquePointer
  let input: ZipInput
  let limits: WorkbookLimits

  var file: SourceFile { input.file }

  /// Throws ``IntakeError`` where the bytes are no whole zip file.
  init(_ file: SourceFile, limits: WorkbookLimits) throws(IntakeError) {
    try ZipEnding.check(file, limits: limits)
    let input = ZipInput(file)
    var error = unsafe zip_error_t()
    unsafe zip_error_init(&error)
    defer { unsafe zip_error_fini(&error) }
    guard let source = unsafe input.makeSource(&error) else {
      throw IntakeError(
        .badWorkbook, file: file.name, reason: "it cannot be opened as a zip file; try again")
    }
    guard let handle = unsafe zip_open_from_source(source, ZIP_RDONLY, &error) else {
      let text = unsafe String(cString: zip_error_strerror(&error))
      unsafe zip_source_free(source)
      if let failure = input.failure { throw failure }
      throw IntakeError(
        .badWorkbook, file: file.name,
        reason: "the zip file that a workbook is has a broken table of contents (\(text)); "
          + "fetch or export it again")
    }
    self.input = input
    unsafe self.handle = handle
    self.limits = limits
  }

  deinit { unsafe zip_discard(handle) }

  /// Whether there is such a part.
  func contains(_ name: String) -> Bool { index(of: name) != nil }

  /// Opens a part by its path inside the zip file; nil where there is none.
  ///
  /// Upper and lower case are the same, as OPC wants it, and a backslash counts as a slash, as
  /// some exporters write it.
  func part(_ name: String) throws(IntakeError) -> ZipPart? {
    guard let index = index(of: name) else { return nil }
    var status = unsafe zip_stat_t()
    unsafe zip_stat_init(&status)
    guard unsafe zip_stat_index(handle, index, 0, &status) == 0 else {
      throw broken(name, lastError())
    }
    if unsafe status.encryption_method != UInt16(ZIP_EM_NONE) {
      throw IntakeError(
        .encryptedWorkbook, file: file.name,
        reason: "the workbook is protected by a password; save it without one")
    }
    if unsafe status.size > zip_uint64_t(limits.partBytes) {
      throw ZipPart.tooLarge(name, file: file.name, limits: limits)
    }
    guard let stream = unsafe zip_fopen_index(handle, index, 0) else {
      throw broken(name, lastError())
    }
    return unsafe ZipPart(
      archive: self, stream: stream, name: name, packedBytes: Int(clamping: status.comp_size))
  }

  func broken(_ name: String, _ text: String) -> IntakeError {
    if let failure = input.failure { return failure }
    return IntakeError(
      .badWorkbook, file: file.name,
      reason: "its part \(name) is damaged (\(text)); fetch or export it again")
  }

  private func lastError() -> String {
    unsafe String(cString: zip_error_strerror(zip_get_error(handle)))
  }

  private func index(of name: String) -> zip_uint64_t? {
    let backslashed = String(name.map { $0 == "/" ? "\\" : $0 })
    for (spelling, flags) in [
      (name, 0), (name, zip_flags_t(ZIP_FL_NOCASE)), (backslashed, zip_flags_t(ZIP_FL_NOCASE)),
    ] {
      let found = unsafe zip_name_locate(handle, spelling, flags)
      if found >= 0 { return zip_uint64_t(found) }
    }
    return nil
  }
}
