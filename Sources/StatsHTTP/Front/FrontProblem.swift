internal import HTTPTypes
internal import Indicators
internal import NIOCore
internal import NIOHTTP1

/// Refuses requests whose form no route could read. The answer is written by hand, as there may be
/// no request that the ordinary way could be given; it has the fields of any other problem.
enum FrontProblem {
  /// What is wrong with a head that could be parsed; nil where nothing is.
  static func objection(to head: HTTPRequestHead, _ limits: ConnectionLimits) -> Problem? {
    if head.uri.utf8.count > limits.targetBytes { return targetTooLong(limits) }
    // RFC 9112 §3.2. A request with two hosts is read differently by different servers.
    guard head.version == .http1_0 || hosts(of: head.headers) == 1 else {
      return Problem(
        .badRequest,
        Wording(
          vi: "yêu cầu HTTP/1.1 phải có đúng một trường Host; hãy gửi lại với một trường Host",
          en: "a request of HTTP/1.1 has exactly one Host field; send it again with one"))
    }
    return nil
  }

  private static func hosts(of headers: HTTPHeaders) -> Int {
    headers.reduce(0) { $1.name.isField("host") ? $0 + 1 : $0 }
  }

  /// The problem of bytes that could not be parsed.
  ///
  /// - Parameter hasLine: whether the target was complete.
  static func problem(
    of error: HTTPParserError, hasLine: Bool, _ limits: ConnectionLimits
  ) -> Problem {
    guard case .headerOverflow = error else {
      return Problem(
        .badRequest,
        Wording(
          vi: "không đọc được yêu cầu này như HTTP/1.1 (\(error)); hãy kiểm tra chương trình gửi",
          en: "the bytes sent are no request of HTTP/1.1 (\(error)); check the sending program"))
    }
    guard hasLine else { return targetTooLong(limits) }
    return Problem(
      .headerTooLarge,
      Wording(
        vi: "phần đầu yêu cầu quá \(limits.headBytes) byte hoặc quá \(limits.headFields) trường; "
          + "hãy gửi ít trường hơn, ví dụ không gửi cookie",
        en: "the head of the request has more than \(limits.headBytes) bytes or "
          + "\(limits.headFields) fields; send fewer, for example no cookies"))
  }

  /// The problem of a request that does not come to its end.
  static func problem(of slowness: ConnectionPace.Slowness, _ limits: ConnectionLimits) -> Problem {
    let seconds = limits.headTime.components.seconds
    let wording =
      slowness == .body
      ? Wording(
        vi: "phần thân yêu cầu đến chậm hơn \(limits.slowestPace) byte một giây; hãy gửi lại",
        en: "the body came at less than \(limits.slowestPace) bytes a second; send it again")
      : Wording(
        vi: "phần đầu yêu cầu không đến đủ trong \(seconds) giây; hãy gửi lại",
        en: "the head of the request was not complete within \(seconds) seconds; send it again")
    return Problem(.requestTimeout, wording)
  }

  private static func targetTooLong(_ limits: ConnectionLimits) -> Problem {
    Problem(
      .queryTooLong,
      Wording(
        vi: "địa chỉ của yêu cầu dài hơn \(limits.targetBytes) byte; hãy bỏ bớt tham số",
        en: "the target of the request has more than \(limits.targetBytes) bytes; "
          + "ask with fewer parameters"))
  }

  /// The bytes of the answer, after which the connection ends.
  static func bytes(
    of problem: Problem, requestID: String, language: Language, date: ByteBuffer, isHead: Bool
  ) -> ByteBuffer {
    let body = ProblemDocument(problem, requestID: requestID, language: language).encoded()
    let status = problem.code.status
    var bytes = ByteBuffer()
    bytes.writeString(
      """
      HTTP/1.1 \(status.code) \(status.reasonPhrase)\r
      Content-Type: application/problem+json\r
      Content-Language: \(language.rawValue)\r
      Cache-Control: no-store\r
      Content-Length: \(body.readableBytes)\r
      X-Request-Id: \(requestID)\r
      Connection: close\r
      Date:\u{20}
      """)
    bytes.writeImmutableBuffer(date)
    bytes.writeString("\r\n\r\n")
    if !isHead { bytes.writeImmutableBuffer(body) }
    return bytes
  }
}

extension Problem.Code {
  static let requestTimeout = Self(
    "request_timeout", status: .requestTimeout,
    title: Wording(vi: "Yêu cầu đến quá chậm", en: "Request timeout"))
}
