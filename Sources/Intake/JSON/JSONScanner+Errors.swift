extension JSONScanner {
  /// An error at the present place, with the item where one is being read.
  func bad(_ what: String) -> IntakeError { error(.badJSON, "\(what); correct it or export again") }

  /// The source ended where something had to follow.
  func cut() -> IntakeError {
    error(.cutJSON, "the JSON text ends before it is whole; it was cut off, fetch it again")
  }

  /// The item is larger than what one row may hold.
  func tooLong() -> IntakeError {
    error(.rowTooLong, "the item is longer than 16 MiB; this is no table of ours")
  }

  /// The key stands twice in one object.
  func duplicate(_ key: some Sequence<UInt8>) -> IntakeError {
    error(
      .duplicateKey,
      "the key \"\(String(decoding: Array(key.prefix(80)), as: UTF8.self))\" stands twice in one "
        + "object, so that nobody knows which counts; correct the source")
  }

  /// An error of any fault at the present place.
  func error(_ fault: IntakeError.Fault, _ reason: String) -> IntakeError {
    IntakeError(
      fault, file: file, line: line, reason: item > 0 ? "in item \(item), \(reason)" : reason)
  }
}
