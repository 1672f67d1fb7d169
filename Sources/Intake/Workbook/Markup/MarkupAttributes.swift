import Glibc

/// The attributes of one element, valid while its handler runs.
@safe struct MarkupAttributes: ~Copyable {
  private let list: UnsafeMutablePointer<UnsafePointer<CChar>?>?

  /// The list as expat hands it over: names and values in turn, then nil.
  init(_ list: UnsafeMutablePointer<UnsafePointer<CChar>?>?) { unsafe self.list = list }

  /// Calls the body with each name and value.
  @inline(__always)
  func forEach(
    _ body: (MarkupName, Span<UInt8>) throws(IntakeError) -> Void
  ) throws(IntakeError) {
    guard var next = unsafe list else { return }
    while let name = unsafe next[0], let value = unsafe next[1] {
      let bytes = unsafe UnsafeBufferPointer(start: value, count: strlen(value))
      try unsafe bytes.withMemoryRebound(to: UInt8.self) { bytes throws(IntakeError) in
        try unsafe body(MarkupName(name), Span(_unsafeElements: bytes))
      }
      unsafe next += 2
    }
  }

  /// The value of an attribute; nil where it is missing. Costs an allocation.
  func text(_ wanted: MarkupName) -> String? {
    guard var next = unsafe list else { return nil }
    while let name = unsafe next[0], let value = unsafe next[1] {
      if unsafe MarkupName(name) == wanted { return unsafe String(cString: value) }
      unsafe next += 2
    }
    return nil
  }
}

extension [UInt8] {
  /// Appends bytes that are lent.
  @inline(__always)
  mutating func append(_ bytes: Span<UInt8>) {
    unsafe bytes.withUnsafeBufferPointer { unsafe append(contentsOf: $0) }
  }
}
