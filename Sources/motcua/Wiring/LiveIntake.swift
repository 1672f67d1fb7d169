import Intake
import Logging
import Procedures
import ServiceLifecycle
import StatsHTTP
import Store
import Synchronization

/// Runs what clients post through the engine of the command line: one run at a time, in the order
/// in which bodies were complete.
final class LiveIntake: IntakeSource, Service {
  /// What a client gathers and what then waits.
  final class Body: PostedBody {
    private let spool: Mutex<SourceSpool>
    private let place: Mutex<(@Sendable () -> Void)?>

    fileprivate init(name: String, directory: String, leave: @escaping @Sendable () -> Void) {
      // Many may come at once, so that little of each stays in memory.
      spool = Mutex(SourceSpool(name: name, directory: directory, memoryLimit: 256 << 10))
      place = Mutex(leave)
    }

    deinit { leave() }

    /// Makes room for the next body; a second time nothing.
    fileprivate func leave() {
      let leave = place.withLock { place in
        defer { place = nil }
        return place
      }
      leave?()
    }

    func append(_ bytes: [UInt8]) throws {
      try spool.withLock { try $0.append(bytes) }
    }

    fileprivate var file: SourceFile { spool.withLock { $0.file } }
  }

  private struct Job: Sendable {
    let id: String
    let posted: PostedSource
    let file: SourceFile
    let grant: TokenGrant
    let key: String?
  }

  private struct State {
    /// Bodies that are coming.
    var bodies = 0
    /// Posts that are not over, the one at work included, with who waits for their end.
    var unfinished: [String: [AsyncStream<PostedState.Phase>.Continuation]] = [:]
    var isStopping = false
  }

  /// How many posts may wait behind the one at work, and how many bodies may come at once.
  private static let most = 8

  private let engine: IntakeEngine
  private let book: PostedRunBook
  private let tokens: TokenRegister
  private let keepDays: Int
  private let logger: Logger
  private let agencies: AgencyScope
  private let state = Mutex(State())
  private let jobs: AsyncStream<Job>
  private let entrance: AsyncStream<Job>.Continuation

  init(_ workspace: Workspace, logger: Logger) throws {
    engine = IntakeEngine(workspace)
    book = PostedRunBook(pool: workspace.pool, authority: workspace.authority)
    tokens = TokenRegister(pool: workspace.pool, authority: workspace.authority)
    agencies = AgencyScope(pool: workspace.pool, authority: workspace.authority)
    keepDays = try workspace.settings.keepDays()
    self.logger = logger
    (jobs, entrance) = AsyncStream.makeStream()
  }

  /// Runs posts until shutdown; the one at work is ended, those that wait are told to come again.
  func run() async throws {
    await withTaskGroup(of: Void.self) { group in
      group.addTask { await self.keepAlive() }
      await withGracefulShutdownHandler {
        for await job in jobs { await perform(job) }
      } onGracefulShutdown: {
        self.stop()
      }
      group.cancelAll()
    }
  }

  private func stop() {
    state.withLock { $0.isStopping = true }
    entrance.finish()
  }

  // MARK: What clients ask

  func begin(_ posted: PostedSource, by grant: TokenGrant) async throws -> Body {
    try await check(posted, grant)
    try state.withLock { state in
      if state.isStopping { throw PostedFailure.stopped }
      guard state.bodies < Self.most, state.unfinished.count <= Self.most else { throw Self.full }
      state.bodies += 1
    }
    return Body(name: posted.name, directory: engine.temporaryDirectory) { [weak self] in
      self?.state.withLock { $0.bodies -= 1 }
    }
  }

  func submit(
    _ body: Body, of posted: PostedSource, by grant: TokenGrant, key: String?, wait: Duration
  ) async throws -> PostedReceipt {
    body.leave()
    do {
      let file = body.file
      let post = PostedRun(
        id: Hexadecimal.text(RandomBytes.draw(16)), token: grant.id, kind: posted.kind.rawValue,
        question: posted.question, sha256: try file.digest().sha256, key: key)
      if let earlier = try await book.enter(post) {
        guard earlier.asksTheSame(as: post) else { return .mismatch }
        return .taken(try await awaited(Self.state(of: earlier), for: wait))
      }
      try await take(Job(id: post.id, posted: posted, file: file, grant: grant, key: key))
      return .taken(
        try await awaited(
          PostedState(id: post.id, kind: posted.kind, phase: .queued), for: wait))
    } catch {
      throw report(error, "a post was not taken")
    }
  }

