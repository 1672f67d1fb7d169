/// What a `NOTIFY` said to the sessions that listen on its channel.
public struct PostgresNotification: Sendable, Hashable {
  /// The channel, as `LISTEN` named it.
  public let channel: String
  /// The text that was sent along; empty where there was none.
  public let payload: String
  /// The server process of the session that sent it.
  public let senderProcessID: Int32
}
