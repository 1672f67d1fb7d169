internal import HTTPTypes
internal import Indicators
internal import NIOCore
internal import Reports

/// A problem as it goes over the wire.
struct ProblemDocument {
  private let problem: Problem
  private let requestID: String
  private let language: Language

  init(_ problem: Problem, requestID: String, language: Language) {
    self.problem = problem
    self.requestID = requestID
    self.language = language
  }

  /// The members of every problem; some codes add their own.
  static let schema = JSONSchema.object(
    [
      ("code", .string.described("The stable code; programs decide by it.")),
      ("detail", .string.described("What was asked, what is wrong with it, what to do.")),
      ("instance", .string), ("request_id", .string), ("status", .integer(minimum: 400)),
      ("title", .string), ("type", .string),
    ],
    optional: [
      (
        "instead",
        .array(of: .string).described("Of unknown_procedure: the codes that have its place.")
      ),
      ("refusal", PostedDocument.refusal),
      (
        "run",
        .integer(minimum: 1).described("Of guard_refused: the run under which it is on record.")
      ),
    ], isClosed: false)

  func encoded() -> ByteBuffer {
    var members: [(String, JSONNode)] = [
      ("code", .text(problem.code.rawValue)), ("detail", .text(problem.detail[language])),
      ("instance", .text("urn:motcua:request:\(requestID)")), ("request_id", .text(requestID)),
      ("status", .integer(problem.code.status.code)),
      ("title", .text(problem.code.title[language])),
      ("type", .text("urn:motcua:problem:\(problem.code.rawValue)")),
    ]
    members += problem.members.map { ($0.key, .raw($0.value)) }
    var writer = JSONWriter()
    JSONNode.object(members.sorted { $0.0 < $1.0 }).write(to: &writer)
    return ByteBuffer(bytes: writer.finished())
  }
}
