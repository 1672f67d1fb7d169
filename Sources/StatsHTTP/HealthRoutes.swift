internal import HTTPTypes
internal import Hummingbird
internal import Logging
internal import NIOCore

/// The probes of the admin port.
struct HealthRoutes<Source: StatsSource> {
  let source: Source
  let configuration: StatsHTTPConfiguration

  /// Adds the routes to a router whose middleware answers problems.
  func add(to router: Router<BasicRequestContext>) {
    // Liveness never touches the source: a restart would not bring a database back.
    router.answer("/health/live") { _, _ in status("live") }
    router.answer("/health/ready") { _, context in
      try await checkSource(logger: context.logger)
      return status("ready")
    }
  }

  private func checkSource(logger: Logger) async throws {
    let source = source
    let detail: String
    do {
      let limit = configuration.readinessTimeout
      if try await withDeadline(limit, { try await source.check() }) != nil { return }
      detail = "the database did not answer in time"
    } catch {
      logger.info("the readiness check failed", metadata: ["error": "\(error)"])
      detail = "the database does not answer"
    }
    throw Problem.unavailable(detail, code: .notReady, retryAfterSeconds: 5)
  }

  private func status(_ word: String) -> Response {
    Response(
      status: .ok, headers: [.contentType: "application/json", .cacheControl: "no-store"],
      body: ResponseBody(byteBuffer: ByteBuffer(string: "{\"status\":\"\(word)\"}\n")))
  }
}
