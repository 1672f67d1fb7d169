internal import FoundationEssentials
internal import Hummingbird
internal import NIOCore

/// A problem as it goes over the wire.
struct ProblemDocument: Encodable {
  let type: String
  let title: String
  let status: Int
  let detail: String
  let code: String
  let instance: String
  let requestID: String

  private enum CodingKeys: String, CodingKey {
    case type, title, status, detail, code, instance
    case requestID = "request_id"
  }

  init(_ problem: Problem, requestID: String) {
    type = "urn:motcua:problem:\(problem.code.rawValue)"
    title = problem.code.title
    status = problem.status.code
    detail = problem.detail
    code = problem.code.rawValue
    instance = "urn:motcua:request:\(requestID)"
    self.requestID = requestID
  }

  func encoded() -> ByteBuffer {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    do {
      return ByteBuffer(bytes: try Array(encoder.encode(self)) + [0x0A])
    } catch {
      preconditionFailure("a problem holds what JSON cannot write: \(error)")
    }
  }
}
