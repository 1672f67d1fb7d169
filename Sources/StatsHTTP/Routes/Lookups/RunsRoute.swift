internal import Indicators
internal import Reports

/// `GET /v1/runs`: what came in, the newest first.
struct RunsRoute<Source: StatsSource>: ReadRoute {
  let source: Source

  let endpoint = Endpoint(
    id: "listRuns", path: "/v1/runs",
    summary: "Runs that have ended, the newest first; with a state, those at work or killed too.",
    tag: "runs",
    parameters: [
      Parameter.kind.declaration, Parameter.sourceName.declaration, Parameter.state.declaration,
      Parameter.limit(1000, default: 100).declaration, Parameter.cursor.declaration,
      Parameter.format.declaration,
    ],
    answers: [AnswerDeclaration(summary: "A page.", schema: .ref("RunPage"), hasCSV: true)],
    problems: [.badCursor], example: "/v1/runs?limit=2")

  func find(_ given: GivenParameters) async throws -> Finding {
    var request = RunsRequest(limit: try given.value(.limit(1000, default: 100)) ?? 100)
    request.kind = try given.value(.kind)
    request.source = try given.value(.sourceName)
    request.state = try given.value(.state)
    let question = [
      endpoint.id, request.kind ?? "", request.source ?? "", request.state?.rawValue ?? "",
    ]
    if let text = try given.value(.cursor) {
      request.before = try PageCursor(text, count: 1, question: question).values.first
    }
    let answer = try await source.runs(request)
    let list = answer.value
    let last = list.hasMore ? list.last : nil
    let next = last.map { PageCursor([$0], question: question).text }
    let version = answer.dataVersion
    return Finding(answer, next: next) { list, format, _ in
      let rows = LookupRows(list.runs.map { $0.withoutPaths() })
      return switch format {
      case .json: rows.json(cursor: next, dataVersion: version, total: list.total)
      case .csv: rows.csv()
      }
    }
  }
}

/// `GET /v1/runs/{run}`: one run with the rows that it held.
struct RunRoute<Source: StatsSource>: ReadRoute {
  let source: Source

  let endpoint = Endpoint(
    id: "run", path: "/v1/runs/{run}",
    summary: "One run with each row that it held back, and what to do about it.", tag: "runs",
    parameters: [
      Parameter.run.declaration, Parameter.limit(1000, default: 1000).declaration,
      Parameter.cursor.declaration, Parameter.format.declaration,
    ],
    answers: [
      AnswerDeclaration(
        summary: "The run with a page of its held rows; CSV has the held rows.",
        schema: .ref("RunDetail"), hasCSV: true)
    ], problems: [.badCursor, .unknownRun], example: "/v1/runs/1?limit=2")

  func find(_ given: GivenParameters) async throws -> Finding {
    let run = try given.required(.run)
    let question = [endpoint.id, "\(run)"]
    var offset = 0
    if let text = try given.value(.cursor) {
      let cursor = try PageCursor(text, count: 1, question: question)
      offset = cursor.values.first.flatMap { Int(exactly: $0) } ?? 0
    }
    let limit = try given.value(.limit(1000, default: 1000)) ?? 1000
    let answer = try await source.run(
      RunRequest(run: Int64(run), offset: offset, limit: limit))
    let end = offset + answer.value.held.count
    let next =
      end < answer.value.run.counts.held && !answer.value.held.isEmpty
      ? PageCursor([Int64(end)], question: question).text : nil
    return Finding(answer, next: next) { detail, format, _ in
      let held = detail.held.map { $0.withoutText() }
      return switch format {
      case .json: detail.run.withoutPaths().json(held: held, cursor: next)
      case .csv: LookupRows(held).csv()
      }
    }
  }
}

extension Parameter where Value == Int {
  /// The run of a path.
  fileprivate static var run: Parameter {
    Parameter(
      "run", in: .path, schema: .integer(minimum: 1), summary: "Number of the run.",
      orders: Wording(vi: "hãy viết số của lần chạy", en: "write the number of a run")
    ) { text in
      guard text.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let number = Int(text),
        number >= 1, String(number) == text
      else { return nil }
      return number
    }
  }
}

extension Parameter where Value == String {
  fileprivate static var kind: Parameter {
    Parameter(
      "kind", schema: .string(from: 1),
      summary: "Only runs of this kind: catalog, agencies, dossiers, register and others.",
      orders: Wording(vi: "hãy viết một loại", en: "write a kind")
    ) { $0 }
  }

  fileprivate static var sourceName: Parameter {
    Parameter(
      "source", schema: .string(from: 1), summary: "Only runs of the source with this name.",
      orders: Wording(vi: "hãy viết tên nguồn", en: "write the name of a source")
    ) { $0 }
  }
}

extension Parameter where Value == RunState {
  fileprivate static var state: Parameter {
    choice("state", summary: "Only runs in this state; without it all that have ended.")
  }
}
