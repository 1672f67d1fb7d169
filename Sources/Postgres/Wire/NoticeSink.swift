internal import CLibPQ
internal import Logging

/// Sends the server's notices to the log at debug level.
final class NoticeSink: Sendable {
  private let logger: Logger

  init(_ logger: Logger) { self.logger = logger }

  /// libpq keeps the address; the caller keeps the sink alive as long as the connection.
  func attach(to connection: OpaquePointer) {
    let address = unsafe Unmanaged.passUnretained(self).toOpaque()
    unsafe PQsetNoticeReceiver(
      connection,
      { address, result in
        guard let address = unsafe address, let result = unsafe result else { return }
        unsafe Unmanaged<NoticeSink>.fromOpaque(address).takeUnretainedValue().receive(result)
      }, address)
  }

  private func receive(_ result: OpaquePointer) {
    guard logger.logLevel <= .debug else { return }
    let text = unsafe PQresultErrorField(result, Int32(UInt8(ascii: "M"))).map {
      unsafe String(cString: $0)
    }
    let code = unsafe PQresultErrorField(result, Int32(UInt8(ascii: "C"))).map {
      unsafe String(cString: $0)
    }
    logger.debug(
      "notice from the server",
      metadata: ["postgres.sqlstate": "\(code ?? "")", "postgres.message": "\(text ?? "")"])
  }
}
