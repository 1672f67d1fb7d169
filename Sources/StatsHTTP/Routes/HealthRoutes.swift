internal import HTTPTypes
internal import Hummingbird
internal import Logging
internal import NIOCore

/// The probes of the admin port.
struct HealthRoutes<Source: StatsSource> {
  let source: Source
  let configuration: StatsHTTPConfiguration

  private static var live: Endpoint { probe("live", "/health/live") }
  private static var ready: Endpoint { probe("ready", "/health/ready") }

  /// Adds the probes to a service.
  func add(to service: inout ServiceRoutes) {
    // Liveness never touches the source: a restart would not bring a database back.
    service.add(Self.live) { _, _ in status("live") }
    service.add(Self.ready) { _, context in
      try await checkSource(logger: context.logger)
      return status("ready")
    }
  }

  private static func probe(_ id: String, _ path: String) -> Endpoint {
    Endpoint(
      id: id, path: path, summary: "Whether the service is \(id).", tag: "health",
      parameters: [],
      answers: [
        AnswerDeclaration(
          summary: "It is \(id).", schema: .object([("status", .string(enum: [id]))]))
      ], problems: [.notReady], access: .open, kind: .plain)
  }

  private func checkSource(logger: Logger) async throws {
    let source = source
    let detail: Wording
    do {
      let limit = configuration.readinessTimeout
      if try await withDeadline(limit, { try await source.check() }) != nil { return }
      detail = Wording(
        vi: "cơ sở dữ liệu không trả lời kịp", en: "the database did not answer in time")
    } catch {
      logger.info("the readiness check failed", metadata: ["error": "\(error)"])
      detail = Wording(
        vi: "cơ sở dữ liệu không trả lời", en: "the database does not answer")
    }
    throw Problem.unavailable(detail, code: .notReady, retryAfterSeconds: 5)
  }

  private func status(_ word: String) -> Response {
    Response(
      status: .ok, headers: [.contentType: "application/json", .cacheControl: "no-store"],
      body: ResponseBody(byteBuffer: ByteBuffer(string: "{\"status\":\"\(word)\"}\n")))
  }
}
