public import Indicators
public import Reports

/// Where the routes take what they answer from.
///
/// The functions are called once for each request, from any number of requests at a time, and must
/// end soon after their task is cancelled: a deadline ends a request that way.
///
/// They throw `IndicatorError` where the question names something that does not exist,
/// ``NotFound`` where a path does, ``BadCursor`` for a page that cannot be gone on from, and
/// ``SourceUnavailable`` where they cannot answer now. Anything else is taken for a fault of the
/// program and answered with status 500.
public protocol StatsSource: Sendable {
  /// Answers one question about an indicator.
  func answer(_ request: StatsRequest) async throws -> StatsAnswer

  /// The data versions behind one, in rising order, at most `limit`. Throws ``SourceUnavailable``.
  func versions(after version: Int64, limit: Int) async throws -> [VersionNotice]

  /// Returns where the database answers, else throws; for the readiness probe.
  func check() async throws

  /// The goals of a plan, or of all plans, in their order.
  func goals(_ request: GoalsRequest) async throws -> Dated<[GoalReport]>

  /// The tasks of a plan in its order.
  func tasks(_ request: TasksRequest) async throws -> Dated<[TaskStanding]>

  /// What an index gives.
  func score(_ request: ScoreRequest) async throws -> Dated<ScoreAnswer>

  /// A page of the rows behind a figure.
  func explain(_ request: RowsRequest) async throws -> Dated<Explanation>

  /// A part of the procedures in force, by code: as many as a figure with the same filters has
  /// rows in force when it counts procedures.
  func procedures(_ request: CatalogRequest) async throws -> Dated<Listed<ProcedureRecord>>

  /// One procedure, or the one that has its place.
  func procedure(_ request: ProcedureRequest) async throws -> Dated<ProcedureCard>

  /// Everything that was ever said of a procedure.
  func history(_ request: ProcedureRequest) async throws -> Dated<[HistoryRecord]>

  /// A part of the agencies in force, by code.
  func agencies(_ request: CatalogRequest) async throws -> Dated<Listed<AgencyRecord>>

  /// Runs, the newest first, with how many there are on all pages and whether older ones follow.
  func runs(_ request: RunsRequest) async throws -> Dated<RunList>

  /// A run with a part of the rows that it held, in the order of the file.
  func run(_ request: RunRequest) async throws -> Dated<RunDetail>

  /// All sources with their age, by kind and name.
  func freshness() async throws -> Dated<[FreshnessRecord]>
}

/// A part of the book of runs.
public struct RunList: Sendable, Hashable {
  /// The runs.
  public let runs: [RunRecord]
  /// How many there are on all pages.
  public let total: Int
  /// Whether older ones follow.
  public let hasMore: Bool
  /// What the next page goes on from: the number of the last run, or of its attempt where it has
  /// not ended.
  public let last: Int64?

  /// A part of the book.
  public init(_ runs: [RunRecord], total: Int, hasMore: Bool, last: Int64?) {
    self.last = last
    self.runs = runs
    self.total = total
    self.hasMore = hasMore
  }
}

/// A run with a part of the rows that it held.
public struct RunDetail: Sendable, Hashable {
  /// The run; its counts say how many rows it held in all.
  public let run: RunRecord
  /// The part.
  public let held: [HeldRecord]

  /// A run with a part of the rows that it held.
  public init(_ run: RunRecord, held: [HeldRecord]) {
    self.run = run
    self.held = held
  }
}
