import Synchronization

/// Takes a plan file that a sync writes.
final class PlanBytes: Sendable {
  private let storage = Mutex<[[UInt8]]>([])

  /// To be given as `planOut`.
  var sink: @Sendable ([UInt8]) throws -> Void {
    { chunk in self.storage.withLock { $0.append(chunk) } }
  }

  /// All bytes so far.
  var bytes: [UInt8] { storage.withLock { $0.flatMap(\.self) } }
  /// The size of the largest chunk.
  var largestChunk: Int { storage.withLock { $0.map(\.count).max() ?? 0 } }
}
