internal import Indicators
internal import Procedures
internal import Reports

/// `GET /v1/scores/{index}`: a weighted index, its ranking, and the published score beside it.
struct ScoresRoute<Source: StatsSource>: ReadRoute {
  let source: Source

  let endpoint = Endpoint(
    id: "score", path: "/v1/scores/{index}",
    summary: "What a weighted index gives, of one scope or of all, or beside the published score.",
    tag: "goals",
    parameters: [
      Parameter.index.declaration, Parameter.split.declaration, Parameter.scope.declaration,
      Parameter.period.declaration, Parameter.known.declaration, Parameter.origin.declaration,
      Parameter.reconcile.declaration, Parameter.format.declaration, Parameter.lang.declaration,
    ],
    answers: [
      AnswerDeclaration(
        summary: "One score; with `by` a ranking; with `reconcile` ours and the published one.",
        schema: .anyOf([
          .ref("Score"), .array(of: .ref("RankedScore")), .ref("Reconciliation"),
        ]), hasCSV: true)
    ],
    problems: Problem.Code.ofFigures + [.conflictingParameters, .unknownIndex],
    example: "/v1/scores/qd-766")

  func find(_ given: GivenParameters) async throws -> Finding {
    var request = ScoreRequest(index: try given.required(.index))
    request.scope = try given.value(.scope)
    request.period = try given.value(.period).map { try Period($0) }
    request.known = try given.value(.known)
    request.origin = try given.value(.origin) ?? .facts
    let isSplit = try given.value(.split) != nil
    let reconciles = try given.value(.reconcile) ?? false
    if reconciles, isSplit || request.origin == .observations {
      throw Problem(
        .conflictingParameters,
        Wording(
          vi: "reconcile so số liệu của hệ thống với số liệu quan sát; không dùng cùng by hoặc "
            + "from=observations",
          en: "reconcile compares our facts with observations; give it without by and "
            + "from=observations"))
    }
    if isSplit, request.scope != nil, request.origin == .observations {
      throw Problem(
        .conflictingParameters,
        Wording(
          vi: "by=agency liệt kê mọi phạm vi của số quan sát; hãy bỏ scope",
          en: "by=agency lists all scopes of observations; leave scope out"))
    }
    request.form = reconciles ? .reconciliation : isSplit ? .ranking : .score
    return Finding(
      try await source.score(request), isPinned: request.known != nil, write: Self.write)
  }

  private static func write(
    _ answer: ScoreAnswer, _ format: AnswerFormat, _ language: Language
  ) -> [UInt8] {
    switch (answer.content, format) {
    case (.score(let score), .json):
      ScoreJSON.encode(
        score, scope: answer.scope, period: answer.period, language: language)
    case (.score(let score), .csv):
      ScoreTable.csv([(answer.scope, nil, score)], period: answer.period)
    case (.ranking(let ranking), .json):
      ScoreJSON.encode(ranking, period: answer.period, language: language)
    case (.ranking(let ranking), .csv):
      ScoreTable.csv(
        ranking.places.map { ($0.entry.key, $0.rank, $0.entry.score) }, period: answer.period)
    case (.reconciliation(let both), .json):
      ScoreJSON.encode(both, index: answer.index, scope: answer.scope, period: answer.period)
    case (.reconciliation(let both), .csv): ScoreTable.csv(both)
    }
  }
}

/// By what a score is split.
enum ScoreSplit: String, Sendable, CaseIterable {
  case agency
}

extension Parameter where Value == String {
  /// The index of a path.
  fileprivate static var index: Parameter {
    Parameter(
      "index", in: .path, schema: .string(from: 1), summary: "Id of an index, such as qd-766.",
      orders: Wording(vi: "hãy viết mã bộ chỉ số", en: "write the id of an index")
    ) { $0 }
  }

  /// Whose score.
  fileprivate static var scope: Parameter {
    Parameter(
      "scope", schema: .string(from: 1),
      summary: "An agency's code, or a scope of observations; without it the authority.",
      orders: Wording(vi: "hãy viết mã cơ quan hoặc phạm vi", en: "write a code or a scope")
    ) { $0 }
  }
}

extension Parameter where Value == ScoreSplit {
  fileprivate static var split: Parameter {
    choice("by", summary: "Ranks all agencies, or all scopes of observations, class by class.")
  }
}

extension Parameter where Value == ScoreRequest.Origin {
  fileprivate static var origin: Parameter {
    choice("from", summary: "Our own facts, or imported numerators and denominators.")
  }
}

extension Parameter where Value == Bool {
  fileprivate static var reconcile: Parameter {
    flag("reconcile", summary: "Puts the published score of the same scope beside ours.")
  }
}
