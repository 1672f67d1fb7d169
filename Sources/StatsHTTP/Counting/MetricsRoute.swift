internal import HTTPTypes
internal import Hummingbird
internal import NIOCore

/// What `/metrics` answers with.
public struct MetricsText: Sendable {
  let contentType: String
  let text: @Sendable () async -> [UInt8]

  /// A text of a type, made anew for each scrape. It must come also where the database does not
  /// answer, and within a scraper's patience.
  public init(contentType: String, text: @escaping @Sendable () async -> [UInt8]) {
    self.contentType = contentType
    self.text = text
  }
}

/// `GET /metrics` of the admin port.
struct MetricsRoute {
  let metrics: MetricsText

  /// Adds the metrics to a service.
  func add(to service: inout ServiceRoutes) {
    let endpoint = Endpoint(
      id: "metrics", path: "/metrics", summary: "The metrics of the process and the figures.",
      tag: "health", parameters: [],
      answers: [
        AnswerDeclaration(summary: "Text for Prometheus.", contentType: metrics.contentType)
      ], access: .open, kind: .plain)
    let metrics = metrics
    service.add(endpoint) { _, _ in
      Response(
        status: .ok, headers: [.contentType: metrics.contentType, .cacheControl: "no-store"],
        body: ResponseBody(byteBuffer: ByteBuffer(bytes: await metrics.text())))
    }
  }
}
