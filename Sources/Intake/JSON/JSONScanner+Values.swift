extension JSONScanner {
  /// Passes the next value, whatever it is, and checks its grammar.
  mutating func skipValue() throws(IntakeError) {
    var nothing: [UInt8] = []
    try value(into: &nothing, keep: false)
  }

  /// Appends the next value as JSON text without blanks. A key that stands twice is refused.
  mutating func copyValue(into output: inout [UInt8]) throws(IntakeError) {
    try value(into: &output, keep: true)
  }

  private mutating func value(into output: inout [UInt8], keep: Bool) throws(IntakeError) {
    switch try peekValue() {
    case UInt8(ascii: "\""): try rawString(into: &output, keep: keep)
    case UInt8(ascii: "["):
      try open()
      if keep { output.append(UInt8(ascii: "[")) }
      var isFirst = true
      var follows = false
      while try nextElement(isFirst: &isFirst) {
        if follows, keep { output.append(UInt8(ascii: ",")) }
        follows = true
        try value(into: &output, keep: keep)
      }
      if keep { output.append(UInt8(ascii: "]")) }
    case UInt8(ascii: "{"):
      try object(into: &output, keep: keep)
    default:
      let start = output.count
      try word(into: &output)
      if !keep { output.removeLast(output.count - start) }
    }
    if output.count > CSVRecords.recordLimit { throw tooLong() }
  }

  private mutating func object(into output: inout [UInt8], keep: Bool) throws(IntakeError) {
    try open()
    if keep { output.append(UInt8(ascii: "{")) }
    var isFirst = true
    var key: [UInt8] = []
    var seen: Set<[UInt8]> = []
    while try nextKey(&key, isFirst: &isFirst) {
      if keep {
        guard seen.insert(key).inserted else { throw duplicate(key) }
        if seen.count > 1 { output.append(UInt8(ascii: ",")) }
        JSONText.append(key, to: &output)
        output.append(UInt8(ascii: ":"))
      }
      try value(into: &output, keep: keep)
    }
    if keep { output.append(UInt8(ascii: "}")) }
  }
}
