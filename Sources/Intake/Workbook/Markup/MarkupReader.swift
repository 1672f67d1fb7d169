import CExpat

/// Reads the XML of one part as it is unpacked and hands its events to a handler.
///
/// A document type declaration is refused, and with it every entity of the document's own.
@safe final class MarkupReader {
  private static let step: Int32 = 1 << 16
  private static let nowhere = MarkupName("")

  private let part: ZipPart
  private let handler: any MarkupHandler
  private let parser: OpaquePointer
  private var names: [MarkupName] = []
  private var failure: IntakeError?
  /// Whether there is a failure; cheaper to ask at each event.
  private var isStopped = false
  private var fed = 0
  private var isPaused = false
  private var isLast = false

  init(_ part: ZipPart, _ handler: any MarkupHandler) throws(IntakeError) {
    guard let parser = unsafe XML_ParserCreate(nil) else {
      throw IntakeError(
        .readFailed, file: part.file, reason: "there is no memory left to read it with; try again")
    }
    self.part = part
    self.handler = handler
    unsafe self.parser = parser
    unsafe XML_SetUserData(parser, Unmanaged.passUnretained(self).toOpaque())
    unsafe XML_SetElementHandler(
      parser, { unsafe MarkupReader.of($0)?.open($1, $2) },
      { state, _ in unsafe MarkupReader.of(state)?.close() })
    unsafe XML_SetCharacterDataHandler(parser) { unsafe MarkupReader.of($0)?.text($1, $2) }
    unsafe XML_SetStartDoctypeDeclHandler(parser) { state, _, _, _, _ in
      unsafe MarkupReader.of(state)?.refuseDoctype()
    }
  }

  deinit { unsafe XML_ParserFree(parser) }

  /// Reads the whole document.
  static func read(_ part: ZipPart, _ handler: any MarkupHandler) throws(IntakeError) {
    let reader = try MarkupReader(part, handler)
    while try reader.advance() {}
  }

  /// Reads on until the handler asks for a pause: true. False at the end of the document, where
  /// the part has been read and its checksum compared.
  func advance() throws(IntakeError) -> Bool {
    while true {
      let status: XML_Status
      if isPaused {
        isPaused = false
        status = unsafe XML_ResumeParser(parser)
      } else if isLast {
        return false
      } else {
        guard let buffer = unsafe XML_GetBuffer(parser, Self.step) else { throw broken() }
        let count = try unsafe part.read(
          into: UnsafeMutableRawBufferPointer(start: buffer, count: Int(Self.step)))
        isLast = count == 0
        fed += count
        status = unsafe XML_ParseBuffer(parser, Int32(count), isLast ? 1 : 0)
      }
      if let failure { throw failure }
      switch status {
      case XML_STATUS_OK:
        // A tag is kept in memory until its end has come.
        if !isLast, unsafe fed - Int(XML_GetCurrentByteIndex(parser)) > part.limits.tagBytes {
          throw IntakeError(
            .workbookTooLarge, file: part.file,
            reason: "its part \(part.name) has a tag or comment of over "
              + "\(part.limits.tagBytes >> 10) KiB; export it again")
        }
      case XML_STATUS_SUSPENDED:
        isPaused = true
        return true
      default:
        throw broken()
      }
    }
  }

  private static func of(_ state: UnsafeMutableRawPointer?) -> MarkupReader? {
    // The parser's user data is the reader that owns it and calls it.
    guard let state = unsafe state else { return nil }
    return unsafe Unmanaged<MarkupReader>.fromOpaque(state).takeUnretainedValue()
  }

  private func open(
    _ name: UnsafePointer<CChar>?, _ list: UnsafeMutablePointer<UnsafePointer<CChar>?>?
  ) {
    guard !isStopped, let name = unsafe name else { return }
    let packed = unsafe MarkupName(name)
    do throws(IntakeError) {
      if names.count >= part.limits.depth {
        throw IntakeError(
          .badWorkbook, file: part.file,
          reason: "its part \(part.name) nests deeper than \(part.limits.depth) elements; "
            + "export it again")
      }
      try unsafe handler.open(packed, in: names.last ?? Self.nowhere, MarkupAttributes(list))
      names.append(packed)
    } catch {
      stop(error)
    }
  }

  private func close() {
    guard !isStopped else { return }
    names.removeLast()
    do throws(IntakeError) {
      if try handler.close() { unsafe XML_StopParser(parser, 1) }
    } catch {
      stop(error)
    }
  }

  private func text(_ bytes: UnsafePointer<CChar>?, _ count: Int32) {
    guard !isStopped, let bytes = unsafe bytes else { return }
    let piece = unsafe UnsafeBufferPointer(start: bytes, count: Int(count))
    do throws(IntakeError) {
      try unsafe piece.withMemoryRebound(to: UInt8.self) { piece throws(IntakeError) in
        try unsafe handler.text(Span(_unsafeElements: piece))
      }
    } catch {
      stop(error)
    }
  }

  private func refuseDoctype() {
    stop(
      IntakeError(
        .badWorkbook, file: part.file,
        reason: "its part \(part.name) declares a document type, as no spreadsheet program "
          + "does and attacks do; export it again"))
  }

  private func stop(_ error: IntakeError) {
    if failure == nil { failure = error }
    isStopped = true
    unsafe XML_StopParser(parser, 0)
  }

  private func broken() -> IntakeError {
    let text = unsafe XML_ErrorString(XML_GetErrorCode(parser)).map { unsafe String(cString: $0) }
    let line = unsafe XML_GetCurrentLineNumber(parser)
    let column = unsafe XML_GetCurrentColumnNumber(parser)
    return IntakeError(
      .badWorkbook, file: part.file,
      reason: "its part \(part.name) is broken at line \(line), column \(column) "
        + "(\(text ?? "unknown error")); it was cut off or damaged, fetch or export it again")
  }
}
