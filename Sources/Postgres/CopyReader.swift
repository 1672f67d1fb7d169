/// Gives the rows of a COPY TO STDOUT, in the format that the statement names.
public struct CopyReader: ~Copyable {
  private let session: Session
  private let call: WireCall

  init(session: Session, call: WireCall) {
    self.session = session
    self.call = call
  }

  /// The next rows, whole ones, at least 64 KiB of them but for the last chunk; nil after the last
  /// row. What is not asked for waits in the server.
  public func next() async throws -> [UInt8]? {
    guard session.status.isAlive else {
      throw call.context.error(.connection, "the session was lost before")
    }
    return try await session.perform(call) { wire, call in
      wire.phase == .copyOut ? try wire.readCopy(call) : nil
    }
  }
}
