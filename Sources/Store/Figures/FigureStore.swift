public import Indicators
public import Postgres
public import Procedures
import Synchronization

/// Answers indicator queries: loads a snapshot of the catalog and has the evaluator count it, or
/// sums the rollups of events.
///
/// The one path by which a figure is computed, for the command line and for the service. Snapshots
/// are kept in memory by data version and day, and answers over events by data version and
/// question, so that a question about data that has not moved costs one look at the version.
public final class FigureStore: Sendable {
  let pool: PostgresPool
  let authority: Authority
  let tasks: (any TaskCounting)?
  let now: (@Sendable () -> Instant)?
  private let kept: Mutex<FigureMemory>

  /// A store for one authority that keeps up to `capacity` snapshots. Without `tasks` there is
  /// nothing to answer `milestones_done` from. `now` is the clock by which sources grow stale; nil
  /// takes the server's, which wrote the ends of their runs.
  public init(
    pool: PostgresPool, authority: Authority, capacity: Int = 4,
    tasks: (any TaskCounting)? = nil, now: (@Sendable () -> Instant)? = nil
  ) {
    self.now = now
    self.pool = pool
    self.authority = authority
    self.tasks = tasks
    kept = Mutex(FigureMemory(capacity: capacity))
  }

  /// Answers several queries from one state of the database, so that their figures fit together.
  ///
  /// `known` is the instant of knowledge asked for; nil takes the newest data version, whose
  /// commit instant then is the figures' `known_on`. With `treeDay` the figures stand on the tree of
  /// agencies of that day instead of their own: what was merged, renamed or moved since counts
  /// where it belongs then. With `compare` each answer carries the same question for that date.
  /// Throws `IndicatorError` for a query that names something that does not exist,
  /// `StoreError.badRequest` for an instant before the records begin.
  public func answer(
    _ queries: [IndicatorQuery], on day: CalendarDay, known: Instant?,
    treeDay: CalendarDay? = nil, compare: CalendarDay? = nil
  ) async throws -> [IndicatorResult] {
    try await pool.withTransaction(.snapshot) { connection in
      let results = try await answer(
        queries, on: day, known: known, treeDay: treeDay, connection: connection)
      guard let compare else { return results }
      var compared: [IndicatorResult] = []
      for (query, result) in zip(queries, results) {
        let other = try query.comparing(with: compare, on: day)
        var both = result
        for answer in try await answer(
          [other.query], on: other.day, known: known, treeDay: treeDay, connection: connection)
        {
          both.comparison = FigureComparison(answer, besides: result)
        }
        compared.append(both)
      }
      return compared
    }
  }

  /// The same on a connection that is in a transaction that sees one state of the database.
  public func answer(
    _ queries: [IndicatorQuery], on day: CalendarDay, known: Instant?,
    treeDay: CalendarDay? = nil, connection: borrowing PostgresConnection
  ) async throws -> [IndicatorResult] {
    let state = try await state(known: known, on: connection)
    let session = FigureSession(store: self, state: state, known: known, treeDay: treeDay)
    var results: [IndicatorResult] = []
    for query in queries {
      let result = try await session.answer(query, on: day, connection)
      results.append(known.map { result.known(on: $0) } ?? result)
    }
    return try await flagged(results, of: queries, known: known, on: connection)
  }

  /// Answers from what is kept in memory, for when the database is gone: the newest version that
  /// was seen, and how long ago that was. Nil where no snapshot of that day is kept. The figures
  /// carry the flag `stale`.
  ///
  /// A question about a period is answered only where ``standing(of:)`` said at that version how the
  /// period stands: with what the version says where it was open, else with what was kept by
  /// ``keep(_:of:on:treeDay:as:)``. The figures of a version are not those that a closed period
  /// was published with.
  public func lastGood(
    _ query: IndicatorQuery, on day: CalendarDay, treeDay: CalendarDay? = nil
  ) throws -> LastGood? {
    let indicator = try Indicator.asked(by: query)
    let found = kept.withLock { $0.last(query, on: day, treeDay: treeDay) }
    guard let found else { return nil }
    let age = ContinuousClock.now - found.seenAt
    // What was published of a closed period is never flagged.
    let isStale = !found.isClosed && wasStale(indicator)
    func marked(_ result: IndicatorResult) -> IndicatorResult {
      (isStale ? result.flagged(SourceAges.flag) : result).flagged("stale")
    }
    if let result = found.result { return LastGood(result: marked(result), age: age) }
    guard indicator.fact == .catalog, indicator.usage == nil, let evaluator = found.evaluator else {
      return nil
    }
    return LastGood(result: marked(try evaluator.evaluate(query)), age: age)
  }

  /// The catalog of a day, for looking things up in what figures are counted on. Throws as
  /// ``answer(_:on:known:treeDay:compare:)`` does.
  public func catalog(
    on day: CalendarDay, known: Instant? = nil, treeDay: CalendarDay? = nil
  ) async throws -> CatalogSnapshot {
    try await evaluator(on: day, known: known, treeDay: treeDay).snapshot
  }

