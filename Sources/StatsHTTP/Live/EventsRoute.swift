internal import HTTPTypes
internal import Hummingbird
internal import NIOCore

/// `GET /v1/events`: a stream of server-sent events, one for each new data version.
struct EventsRoute<Source: StatsSource> {
  let source: Source
  let feed: VersionFeed

  private static var proxyBuffering: HTTPField.Name? { HTTPField.Name("X-Accel-Buffering") }

  /// The endpoint.
  static var endpoint: Endpoint {
    Endpoint(
      id: "events", path: "/v1/events",
      summary: "Server-sent events: `data_version` for each new state of the records, with its "
        + "number as id; `reset` where what was read before has to be read again; a comment every "
        + "15 seconds.",
      tag: "live",
      parameters: [
        Parameter.lastEventIDField.declaration, Parameter.lastEventID.declaration,
      ],
      answers: [
        AnswerDeclaration(
          summary: "A stream that ends only with the connection or the service.",
          contentType: "text/event-stream", content: event)
      ], problems: [.tooManyListeners], kind: .stream)
  }

  /// One event as clients read it.
  private static var event: JSONSchema {
    .object(
      [
        ("data", .string.described("JSON: data_version, and for its event recorded_at and run.")),
        ("event", .string(enum: ["data_version", "reset"])), ("id", .string),
      ], optional: [("retry", .integer(minimum: 0))])
  }

  /// The stream for a request that was admitted.
  func answer(_ request: Request) async throws -> Response {
    let given = try GivenParameters(
      Self.endpoint, path: { _ in nil }, query: QueryString.text(of: request),
      headers: request.headers)
    try MediaType.check(accept: request.headers[values: .accept], allows: [.events])
    let asked = try given.value(.lastEventID)
    // The field is the newer one: a listener that comes again repeats its first address.
    let after = try given.value(.lastEventIDField) ?? asked
    let listening = try listen()
    let tale = try await tale(after: after, newest: listening.newest)
    var headers: HTTPFields = [.contentType: "text/event-stream", .cacheControl: "no-store"]
    // A proxy that collects bytes would hold events back.
    if let name = Self.proxyBuffering { headers[name] = "no" }
    return Response(
      status: .ok, headers: headers,
      body: ResponseBody { writer in
        var tale = tale
        let missed = tale.missed.map(EventText.text).joined()
        try await writer.write(ByteBuffer(string: EventText.opening + missed))
        for await item in listening.items {
          guard let item = tale.next(item) else { continue }
          try await writer.write(ByteBuffer(string: EventText.text(item)))
        }
        try await writer.finish(nil)
      })
  }

  private func listen() throws -> VersionFeed.Listening {
    do {
      return try feed.listen()
    } catch .full {
      throw Problem.unavailable(
        Wording(
          vi: "đã đạt số kết nối nhận sự kiện tối đa; hãy thử lại sau, hoặc hỏi /v1/stats kèm "
            + "If-None-Match",
          en: "as many listeners as may are connected; ask again later, or poll /v1/stats with "
            + "If-None-Match"), code: .tooManyListeners, retryAfterSeconds: 30)
    } catch .closed {
      throw Problem.unavailable(
        Wording(
          vi: "dịch vụ đang dừng; hãy hỏi lại", en: "the service is shutting down; ask again"),
        retryAfterSeconds: 1)
    }
  }

  private func tale(after: Int64?, newest: VersionNotice?) async throws -> VersionTale {
    guard let after else { return VersionTale(newest: newest) }
    // The version that was seen is asked for too: where there is none, the database is another.
    let found = try await source.versions(
      after: after - 1, limit: VersionFeedMachine.longestTale + 2)
    guard let tale = VersionTale(after: after, found: found, newest: newest) else {
      throw Problem.unavailable(
        Wording(
          vi: "chưa biết phiên bản dữ liệu nào; hãy hỏi lại",
          en: "no data version is known yet; ask again"), retryAfterSeconds: 1)
    }
    return tale
  }
}

extension Parameter where Value == Int64 {
  /// The last event that a listener saw, as browsers say it when they come again.
  static let lastEventIDField = lastEvent(
    "Last-Event-ID", in: .header,
    summary: "The id of the last event that was seen; what was missed since is told first.")

  /// The same for clients that cannot set header fields.
  static let lastEventID = lastEvent(
    "last_event_id", in: .query,
    summary: "The same as Last-Event-ID, for clients that cannot set it; the field goes first.")

  private static func lastEvent(
    _ name: String, in place: ParameterPlace, summary: String
  ) -> Parameter {
    Parameter(
      name, in: place, schema: .integer(minimum: 0), summary: summary,
      orders: Wording(
        vi: "hãy viết mã của một sự kiện: một số nguyên từ 0 trở lên",
        en: "write the id of an event: a number from 0")
    ) { text in
      guard let version = Int64(text), version >= 0, String(version) == text else { return nil }
      return version
    }
  }
}

extension Problem.Code {
  /// No more streams can be open.
  static let tooManyListeners = Self(
    "too_many_listeners", status: .serviceUnavailable,
    title: Wording(vi: "Đã đạt số kết nối nhận sự kiện tối đa", en: "Too many listeners"))
}
