internal import Procedures

/// The lines of a stream of server-sent events.
///
/// https://html.spec.whatwg.org/multipage/server-sent-events.html#event-stream-interpretation
enum EventText {
  /// How a stream begins: after how many milliseconds a listener that was cut off comes again.
  static let opening = "retry: 3000\n\n"

  /// What a listener is told. A beat is a comment, which listeners do not see.
  static func text(_ item: VersionFeedMachine.Item) -> String {
    switch item {
    case .beat: ": alive\n\n"
    case .version(let notice): event("data_version", notice, facts(notice))
    case .reset(let notice, let reason):
      event("reset", notice, facts(notice) + ",\"reason\":\"\(reason.rawValue)\"")
    }
  }

  private static func event(_ name: String, _ notice: VersionNotice, _ facts: String) -> String {
    "event: \(name)\nid: \(notice.version)\ndata: {\(facts)}\n\n"
  }

  private static func facts(_ notice: VersionNotice) -> String {
    "\"data_version\":\(notice.version),\"recorded_at\":\"\(notice.recordedAt)\","
      + "\"run\":\(notice.run.map(String.init) ?? "null")"
  }
}
