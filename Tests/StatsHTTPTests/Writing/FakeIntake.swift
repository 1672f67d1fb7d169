import Procedures
import StatsHTTP
import Synchronization

/// Takes what is posted and answers as it was told.
final class FakeIntake: IntakeSource {
  /// What becomes of a body.
  enum Event: Sendable {
    case came
    case gone
  }

  final class Body: PostedBody {
    private let gathered = Mutex<[UInt8]>([])
    private let events: AsyncStream<Event>.Continuation
    var bytes: [UInt8] { gathered.withLock { $0 } }

    fileprivate init(_ events: AsyncStream<Event>.Continuation) { self.events = events }

    deinit { events.yield(.gone) }

    func append(_ bytes: [UInt8]) throws {
      gathered.withLock { $0 += bytes }
      events.yield(.came)
    }
  }

  /// What becomes of bodies, as it happens.
  let events: AsyncStream<Event>
  private let eventsEnd: AsyncStream<Event>.Continuation

  /// One body that was handed in.
  struct Taken: Sendable, Hashable {
    let posted: PostedSource
    let bytes: [UInt8]
    let key: String?
    let wait: Duration
    let token: String
  }

  private let receipt: Result<PostedReceipt, PostedFailure>
  private let refusal: PostedFailure?
  private let list = Mutex<[Taken]>([])

  init(_ receipt: Result<PostedReceipt, PostedFailure>, refusing refusal: PostedFailure? = nil) {
    self.receipt = receipt
    self.refusal = refusal
    (events, eventsEnd) = AsyncStream.makeStream()
  }

  /// Everything that was handed in.
  var taken: [Taken] { list.withLock { $0 } }

  func begin(_ posted: PostedSource, by grant: TokenGrant) async throws -> Body {
    if let refusal { throw refusal }
    return Body(eventsEnd)
  }

  func submit(
    _ body: Body, of posted: PostedSource, by grant: TokenGrant, key: String?, wait: Duration
  ) async throws -> PostedReceipt {
    list.withLock {
      $0.append(
        Taken(posted: posted, bytes: body.bytes, key: key, wait: wait, token: grant.id))
    }
    return try receipt.get()
  }

  func find(_ id: String, by grant: TokenGrant) async throws -> PostedState? {
    guard id == Self.id, case .success(.taken(let state)) = receipt else { return nil }
    return state
  }

  static let id = String(repeating: "0a", count: 16)
}

/// Knows one token of each scope by its name.
struct FakeTokens: TokenAuthority {
  func grant(of token: String) async throws -> TokenGrant? {
    if token == "away" { throw SourceUnavailable(reason: "secret detail", retryAfterSeconds: 5) }
    return TokenGrant.Scope(rawValue: token).map {
      TokenGrant(id: token, name: "holder of \(token)", scope: $0)
    }
  }
}

extension PostedOutcome {
  /// A run over three rows, one of them held.
  static var sample: PostedOutcome {
    PostedOutcome(
      run: 7, source: "catalog", mode: "snapshot", state: "applied",
      rows: Rows(read: 3, nonData: 0, duplicate: 0, held: 1, applied: 2),
      records: Records(added: 2, changed: 0, withdrawn: 0, returned: 0, unchanged: 0),
      rowsWritten: 5, dataVersion: 2, auditHead: "00ff", dropped: [], exitCode: 6)
  }
}
