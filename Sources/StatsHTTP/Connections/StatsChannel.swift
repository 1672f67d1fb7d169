internal import HTTPTypes
public import HummingbirdCore
public import Logging
public import NIOCore
internal import NIOHTTP1
internal import NIOHTTPTypes
internal import NIOHTTPTypesHTTP1

/// The requests and answers of the ordinary way.
typealias OrdinaryChannel = NIOAsyncChannel<HTTPRequestPart, HTTPResponsePart>

/// One connection. Its ordinary way is built with the first request that takes it, as thousands of
/// connections may rest, or be answered by the front alone.
public struct StatsConnection: ServerChildChannelValue {
  /// The connection.
  public let channel: any Channel
  /// The ordinary way; nil once the connection has ended without needing one.
  let ordinary: EventLoopFuture<OrdinaryChannel?>
}

/// The connections of the public port: Hummingbird's HTTP/1 with our front and our limits.
public struct StatsChannel: HTTPChannelHandler {
  /// What is served.
  public typealias Value = StatsConnection

  /// The ordinary way.
  public let responder: HTTPChannelHandler.Responder
  private let front: Front
  private let census: ConnectionCensus

  /// Connections of one server.
  public init(responder: @escaping HTTPChannelHandler.Responder, front: Front) {
    self.responder = responder
    self.front = front
    census = ConnectionCensus(limit: front.limits.connections)
  }

  /// Puts the handlers into the pipeline of a new connection.
  public func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<Value> {
    channel.eventLoop.makeCompletedFuture {
      let promise = channel.eventLoop.makePromise(of: OrdinaryChannel?.self)
      try configure(channel) {
        try channel.pipeline.syncOperations.addHandler(HTTP1ToHTTPServerCodec(secure: false))
        promise.succeed(
          try OrdinaryChannel(
            wrappingChannelSynchronously: channel,
            configuration: .init(isOutboundHalfClosureEnabled: true)))
      }
      // Without effect where the ordinary way was built.
      channel.closeFuture.whenComplete { _ in promise.succeed(nil) }
      return StatsConnection(channel: channel, ordinary: promise.futureResult)
    }
  }

  /// Everything between the socket and the ordinary way, which is built by `buildOrdinary`.
  func configure(
    _ channel: any Channel, buildOrdinary: @escaping () throws -> Void
  ) throws {
    let limits = front.limits
    let pipeline = channel.pipeline.syncOperations
    let connection = ConnectionHandler(
      limits: limits, census: census, counts: front.counts, now: channel.eventLoop.now)
    try pipeline.addHandler(connection)
    var decoding = NIOHTTPDecoderLimitConfiguration()
    decoding.maxHeaderFieldSize = limits.headBytes
    decoding.maxHeaderListSize = limits.headBytes
    decoding.maxHeaderFieldCount = limits.headFields
    try pipeline.configureHTTPServerPipeline(
      // The ordinary way takes one request at a time, and the front keeps the order.
      withPipeliningAssistance: false, withErrorHandling: false,
      // HTTPTypes has validated the fields already.
      withOutboundHeaderValidation: false, withEncoderConfiguration: .init(),
      withDecoderLimitConfiguration: decoding)
    try pipeline.addHandler(
      FrontHandler(front: front, connection: connection, buildOrdinary: buildOrdinary))
  }

  /// Serves the ordinary way of one connection.
  public func handle(value: Value, logger: Logger) async {
    let channel = value.channel
    // A future that is awaited does not hear of a cancellation; the end of the connection tells it.
    let ordinary = await withTaskCancellationHandler {
      try? await value.ordinary.get()
    } onCancel: {
      channel.close(promise: nil)
    }
    if let ordinary { await handleHTTP(asyncChannel: ordinary, logger: logger) }
  }
}
