import Procedures

/// The columns of a catalog that tell an offering's attributes, each with its cache.
struct CatalogColumns: Sendable {
  /// The cell that stopped a row, and the rule it broke.
  struct Failure: Error {
    let rule: HeldRule
    let index: Int
  }

  private var level: CachedColumn<Reading<LevelReference>>?
  private var ticks: [(column: CachedColumn<Reading<Bool>>, level: LevelReference)]
  private var eligible: CachedColumn<Reading<Bool>>?
  private var eligibleFull: CachedColumn<Reading<Bool>>?
  private var eligibleDecision: CachedColumn<Claim<String>>?
  private var fee: CachedColumn<Reading<Bool>>?
  private var feeTexts: [CachedColumn<Claim<Bool>>]
  private var paymentEligible: CachedColumn<Reading<Bool>>?
  private var paymentEnabled: CachedColumn<Reading<Bool>>?
  private var means: CachedColumn<Claim<AccessMeans>>?
  private var oneStop: CachedColumn<Reading<Bool>>?
  private var interlinked: CachedColumn<Reading<Bool>>?
  private var decision: CachedColumn<Claim<String>>?
  private var effectiveFrom: CachedColumn<Reading<CalendarDay>>?
  private var replaces: CachedColumn<Reading<String>>?

  init(_ match: HeaderMatcher.Match) {
    func column<Meaning>(
      _ meaning: String, _ parse: @escaping @Sendable (String) -> Meaning
    ) -> CachedColumn<Meaning>? {
      match.index(of: meaning).map { CachedColumn(index: $0, parse: parse) }
    }
    level = column("level", LevelReading.level)
    ticks = match.readings.compactMap { reading in
      reading.tick.map { level in
        (CachedColumn(index: reading.index) { CellReading.tick($0, of: level) }, level)
      }
    }
    eligible = column("eligible", CellReading.flag)
    eligibleFull = column("eligible_full", CellReading.flag)
    eligibleDecision = column("eligible_decision", CellReading.text)
    fee = column("fee", CellReading.flag)
    feeTexts = match.readings.filter { $0.meaning == "fee_text" }
      .map { CachedColumn(index: $0.index, parse: FeeReading.fee) }
    paymentEligible = column("payment_eligible", CellReading.flag)
    paymentEnabled = column("payment_enabled", CellReading.flag)
    means = column("means", CellReading.means)
    oneStop = column("one_stop", CellReading.flag)
    interlinked = column("interlinked", CellReading.flag)
    decision = column("decision", CellReading.text)
    effectiveFrom = column("effective_from", DateReading.day)
    replaces = column("replaces", CellReading.codes)
  }

  /// The attributes that the record tells; throws the first cell that cannot be read.
  mutating func read(
    _ record: CellRecord
  ) throws(Failure) -> (attributes: OfferingAttributes, effectiveFrom: CalendarDay?) {
    var attributes = OfferingAttributes()
    attributes.level = try readLevel(record)
    attributes.eligible = try Self.value(&eligible, record)
    attributes.eligibleFull = try Self.value(&eligibleFull, record)
    attributes.eligibleDecision = eligibleDecision?.read(record) ?? .unsaid
    attributes.fee = try readFee(record)
    attributes.paymentEligible = try Self.value(&paymentEligible, record)
    attributes.paymentEnabled = try Self.value(&paymentEnabled, record)
    attributes.means = means?.read(record) ?? .unsaid
    attributes.oneStop = try Self.value(&oneStop, record)
    attributes.interlinked = try Self.value(&interlinked, record)
    attributes.decision = decision?.read(record) ?? .unsaid
    // What it says is gathered for the procedure; here a bad code holds the row.
    _ = try Self.value(&replaces, record)
    guard case .known(let day) = try Self.value(&effectiveFrom, record) else {
      return (attributes, nil)
    }
    return (attributes, day)
  }

  private mutating func readLevel(
    _ record: CellRecord
  ) throws(Failure) -> Claim<LevelReference> {
    let written = try Self.value(&level, record)
    guard !ticks.isEmpty else { return written }
    var result: LevelReference?
    if case .known(let level) = written { result = level }
    for position in ticks.indices {
      let tick: Claim<Bool>
      switch ticks[position].column.read(record) {
      case .claim(let claim): tick = claim
      case .bad, .contradictory:
        throw Failure(rule: .badValue, index: ticks[position].column.index)
      }
      guard tick.isYes else { continue }
      let ticked = ticks[position].level
      guard let present = result else {
        result = ticked
        continue
      }
      guard let both = LevelReading.agreed(present, ticked) else {
        throw Failure(rule: .twoLevels, index: ticks[position].column.index)
      }
      result = both
    }
    return result.map { .known($0) } ?? .unknown
  }

  private mutating func readFee(_ record: CellRecord) throws(Failure) -> Claim<Bool> {
    if fee != nil { return try Self.value(&fee, record) }
    switch feeTexts.count {
    case 0: return .unsaid
    case 1: return feeTexts[0].read(record)
    default:
      var claims: [Claim<Bool>] = []
      for index in feeTexts.indices { claims.append(feeTexts[index].read(record)) }
      return FeeReading.combined(claims)
    }
  }

  private static func value<Value>(
    _ column: inout CachedColumn<Reading<Value>>?, _ record: CellRecord
  ) throws(Failure) -> Claim<Value> {
    guard let reading = column?.read(record) else { return .unsaid }
    switch reading {
    case .claim(let claim): return claim
    case .bad: throw Failure(rule: .badValue, index: column?.index ?? 0)
    case .contradictory: throw Failure(rule: .twoLevels, index: column?.index ?? 0)
    }
  }
}
