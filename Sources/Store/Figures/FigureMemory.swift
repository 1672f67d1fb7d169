import Indicators
import Procedures

/// What a store of figures keeps: snapshots, registers and answers, each by the data version that
/// made it.
///
/// A version is its number and its instant together: a database that was restored, or that failed
/// over to a server that lagged behind, gives the numbers that it lost a second time.
struct FigureMemory {
  struct Key: Hashable {
    let version: DataVersion
    let day: CalendarDay
    let treeDay: CalendarDay?
  }

  /// What is at hand for a question when the database is gone.
  struct Last {
    let result: IndicatorResult?
    let evaluator: CatalogEvaluator?
    let seenAt: ContinuousClock.Instant
    /// Whether it is what a closed period was published with.
    let isClosed: Bool
  }

  private struct Asked: Hashable {
    let key: Key
    let query: IndicatorQuery
  }

  /// Answers are small, but one may have a group for each procedure.
  private static let answers = 256
  private static let groups = 512

  private let capacity: Int
  private var evaluators: [Key: CatalogEvaluator] = [:]
  private var registers: [Key: EventRegister] = [:]
  private var results: [Asked: IndicatorResult] = [:]
  /// How periods stood, and what was published of those that are closed.
  var periods = PeriodMemory()
  /// The run that made a version; a version never changes its run.
  var runs: [DataVersion: Int64] = [:]
  /// The newest version, and when the database last said that it is the newest.
  private(set) var newest: (version: DataVersion, seenAt: ContinuousClock.Instant)?
  /// The sources with a maximum age, and when they were last read.
  var ages: (SourceAges, readAt: ContinuousClock.Instant)?
  /// The version at which no source has a maximum age.
  var agelessVersion: DataVersion?

  init(capacity: Int) { self.capacity = capacity }

  /// The database said at the instant that the version is its newest. What it says later counts,
  /// also where that is an older version: then it went back.
  mutating func confirm(_ version: DataVersion, at instant: ContinuousClock.Instant) {
    if let newest, newest.seenAt > instant { return }
    newest = (version, instant)
  }

  func evaluator(_ key: Key) -> CatalogEvaluator? { evaluators[key] }

  func register(_ key: Key) -> EventRegister? { registers[key] }

  func result(_ query: IndicatorQuery, _ key: Key) -> IndicatorResult? {
    results[Asked(key: key, query: query)]
  }

  mutating func keep(_ evaluator: CatalogEvaluator, under key: Key) {
    if evaluators.count >= capacity, let oldest = Self.oldest(evaluators.keys) {
      evaluators[oldest] = nil
    }
    evaluators[key] = evaluator
  }

  mutating func keep(_ register: EventRegister, under key: Key) {
    if registers.count >= capacity, let oldest = Self.oldest(registers.keys) {
      registers[oldest] = nil
    }
    registers[key] = register
  }

  mutating func keep(_ result: IndicatorResult, of query: IndicatorQuery, under key: Key) {
    guard result.groups.count <= Self.groups else { return }
    if results.count >= Self.answers { results.removeAll(keepingCapacity: true) }
    results[Asked(key: key, query: query)] = result
  }

  /// What the newest version that was seen says of a question.
  func last(_ query: IndicatorQuery, on day: CalendarDay, treeDay: CalendarDay?) -> Last? {
    guard let newest else { return nil }
    let key = Key(version: newest.version, day: day, treeDay: treeDay)
    if let period = query.period {
      guard let standing = periods.standing(of: period, at: newest.version) else { return nil }
      if standing.pin != nil {
        return periods.answer(to: query, on: day, treeDay: treeDay, as: standing).map {
          Last(result: $0, evaluator: nil, seenAt: newest.seenAt, isClosed: true)
        }
      }
    }
    return Last(
      result: results[Asked(key: key, query: query)], evaluator: evaluators[key],
      seenAt: newest.seenAt, isClosed: false)
  }

  /// By instant: after the database went back, the numbers of what it lost are the higher ones.
  private static func oldest(_ keys: some Collection<Key>) -> Key? {
    keys.min { $0.version.recordedAt < $1.version.recordedAt }
  }
}
