import Synchronization

/// Reads that are waited for only so long. One that is late goes on for a while, so that what it
/// loads is kept for whoever asks next; but few of them, as each holds a connection.
final class BoundedReads: Sendable {
  /// The read did not end in time.
  struct Late: Error, CustomStringConvertible {
    let deadline: Duration
    var description: String { "the database did not answer within \(deadline)" }
  }

  private let deadline: Duration
  private let patience: Duration
  private let largest: Int
  private let late = Mutex(0)

  /// Reads that are waited for until `deadline`; up to `largest` late ones go on for `patience`.
  init(deadline: Duration, patience: Duration, largest: Int) {
    self.deadline = deadline
    self.patience = patience
    self.largest = largest
  }

  /// What `read` gives. Throws ``Late`` at the deadline, and what `read` throws.
  func value<Value: Sendable>(
    _ read: @escaping @Sendable () async throws -> Value
  ) async throws -> Value {
    let (answers, continuation) = AsyncStream.makeStream(of: Result<Value, any Error>.self)
    let work = Task {
      do {
        continuation.yield(.success(try await read()))
      } catch {
        continuation.yield(.failure(error))
      }
      continuation.finish()
    }
    // Ends the wait, not the work. It is itself ended as soon as there is an answer.
    let (deadline, patience) = (deadline, patience)
    let timer = Task {
      try await Task.sleep(for: deadline)
      continuation.yield(.failure(Late(deadline: deadline)))
    }
    defer { timer.cancel() }
    for await answer in answers {
      if case .failure(let error) = answer, error is Late { leave(work, for: patience) }
      return try answer.get()
    }
    // Only the asker's own end ends the stream without an answer.
    leave(work, for: patience)
    throw CancellationError()
  }

  /// Lets late work go on, or ends it where too much goes on already.
  private func leave(_ work: Task<Void, Never>, for patience: Duration) {
    let goesOn = late.withLock { count in
      guard count < largest else { return false }
      count += 1
      return true
    }
    guard goesOn else { return work.cancel() }
    let end = Task {
      try await Task.sleep(for: patience)
      work.cancel()
    }
    // Nobody waits for it: it ends with the work, which the task above ends at the latest.
    Task {
      await work.value
      end.cancel()
      late.withLock { $0 -= 1 }
    }
  }
}
