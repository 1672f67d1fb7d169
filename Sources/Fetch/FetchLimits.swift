/// How long, how much and how often: the bounds of one fetch.
public struct FetchLimits: Sendable, Hashable {
  /// Time for a connection, TLS included. 10 s.
  public var connect: Duration
  /// Longest silence of the server, before its answer and within it. 30 s.
  public var idle: Duration
  /// Time for everything: all pages, tries and waits. 10 min. It is looked at before each try and
  /// after each piece of an answer, so a fetch may outlast it by one ``idle``.
  public var total: Duration
  /// Bytes of all pages together, after decompression. 1 GiB.
  public var bytes: Int64
  /// How many times as many bytes compressed ones may become. 200.
  public var expansion: Int
  /// Tries of one page, the first one included. 5.
  public var tries: Int
  /// Pages of one source. 10,000.
  public var pages: Int
  /// The longest wait that a server's `Retry-After` can ask for; longer ones are cut to it. 2 min.
  public var retryAfter: Duration

  /// The values given above.
  public static let standard = FetchLimits()

  private init() {
    connect = .seconds(10)
    idle = .seconds(30)
    total = .seconds(600)
    bytes = 1 << 30
    expansion = 200
    tries = 5
    pages = 10_000
    retryAfter = .seconds(120)
  }
}
