/// What the HTTP service needs to know before it starts.
public struct StatsHTTPConfiguration: Sendable {
  /// The address to listen on: a host name or an IP address.
  public var host: String
  /// The port to listen on, 0…65535; 0 lets the system choose one.
  public var port: Int
  /// Version of the program; part of each entity tag, so that a new program is never answered
  /// from what a cache kept of the old one.
  public var programVersion: String
  /// After how long an unanswered question is given up with status 503.
  public var answerTimeout: Duration
  /// An answer of more groups is refused with `too_many_groups`.
  public var largestSplit: Int
  /// Which pages of other origins may read the answers.
  public var origins = CrossOriginPolicy.nobody
  /// After how long the readiness probe calls the database gone.
  public var readinessTimeout: Duration
  /// The largest body of a posted source, in bytes.
  public var bodyLimit = 256 << 20

  /// A configuration; the defaults are those of the public port.
  public init(
    host: String = "127.0.0.1", port: Int = 8080, programVersion: String = "0",
    answerTimeout: Duration = .milliseconds(1800), largestSplit: Int = 10_000,
    readinessTimeout: Duration = .seconds(2)
  ) {
    self.host = host
    self.port = port
    self.programVersion = programVersion
    self.answerTimeout = answerTimeout
    self.largestSplit = largestSplit
    self.readinessTimeout = readinessTimeout
  }
}
