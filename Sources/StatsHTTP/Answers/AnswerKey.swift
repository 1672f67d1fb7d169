internal import HTTPTypes
internal import Hummingbird
internal import NIOHTTP1

/// What names an answer: the question as it was sent.
///
/// Two spellings of one question are two keys. That costs memory, which is bounded; deciding that
/// two spellings mean the same would need the parsing that a kept answer saves.
struct AnswerKey: Hashable, Sendable {
  /// Path and query, as sent.
  let target: String
  /// The values of `Accept`, joined by commas; empty without one.
  let accept: String

  /// A key of its parts.
  init(target: String, accept: String) {
    self.target = target
    self.accept = accept
  }

  /// The key of a request as the routes see it.
  init(_ request: Request) {
    self.init(
      target: request.head.path ?? "",
      accept: request.headers[values: .accept].joined(separator: ","))
  }

  /// What the key costs in memory, in bytes.
  var cost: Int { target.utf8.count + accept.utf8.count + 64 }
}
