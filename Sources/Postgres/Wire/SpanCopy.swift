extension Span where Element == UInt8 {
  /// The bytes in an array of their own, in one copy instead of one per byte.
  func copied() -> [UInt8] {
    unsafe withUnsafeBufferPointer { unsafe Array($0) }
  }
}
