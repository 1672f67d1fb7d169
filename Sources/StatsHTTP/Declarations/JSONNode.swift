internal import Reports

/// A piece of JSON that is built before it is written; its keys stand in the order given.
indirect enum JSONNode: Sendable {
  case object([(String, JSONNode)])
  case array([JSONNode])
  case text(String)
  case integer(Int)
  case boolean(Bool)
  case null
  /// JSON text that exists already.
  case raw([UInt8])

  /// Writes the piece; names need no escaping.
  func write(to writer: inout JSONWriter) {
    switch self {
    case .object(let members):
      writer.object { writer in
        for (name, value) in members {
          writer.key(name)
          value.write(to: &writer)
        }
      }
    case .array(let items): writer.array(items) { $1.write(to: &$0) }
    case .text(let text): writer.value(text)
    case .integer(let number): writer.value(number)
    case .boolean(let isTrue): writer.value(isTrue)
    case .null: writer.null()
    case .raw(let json): writer.raw(json)
    }
  }

  /// The piece as JSON text, without a newline at its end.
  var bytes: [UInt8] {
    var writer = JSONWriter()
    write(to: &writer)
    return writer.bytes
  }
}