  func find(_ id: String, by grant: TokenGrant) async throws -> PostedState? {
    do {
      guard let post = try await book.find(id), post.token == grant.id || grant.scope == .admin
      else { return nil }
      return Self.state(of: post)
    } catch {
      throw report(error, "a post was not found")
    }
  }

  /// Whether the token is good for what is asked.
  private func check(_ posted: PostedSource, _ grant: TokenGrant) async throws {
    guard let own = grant.agency else { return }
    guard posted.kind == .catalog else {
      throw PostedFailure(
        .forbidden,
        vi: "mã truy cập \(grant.id) chỉ cho cơ quan \(own); danh sách cơ quan và số liệu nhập "
          + "không tách được theo cơ quan, cần mã của toàn đơn vị",
        en: "token \(grant.id) is for agency \(own) only; lists of agencies and imports cannot be "
          + "kept inside one agency, use a token of the whole authority")
    }
    guard let asked = posted.agency, asked != own else { return }
    do {
      guard try await agencies.contains(asked, below: own, on: SystemClock.today) else {
        throw PostedFailure(
          .forbidden,
          vi: "mã truy cập \(grant.id) chỉ cho cơ quan \(own); \(asked) không thuộc cơ quan này",
          en: "token \(grant.id) is for agency \(own) only; \(asked) does not stand below it")
      }
    } catch {
      throw report(error, "a scope was not checked")
    }
  }

  // MARK: The queue

  private func take(_ job: Job) async throws {
    let isTaken = state.withLock { state in
      guard !state.isStopping, state.unfinished.count <= Self.most else { return false }
      state.unfinished[job.id] = []
      // Inside, so that nothing comes behind the end of the stream.
      entrance.yield(job)
      return true
    }
    guard !isTaken else { return }
    try await book.withdraw(job.id)
    throw state.withLock(\.isStopping) ? .stopped : Self.full
  }

  /// The state of a post at its end, or after the wait.
  private func awaited(_ now: PostedState, for wait: Duration) async throws -> PostedState {
    switch now.phase {
    case .done, .failed: return now
    case .queued, .running: break
    }
    let phase = await withTaskGroup(of: PostedState.Phase?.self) { group in
      group.addTask { await self.end(of: now.id) }
      group.addTask {
        try? await Task.sleep(for: wait)
        return nil
      }
      let first = await group.next() ?? nil
      group.cancelAll()
      return first
    }
    if let phase { return PostedState(id: now.id, kind: now.kind, phase: phase) }
    // Also where another instance has it.
    return try await book.find(now.id).map(Self.state) ?? now
  }

  /// What a post came to; nil where the task is cancelled before, or another instance has it and
  /// the task is cancelled.
  private func end(of id: String) async -> PostedState.Phase? {
    let (stream, continuation) = AsyncStream.makeStream(of: PostedState.Phase.self)
    let isOurs = state.withLock { state in
      state.unfinished[id]?.append(continuation) != nil
    }
    if !isOurs {
      // It ended meanwhile, or is another instance's: the book knows.
      while !Task.isCancelled {
        if let post = try? await book.find(id) {
          switch Self.state(of: post).phase {
          case .done, .failed: return Self.state(of: post).phase
          case .queued, .running: break
          }
        }
        try? await Task.sleep(for: .milliseconds(250))
      }
      return nil
    }
    for await phase in stream { return phase }
    return nil
  }

  private func perform(_ job: Job) async {
    let isStopping = state.withLock { $0.isStopping }
    var phase: PostedState.Phase
    if isStopping {
      phase = .failed(.stopped)
    } else {
      do {
        // It may have waited for hours behind another run.
        guard
          try await tokens.isGood(
            job.grant.id, at: SystemClock.now, deadline: .milliseconds(1500))
        else { throw PostedFailure.revoked(job.grant.id) }
        try? await book.begin(job.id)
        phase = .done(PostedOutcome(try await work(job)))
      } catch {
        phase = .failed(report(error, "a posted source came to no outcome"))
      }
    }
    phase = await note(phase, of: job.id)
    let waiters = state.withLock { $0.unfinished.removeValue(forKey: job.id) ?? [] }
    for waiter in waiters {
      waiter.yield(phase)
      waiter.finish()
    }
  }