  /// The evaluator that counts over the catalog of a day. Throws as
  /// ``answer(_:on:known:treeDay:compare:)`` does.
  public func evaluator(
    on day: CalendarDay, known: Instant? = nil, treeDay: CalendarDay? = nil
  ) async throws -> CatalogEvaluator {
    try await pool.withTransaction(.snapshot) { connection in
      let state = try await state(known: known, on: connection)
      let session = FigureSession(store: self, state: state, known: known, treeDay: treeDay)
      return try await session.evaluator(on: day, connection)
    }
  }

  /// The newest data version that was seen, and when the database last said that it is the newest;
  /// nil where nothing was asked yet. Costs no look at the database.
  public var newestSeen: (version: DataVersion, seenAt: ContinuousClock.Instant)? {
    kept.withLock { $0.newest }
  }

  /// Notes that the database named the version as its newest at the instant, for one who watches
  /// it: what is kept of that version is then as good as of that instant, also what was asked as
  /// known at an instant. A word from before the last one changes nothing.
  public func confirm(_ version: DataVersion, at instant: ContinuousClock.Instant) {
    kept.withLock { $0.confirm(version, at: instant) }
  }

  /// The evaluator that answers an indicator over the catalog on a day, for listing the rows behind
  /// its figures: with the use of the offerings where the indicator reads it. Throws as
  /// ``answer(_:on:known:treeDay:compare:)`` does, and `unknown_indicator` for one that
  /// does not count over the catalog.
  public func evaluator(
    for query: IndicatorQuery, on day: CalendarDay, known: Instant?, treeDay: CalendarDay? = nil,
    connection: borrowing PostgresConnection
  ) async throws -> CatalogEvaluator {
    let state = try await state(known: known, on: connection)
    let session = FigureSession(store: self, state: state, known: known, treeDay: treeDay)
    let indicator = try Indicator.asked(by: query)
    guard let usage = indicator.usage else {
      return try await session.evaluator(on: day, connection)
    }
    return try await session.evaluator(indicator, usage, query, on: day, connection)
  }

  /// The facts of which something was imported; the catalog is always among them.
  public func facts(known: Instant? = nil) async throws -> Set<IndicatorFact> {
    try await pool.withTransaction(.snapshot) { connection in
      let state = try await state(known: known, on: connection)
      let view = state.view(on: CalendarDay(daysSince2000: 0), treeDay: nil, of: authority)
      let kinds = try await connection.query(view.appliedKinds) { row in
        IndicatorFact(rawValue: try row.decode(0, as: String.self))
      }
      return Set(kinds.compactMap { $0 } + [.catalog] + (tasks == nil ? [] : [.tasks]))
    }
  }

  /// The newest data version.
  public func version() async throws -> DataVersion {
    try await pool.withConnection { connection in
      try await requiredVersion(known: nil, on: connection)
    }
  }

  func remembering<R>(_ body: (inout sending FigureMemory) -> sending R) -> sending R {
    kept.withLock(body)
  }

  private func state(
    known: Instant?, on connection: borrowing PostgresConnection
  ) async throws -> FigureState {
    guard let known else {
      let newest = try await newestVersion(on: connection)
      return FigureState(
        version: newest, run: try await run(of: newest, on: connection), isNewest: true)
    }
    let version = try await requiredVersion(known: known, on: connection)
    let newest = try await requiredVersion(known: nil, on: connection)
    return FigureState(
      version: version, run: try await run(of: version, on: connection),
      isNewest: newest == version)
  }

  /// The newest version, which is remembered as ``newestSeen``.
  func newestVersion(on connection: borrowing PostgresConnection) async throws -> DataVersion {
    let version = try await requiredVersion(known: nil, on: connection)
    confirm(version, at: .now)
    return version
  }

  private func run(
    of version: DataVersion, on connection: borrowing PostgresConnection
  ) async throws -> Int64 {
    if let known = kept.withLock({ $0.runs[version] }) { return known }
    let found = try await connection.queryOne(
      CatalogView.run(ofVersion: version.number, authority: authority.id)
    ) { row in try row.decode(0, as: Int64?.self) }
    let run = (found ?? nil) ?? 0
    kept.withLock { kept in
      // The newest versions are asked for; what is old is soon asked for no more.
      if kept.runs.count >= 64 { kept.runs.removeAll() }
      kept.runs[version] = run
    }
    return run
  }

  private func requiredVersion(
    known: Instant?, on connection: borrowing PostgresConnection
  ) async throws -> DataVersion {
    let version = try await DataVersion.current(
      authority: authority.id, known: known, on: connection)
    guard let version else {
      throw StoreError(
        .badRequest,
        """
        answer by what was known at \(known.map(\.description) ?? "any time"): the records of \
        authority \(authority.code) begin later
        """,
        vi: """
          không trả lời được theo dữ liệu ghi nhận \(known.map { "đến \($0)" } ?? "đến nay"): \
          dữ liệu của cơ quan \(authority.code) bắt đầu muộn hơn
          """)
    }
    return version
  }
}

/// A figure from memory, for when the database is gone.
public struct LastGood: Sendable, Hashable {
  /// The figure, flagged `stale`.
  public let result: IndicatorResult
  /// How long ago the database last said that it is the newest.
  public let age: Duration
}
