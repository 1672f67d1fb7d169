internal import HTTPTypes
internal import Hummingbird
internal import NIOCore

/// Reads the body of a request that brings a source, up to a limit.
struct PostedBytes: Sendable {
  /// The largest body, in bytes.
  let limit: Int

  /// Refuses what cannot be read before a byte of it is: another type, an encoding, a declared
  /// length over the limit or of 0.
  func check(_ request: Request) throws(Problem) {
    if let encoding = request.headers[.contentEncoding]?.lowercased(), encoding != "identity" {
      throw Problem(
        .unsupportedMediaType,
        Wording(
          vi: "Content-Encoding \"\(encoding.prefix(80))\" không được đọc; hãy gửi tệp như nó có",
          en: "Content-Encoding \"\(encoding.prefix(80))\" is not read; send the file as it is"))
    }
    if let type = request.headers[.contentType] {
      let name = type.split(separator: ";").first.map { String($0).trimmedOfBlanks.lowercased() }
      guard let name, WriteEndpoints.contentTypes.contains(name) else {
        let known = WriteEndpoints.contentTypes.joined(separator: ", ")
        throw Problem(
          .unsupportedMediaType,
          Wording(
            vi: "Content-Type \"\(type.prefix(80))\" không được đọc; hãy dùng \(known)",
            en: "Content-Type \"\(type.prefix(80))\" is not read; use one of \(known)"))
      }
    }
    guard let length = Self.length(of: request) else { return }
    if length > limit { throw tooLarge }
    if length == 0 { throw Self.empty }
  }

  /// Hands the bytes over as they come. Throws `body_too_large` at the first byte over the limit,
  /// `empty_body` where none came, and where the body was cut off.
  func read(_ request: Request, into body: some PostedBody) async throws {
    var size = 0
    for try await buffer in request.body {
      size += buffer.readableBytes
      if size > limit { throw tooLarge }
      try body.append(Array(buffer: buffer))
    }
    // The connection may end in the middle of a body, which must never look like its end.
    if let length = Self.length(of: request), length != size {
      throw Problem(
        .badRequest,
        Wording(
          vi: "nội dung bị cắt: có \(size) trong \(length) byte; hãy gửi lại",
          en: "the body was cut off: \(size) of \(length) bytes came; send it again"))
    }
    if size == 0 { throw Self.empty }
  }

  private static func length(of request: Request) -> Int? {
    request.headers[.contentLength].flatMap { Int($0) }
  }

  private var tooLarge: Problem {
    var problem = Problem(
      .bodyTooLarge,
      Wording(
        vi: "nội dung lớn hơn \(limit) byte; hãy chia tệp, hoặc nâng http.body.limit",
        en: "the body is larger than \(limit) bytes; split the file, or raise http.body.limit"))
    // What is left of the body is not worth reading.
    problem.headers[.connection] = "close"
    return problem
  }

  private static let empty = Problem(
    .emptyBody,
    Wording(
      vi: "không có nội dung; hãy gửi tệp trong thân yêu cầu",
      en: "there is no body; send the file as the body"))
}
