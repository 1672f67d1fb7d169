internal import Hummingbird
internal import NIOCore

/// What goes with a request through the service: beside what the framework needs, from where it
/// comes.
struct ServiceContext: RequestContext, RemoteAddressRequestContext {
  var coreContext: CoreRequestContextStorage
  /// The peer of the connection; a proxy where one stands before the service.
  let remoteAddress: SocketAddress?

  init(source: ApplicationRequestContextSource) {
    coreContext = CoreRequestContextStorage(source: source)
    remoteAddress = source.channel.remoteAddress
  }
}
