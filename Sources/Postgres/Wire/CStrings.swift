/// C strings that stay where they are for the length of a call, closed by a null pointer.
struct CStrings {
  private let bytes: [CChar]
  private let offsets: [Int]

  init(_ strings: [String]) {
    var bytes: [CChar] = []
    var offsets: [Int] = []
    for string in strings {
      offsets.append(bytes.count)
      bytes += string.utf8CString
    }
    self.bytes = bytes
    self.offsets = offsets
  }

  func withPointers<R>(_ body: (UnsafePointer<UnsafePointer<CChar>?>) -> R?) -> R? {
    unsafe bytes.withUnsafeBufferPointer { buffer -> R? in
      guard let base = buffer.baseAddress else { return nil }
      let pointers: [UnsafePointer<CChar>?] = unsafe offsets.map { unsafe base + $0 } + [nil]
      return unsafe pointers.withUnsafeBufferPointer { list -> R? in
        guard let first = list.baseAddress else { return nil }
        return unsafe body(first)
      }
    }
  }
}