  private func work(_ job: Job) async throws -> SyncOutcome {
    let posted = job.posted
    let now = SystemClock.now
    let kind = posted.kind.engineKind
    var request = SyncRequest(
      source: posted.source ?? kind.usualSource, scope: posted.agency ?? job.grant.agency,
      effective: posted.effective ?? now.dayInHoChiMinh,
      effectiveWasGiven: posted.effective != nil, sheet: posted.sheet,
      allowWithdrawals: posted.allowWithdrawals, allowChanges: posted.allowChanges,
      dryRun: posted.dryRun, startedBy: "token:\(job.grant.name)", program: Program.name,
      startedAt: now)
    request.keepDays = keepDays
    request.post = PostedRequest(id: job.id, key: job.key) { outcome in
      try PostedAnswer(outcome: PostedOutcome(outcome)).text()
    }
    return try await engine.run(kind, job.file, request)
  }

  /// Writes an end down and returns the one that stands: a run that was committed has noted its
  /// outcome itself, which is so where nobody heard of the commit. Where the database is away, who
  /// waits hears the end as it is known here; who asks later is told by the book.
  private func note(_ phase: PostedState.Phase, of id: String) async -> PostedState.Phase {
    for attempt in 1...3 {
      do {
        let post: PostedRun?
        switch phase {
        case .done(let outcome):
          post = try await book.end(
            id, as: .done, answer: PostedAnswer(outcome: outcome).text(), frees: false)
        case .failed(let failure):
          post = try await book.end(
            id, as: .failed, answer: PostedAnswer(failure: failure).text(),
            frees: failure.passesByItself)
        case .queued, .running: return phase
        }
        return post.map { Self.state(of: $0).phase } ?? phase
      } catch {
        logger.warning(
          "the end of a post was not written down",
          metadata: ["post": "\(id)", "attempt": "\(attempt)", "error": "\(error)"])
        try? await Task.sleep(for: .seconds(1))
      }
    }
    return phase
  }

  private func keepAlive() async {
    while !Task.isCancelled {
      try? await Task.sleep(for: .seconds(15))
      let ids = state.withLock { Array($0.unfinished.keys) }
      // A failure says itself: the posts count as abandoned after a minute.
      try? await book.keepAlive(ids)
    }
  }

  private static func state(of post: PostedRun) -> PostedState {
    let phase: PostedState.Phase =
      switch post.state {
      case _ where post.isAbandoned: .failed(.stopped)
      case .queued: .queued
      case .running: .running
      case .done, .failed: PostedAnswer.phase(post.answer ?? "")
      }
    return PostedState(
      id: post.id, kind: PostedKind(rawValue: post.kind) ?? .catalog, phase: phase)
  }

  /// What a client hears; what it must not hear goes to the log.
  private func report(_ error: any Error, _ message: Logger.Message) -> PostedFailure {
    let failure = PostedFailure(error)
    let isOurs = [.failed, .interrupted, .unavailable].contains(failure.kind)
    if !(error is PostedFailure), isOurs {
      logger.warning(message, metadata: ["error": "\(error)"])
    }
    return failure
  }

  private static let full = PostedFailure(
    .crowded, vi: "đang có quá nhiều lần gửi chờ chạy; hãy gửi lại sau",
    en: "too many posts wait for their turn; post again later")
}

extension PostedKind {
  /// The kind with the headings that every source of it is read by.
  fileprivate var engineKind: IntakeKind {
    switch self {
    case .catalog: .catalog(.standard)
    case .agencies: .agencies(.standard)
    case .dossiers: .facts(.dossiers, .standard(.dossiers))
    case .payments: .facts(.payments, .standard(.payments))
    case .results: .facts(.results, .standard(.results))
    case .observations: .facts(.observations, .standard(.observations))
    }
  }
}

extension IntakeKind {
  /// The name of a source that names none.
  fileprivate var usualSource: String {
    switch self {
    case .agencies: "agencies"
    case .catalog: "catalog"
    case .facts(_, let profile): profile.name
    }
  }
}
