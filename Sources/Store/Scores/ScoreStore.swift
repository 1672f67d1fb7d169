public import Indicators
public import Postgres
public import Procedures

/// Scores an index over our facts or over observations.
public struct ScoreStore: Sendable {
  let pool: PostgresPool
  let authority: Authority
  let figures: FigureStore

  /// A store for one authority.
  public init(pool: PostgresPool, authority: Authority, figures: FigureStore) {
    self.pool = pool
    self.authority = authority
    self.figures = figures
  }

  /// The index of that id. Throws `badRequest` with the ids that there are.
  public func index(_ id: String, known: Instant? = nil) async throws -> ScoreIndex {
    let all = try await AdoptionRegister(pool: pool, authority: authority).indexes(known: known)
      .map(\.value)
    guard let index = all.first(where: { $0.id == id }) else {
      let ids = all.map(\.id).joined(separator: ", ")
      throw StoreError(
        .badRequest, "score an index: there is no index \(id); there are \(ids)",
        vi: "không có bộ chỉ số \(id); có các bộ chỉ số \(ids)")
    }
    return index
  }

  /// The score of one agency, of the authority, or of a label of observations. Throws
  /// `IndicatorError` for an agency that does not exist.
  public func score(_ question: ScoreQuestion) async throws -> Score {
    let question = try await pinned(question)
    let score = try await unflagged(question)
    return Self.readsStaleSource(question) ? score.flagged(SourceAges.flag) : score
  }

  private func unflagged(_ question: ScoreQuestion) async throws -> Score {
    switch question.origin {
    case .facts:
      var facts: [String: ScoreFact] = [:]
      for (item, result) in try await results(question, by: nil) {
        facts[item] = ScoreFact(result.figure)
      }
      return Score(question.index, facts: facts)
    case .observations:
      let scope = question.scope ?? authority.code.text
      let own = try await observations(question).filter { Self.key($0.scope) == Self.key(scope) }
      guard !own.isEmpty else { throw try await unknownScope(scope, question) }
      return Score(question.index, facts: Self.facts(question.index, own))
    }
  }

  /// The scores of all agencies that have figures, or of all labels of observations.
  public func ranking(_ question: ScoreQuestion) async throws -> ScoreRanking {
    let question = try await pinned(question)
    var facts: [String: [String: ScoreFact]] = [:]
    var labels: [String: String] = [:]
    switch question.origin {
    case .facts:
      for (item, result) in try await results(question, by: .agency) {
        for group in result.groups {
          labels[group.key] = group.label
          facts[group.key, default: [:]][item] = ScoreFact(group.figure)
        }
      }
    case .observations:
      let all = try await observations(question)
      for (key, own) in Dictionary(grouping: all, by: { Self.key($0.scope) }) {
        labels[key] = own.first?.scope ?? key
        facts[key] = Self.facts(question.index, own)
      }
    }
    let ranking = ScoreRanking(
      labels.map { key, label in
        ScoreRanking.Entry(
          key: key, label: label, score: Score(question.index, facts: facts[key] ?? [:]))
      })
    return Self.readsStaleSource(question) ? ranking.flagged(SourceAges.flag) : ranking
  }

  /// Our score beside the published one of the same scope: the observations of the period, else,
  /// for an item that has none, those of another period of the same year.
  public func reconcile(_ question: ScoreQuestion) async throws -> ScoreReconciliation {
    let question = try await pinned(question)
    var own = question
    own.origin = .facts
    let ours = try await score(own)
    let scope = Self.key(question.scope ?? authority.code.text)
    let names = question.index.groups.flatMap(\.items).flatMap(\.names)
    let published = question.index.publishedNames
    let (all, held) = try await pool.withConnection { connection in
      (
        try await ObservedRows.load(
          names + published.keys, authority: authority.id, known: question.instant,
          on: connection),
        try await HeldCodes.load(
          authority: authority.id, known: question.instant, on: connection)
      )
    }
    let near = all.filter {
      Self.key($0.scope) == scope && $0.period.hasPrefix("\(question.period.year)")
    }.sorted { Self.nearness($0, question.period) < Self.nearness($1, question.period) }
    let facts = Self.facts(question.index, near)
    var circumstances: [String: ScoreReconciliation.Circumstances] = [:]
    for item in question.index.groups.flatMap(\.items) {
      let fact = item.indicator.flatMap { id in Indicator.all.first { $0.id == id }?.fact }
      let chosen = item.names.lazy.compactMap { name in near.first { $0.indicator == name } }.first
      circumstances[item.id] = ScoreReconciliation.Circumstances(
        period: question.period.description, publishedPeriod: chosen?.period,
        heldByCode: fact.flatMap { held[$0.rawValue] } ?? 0,
        countsDossiers: fact == .dossiers)
    }
    var points: [String: String] = [:]
    for observation in near {
      guard let id = published[observation.indicator], points[id] == nil else { continue }
      points[id] = observation.value
    }
    return ScoreReconciliation(
      ours: ours, published: Score(question.index, facts: facts), publishedPoints: points,
      circumstances: circumstances)
  }

