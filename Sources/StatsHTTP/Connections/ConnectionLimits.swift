/// What one connection, and all together, may take of the service.
public struct ConnectionLimits: Sendable, Hashable {
  /// How long a request may take from its first byte, or a connection from its opening, until its
  /// head is complete.
  public var headTime = Duration.seconds(10)
  /// How long a connection may rest between two requests.
  public var idleTime = Duration.seconds(60)
  /// How long a body may come at any pace; afterwards ``slowestPace`` holds on average.
  public var bodyGrace = Duration.seconds(10)
  /// The least bytes per second of a body that is read and of an answer that waits for its reader.
  public var slowestPace = 1024
  /// How long an answer may wait for a reader that takes less than ``slowestPace``.
  public var unreadTime = Duration.seconds(30)
  /// How long the end of a connection waits for what the client still sends.
  public var lingerTime = Duration.seconds(2)
  /// The longest target (path and query), in bytes.
  public var targetBytes = 8 * 1024
  /// The longest head, in bytes: target, names and values.
  public var headBytes = 16 * 1024
  /// The most fields of one head.
  public var headFields = 64
  /// The most connections; one more closes the one that has rested longest.
  public var connections = 12_000

  /// The limits of the public port.
  public init() {}
}
