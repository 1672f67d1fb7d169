internal import Synchronization

/// Takes the rows of a COPY FROM STDIN, in the format that the statement names.
public struct CopyWriter: ~Copyable {
  private let session: Session
  private let call: WireCall
  private let pending = Mutex<[UInt8]>([])

  init(session: Session, call: WireCall) {
    self.session = session
    self.call = call
  }

  private static var bound: Int { 65_536 }

  /// Sends bytes; they need not end at the end of a row. Small pieces are gathered up to 64 KiB;
  /// a larger amount returns when the system has taken it from us, so a slow server slows the
  /// writer and memory stays bounded.
  public func write(_ bytes: [UInt8]) async throws {
    let full = pending.withLock { pending -> [UInt8]? in
      if pending.isEmpty, bytes.count >= Self.bound { return bytes }
      pending.append(contentsOf: bytes)
      guard pending.count >= Self.bound else { return nil }
      defer { pending = [] }
      return pending
    }
    guard let full else { return }
    try await session.perform(call) { wire, call in try wire.writeCopy(full, call) }
  }

  func takeRest() -> [UInt8] {
    pending.withLock { pending in
      defer { pending = [] }
      return pending
    }
  }
}