  /// The period itself first, then the names of others.
  private static func nearness(_ observation: Observation, _ period: Period) -> String {
    observation.period == period.description ? "" : observation.period
  }

  /// The question with the state that answers it, so that all it reads is of that state.
  private func pinned(_ question: ScoreQuestion) async throws -> ScoreQuestion {
    guard question.instant == nil else { return question }
    var pinned = question
    pinned.newest = try await figures.newest()
    return pinned
  }

  /// Whether a source that the counts come from is stale; never by an instant that was asked for.
  private static func readsStaleSource(_ question: ScoreQuestion) -> Bool {
    guard question.known == nil, let ages = question.newest?.ages else { return false }
    switch question.origin {
    case .facts:
      let ids = Set(question.index.groups.flatMap(\.items).compactMap(\.indicator))
      return Indicator.all.contains { ids.contains($0.id) && ages.makeStale($0) }
    case .observations: return ages.areStale([IndicatorFact.observations.rawValue])
    }
  }

  /// The figures behind the items that an indicator measures. The catalog is looked at on the last
  /// day of the period that has come.
  private func results(
    _ question: ScoreQuestion, by dimension: Dimension?
  ) async throws -> [(item: String, result: IndicatorResult)] {
    let day = try question.period.asOf(today: question.day)
    let own = Self.key(authority.code.text)
    let filters =
      question.scope.flatMap { Self.key($0) == own ? nil : [Dimension.agency: $0] } ?? [:]
    var all: [(String, IndicatorResult)] = []
    for item in question.index.groups.flatMap(\.items) {
      guard let id = item.indicator else { continue }
      let query = IndicatorQuery(
        indicator: id, filters: filters, by: dimension, period: question.period)
      all += try await figures.answer([query], on: day, known: question.instant)
        .map { (item.id, $0) }
    }
    return all
  }

  private func observations(_ question: ScoreQuestion) async throws -> [Observation] {
    let names = question.index.groups.flatMap(\.items).flatMap(\.names)
    return try await pool.withConnection { connection in
      try await ObservedRows.load(
        names, authority: authority.id, known: question.instant, on: connection)
    }.filter { $0.period == question.period.description }
  }

  /// For each item the first of its names that was observed; of several sources the first.
  static func facts(_ index: ScoreIndex, _ observations: [Observation]) -> [String: ScoreFact] {
    var facts: [String: ScoreFact] = [:]
    for item in index.groups.flatMap(\.items) {
      facts[item.id] =
        item.names.lazy.compactMap { name in
          observations.lazy.filter { $0.indicator == name }.compactMap(ScoreFact.init).first
        }.first
    }
    return facts
  }

  /// A code in its normal form, else the label with single blanks.
  private static func key(_ scope: String) -> String {
    AgencyCode(scope)?.text
      ?? scope.split(whereSeparator: \.isWhitespace).joined(separator: " ").lowercased()
  }

  private func unknownScope(_ scope: String, _ question: ScoreQuestion) async throws -> StoreError {
    let scopes = Set(try await observations(question).map(\.scope)).sorted()
    let known = scopes.prefix(20).joined(separator: ", ") + (scopes.count > 20 ? " …" : "")
    return StoreError(
      .badRequest,
      """
      score \(question.index.id) from observations: nothing was observed of "\(scope)" in period \
      \(question.period); \(scopes.isEmpty ? "nor of anybody else: motcua import observations FILE"
        : "there are \(known)")
      """,
      vi: """
        không chấm điểm được \(question.index.id) từ số liệu của nguồn: không có số liệu của \
        "\(scope)" trong kỳ \(question.period); \(scopes.isEmpty
          ? "cũng không có của đơn vị nào khác: motcua import observations FILE"
          : "có số liệu của \(known)")
        """)
  }
}

extension ScoreIndex {
  /// Under which names published sums are observed: the index's id or `score` for the total, with
  /// `.GROUP` behind it or the group's id alone for a group.
  var publishedNames: [String: String] {
    var names = [id: id, "score": id]
    for group in groups {
      for name in [group.id, "\(id).\(group.id)", "score.\(group.id)"] { names[name] = group.id }
    }
    return names
  }
}
