/// Which encoding a text has, and what gave it away.
struct EncodingFinding: Sendable, Hashable {
  let encoding: TextEncoding
  /// For people: "a byte order mark", "98% of 4,120 words are Vietnamese".
  let reason: String
}
