internal import NIOHTTP1

/// A request that may be answered from finished bytes: nothing in it could change the answer but
/// the target, `Accept`, and an `If-None-Match` of one tag.
struct FrontRequest {
  let key: AnswerKey
  let isHead: Bool
  /// The value of `If-None-Match`, one strong tag with its quotes.
  let ifNoneMatch: String?

  /// Nil for whatever is unusual: it takes the ordinary way, which knows everything. Only fields
  /// that are known to change no answer may stand in the request, so that a field which the
  /// ordinary way learns to heed later is never ignored here.
  init?(_ head: HTTPRequestHead) {
    guard head.version == .http1_1, head.uri.utf8.first == UInt8(ascii: "/") else { return nil }
    switch head.method {
    case .GET: isHead = false
    case .HEAD: isHead = true
    default: return nil
    }
    var hosts = 0
    var accept: String?
    var tag: String?
    for (name, value) in head.headers {
      switch Field(name) {
      case .harmless: continue
      case .host: hosts += 1
      case .accept:
        accept = accept.map { "\($0),\(value)" } ?? value
      case .connection:
        guard value.isField("keep-alive") else { return nil }
      case .ifNoneMatch:
        guard tag == nil, Self.isStrongTag(value) else { return nil }
        tag = value
      case .unusual: return nil
      }
    }
    guard hosts == 1 else { return nil }
    ifNoneMatch = tag
    key = AnswerKey(target: head.uri, accept: accept ?? "")
  }

  /// Whether the text is one strong entity tag, which can be compared as it stands.
  private static func isStrongTag(_ text: String) -> Bool {
    let bytes = text.utf8
    let quote = UInt8(ascii: "\"")
    guard bytes.count >= 2, bytes.first == quote, bytes.last == quote else { return false }
    return bytes.dropFirst().dropLast().allSatisfy { $0 != quote && $0 != UInt8(ascii: ",") }
  }

  private enum Field {
    case harmless, host, accept, connection, ifNoneMatch, unusual

    /// Told apart by length first: most names are compared with one or two others.
    init(_ name: String) {
      switch name.utf8.count {
      case 3 where name.isField("via"): self = .harmless
      case 4 where name.isField("host"): self = .host
      case 6 where name.isField("accept"): self = .accept
      case 6 where name.isField("cookie"), 6 where name.isField("pragma"): self = .harmless
      case 7 where name.isField("referer"): self = .harmless
      case 9 where name.isField("forwarded"), 9 where name.isField("x-real-ip"): self = .harmless
      case 10 where name.isField("connection"): self = .connection
      case 10 where name.isField("user-agent"): self = .harmless
      case 11 where name.isField("traceparent"): self = .harmless
      case 13 where name.isField("if-none-match"): self = .ifNoneMatch
      case 13 where name.isField("cache-control"): self = .harmless
      case 15 where name.isField("accept-encoding"), 15 where name.isField("accept-language"):
        self = .harmless
      case 15 where name.isField("x-forwarded-for"): self = .harmless
      case 16 where name.isField("x-forwarded-host"): self = .harmless
      case 17 where name.isField("x-forwarded-proto"): self = .harmless
      default: self = .unusual
      }
    }
  }
}
