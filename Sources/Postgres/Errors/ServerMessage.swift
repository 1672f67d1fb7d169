/// The server's primary message made fit for a log.
///
/// PostgreSQL quotes names and values alike: `relation "agency" does not exist`, but also
/// `invalid input syntax for type date: "31.02.2023"`. A quoted part stays only when it is one of
/// the names that the server reports in fields of their own, or stands in our own SQL text.
struct ServerMessage {
  let text: String

  init(_ raw: String, sqlState: SQLState?, names: [String], sql: String?) {
    let parts = raw.split(separator: "\"", omittingEmptySubsequences: false)
    guard parts.count > 1 else {
      text = raw
      return
    }
    let isKnown: (Substring) -> Bool = { part in
      names.contains(String(part)) || (!part.isEmpty && sql.map { $0.contains(part) } ?? false)
    }
    // Class 22 is about values, and a value may itself hold a quote: then nothing between the
    // first and the last quote can be trusted to be a name.
    let paired = parts.count.isMultiple(of: 2) == false
    let quoted = stride(from: 1, to: parts.count, by: 2).map { parts[$0] }
    if paired, sqlState?.classCode != "22", quoted.allSatisfy(isKnown) {
      text = raw
      return
    }
    let first = parts.first ?? ""
    let last = parts.last ?? ""
    text = "\(first)\"…\"\(last)"
  }
}
