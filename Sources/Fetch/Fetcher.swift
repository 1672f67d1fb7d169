import AsyncHTTPClient
public import Logging
import NIOCore
import NIOHTTPCompression
import NIOSSL

/// Brings HTTP and HTTPS sources to temporary files, so that their digest, their provenance and
/// their rows come from the same bytes.
///
/// Bytes are written as they arrive, in pieces that the network gives; memory does not grow with
/// the source. Each page is tried up to five times, on 429, 500, 502, 503, 504 and when the
/// connection fails or the answer is cut, from its first byte on, a POST too: sources are asked,
/// never changed.
public struct Fetcher: Sendable {
  private let logger: Logger
  private let directory: String
  private let clock: any Clock<Duration>
  private let random: @Sendable () -> UInt64
  private let environment: @Sendable (String) -> String?

  /// A fetcher with what only the command may take from its surroundings.
  ///
  /// - Parameters:
  ///   - logger: Gets pages at debug level; waits, and secrets that go over plain HTTP, at info
  ///     level. Never an address.
  ///   - directory: Where temporary files are made, 0600 and unlinked at once.
  ///   - clock: Measures the whole fetch and waits between tries. Connections and silences are
  ///     measured by the network library itself.
  ///   - random: Uniform 64 bits for each call: for waits and for the name of the file.
  ///   - environment: The value of an environment variable, for secrets.
  public init(
    logger: Logger, directory: String, clock: any Clock<Duration>,
    random: @escaping @Sendable () -> UInt64,
    environment: @escaping @Sendable (String) -> String?
  ) {
    self.logger = logger
    self.directory = directory
    self.clock = clock
    self.random = random
    self.environment = environment
  }

  /// Fetches all pages of a source. Cancelling the task ends it with kind `cancelled`; whatever it
  /// throws, no file is left.
  public func fetch(_ request: FetchRequest) async throws(FetchError) -> Fetched {
    var secrets = SecretReader(source: request.name, environment: environment)
    let credentials = try secrets.credentials(of: request)
    let configuration = try configuration(for: request)
    let spool = try Spool(directory: directory, random: random, source: request.name)
    let watch = Stopwatch(clock)
    if !request.address.isSecure, !credentials.redactor.isEmpty {
      logger.info(
        "Secrets are sent over HTTP, which is not encrypted",
        metadata: ["fetch.host": "\(request.address.host)"])
    }
    do {
      return try await HTTPClient.withHTTPClient(configuration: configuration) { client in
        var run = FetchRun(
          request: request, credentials: credentials, spool: spool,
          exchange: Exchange(
            client: client, source: request.name, limits: request.limits, watch: watch),
          watch: watch, random: random, logger: logger)
        return try await run.fetchAll()
      }
    } catch let error as FetchError {
      throw error
    } catch {
      throw FetchError(
        .unreachable, source: request.name,
        reason:
          "the connection could not be closed (\(credentials.redactor("\(error)"))); try again")
    }
  }

  private func configuration(
    for request: FetchRequest
  ) throws(FetchError) -> HTTPClient.Configuration {
    var tls = TLSConfiguration.makeClientConfiguration()
    if let path = request.caFile {
      do {
        let certificates = try NIOSSLCertificate.fromPEMFile(path)
        tls.additionalTrustRoots = [.certificates(certificates)]
      } catch {
        throw FetchError(
          .badProfile, source: request.name,
          reason: "the file of trusted authorities \(path) cannot be read as PEM certificates; "
            + "check its path, permissions and content")
      }
    }
    var configuration = HTTPClient.Configuration(
      tlsConfiguration: tls, redirectConfiguration: .disallow,
      timeout: .init(
        connect: TimeAmount(request.limits.connect), read: TimeAmount(request.limits.idle)),
      decompression: .enabled(limit: .ratio(request.limits.expansion)))
    configuration.httpVersion = .http1Only
    // Our own tries count; the pool's would hide a refused connection until the time is up.
    configuration.connectionPool.retryConnectionEstablishment = false
    return configuration
  }
}

/// Time since the fetch began, by the clock that was given.
struct Stopwatch: Sendable {
  let elapsed: @Sendable () -> Duration
  let sleep: @Sendable (Duration) async throws -> Void

  init(_ clock: some Clock<Duration>) {
    let start = clock.now
    elapsed = { start.duration(to: clock.now) }
    sleep = { try await clock.sleep(for: $0) }
  }
}
