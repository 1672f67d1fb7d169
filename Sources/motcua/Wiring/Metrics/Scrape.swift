import Indicators
import Procedures
import Reports
import StatsHTTP
import Store
import Telemetry

/// Gathers what `/metrics` shows: the process, the service, and the figures by the same way by which
/// they are answered.
///
/// Where the database does not answer, `motcua_database_up` is 0 and everything that is read from
/// it is left out, the last good figures too: a gauge cannot say how old it is.
struct Scrape<Source: StatsSource>: Sendable {
  let source: Source
  let book: RunBook
  let registry: PrometheusRegistry
  let process: ProcessMetrics
  /// What the service says of itself at this moment.
  let service: @Sendable () -> [MetricFamily]
  /// The clock.
  let now: @Sendable () -> Instant

  /// The text for Prometheus.
  func text() async -> [UInt8] {
    var families = process.families + registry.families + service()
    do {
      // Taken in only when all of it was read: a figure never stands beside `motcua_database_up 0`.
      var read = try await figures()
      read += try await sources()
      read += try await goals()
      read.append(try await runs())
      families += read
      families.append(MetricFamily(.databaseUp, .integer(1)))
    } catch {
      // Once one question failed the others are not asked: each would wait for its deadline.
      families.append(MetricFamily(.databaseUp, .integer(0)))
    }
    return PrometheusText.encode(families)
  }

  private func figures() async throws -> [MetricFamily] {
    var figures: [IndicatorFigure] = []
    for indicator in Indicator.all {
      let counts: [CountUnit?] = indicator.fact == .catalog ? CountUnit.choices : [nil]
      for count in counts {
        let query = IndicatorQuery(indicator: indicator.id, count: count)
        let answer = try await source.answer(StatsRequest(query: query))
        guard answer.ageSeconds == nil else { throw Self.onlyOld }
        figures.append(answer.result.figure)
      }
    }
    let versions = Set(figures.map(\.dataVersion))
    // Figures of two data versions do not fit together, which who divides them must know.
    return FigureGauges.families(figures) + [
      MetricFamily(.figuresComplete, .integer(versions.count == 1 ? 1 : 0)),
      MetricFamily(.dataVersion, versions.max().map { [MetricSeries([:], .integer($0))] } ?? []),
    ]
  }

  private func sources() async throws -> [MetricFamily] {
    let sources = try await source.freshness().value
    let now = now()
    let ages = sources.compactMap { source -> MetricSeries? in
      guard let end = source.lastGoodAt.flatMap(Instant.init(iso:)) else { return nil }
      let age = now.microsecondsSince2000 - end.microsecondsSince2000
      return MetricSeries(Self.labels(source.kind, source.name), .integer(max(0, age / 1_000_000)))
    }
    return [
      MetricFamily(.sourceAge, ages),
      MetricFamily(
        .sourceStale,
        sources.map { source in
          MetricSeries(Self.labels(source.kind, source.name), .integer(source.stale ? 1 : 0))
        }),
    ]
  }

  private static func labels(_ kind: String, _ name: String) -> [MetricLabel: String] {
    [.kind: kind, .source: name]
  }

  private func goals() async throws -> [MetricFamily] {
    let reports: [GoalReport]
    do {
      var request = GoalsRequest()
      request.plan = "all"
      let answer = try await source.goals(request)
      guard answer.ageSeconds == nil else { throw Self.onlyOld }
      reports = answer.value
    } catch is IndicatorError {
      // An authority may have no plan of its own.
      return []
    }
    return [
      MetricFamily(
        .goalState,
        reports.map { report in
          MetricSeries(
            [
              .plan: report.plan, .clause: report.goal.clause, .goal: report.goal.id,
              .indicator: report.goal.indicator, .state: report.verdict.state.rawValue,
            ], .integer(1))
        })
    ]
  }

  private func runs() async throws -> MetricFamily {
    MetricFamily(
      .runs,
      try await book.counts(deadline: .seconds(2)).map {
        MetricSeries([.kind: $0.kind, .state: $0.state], .integer($0.runs))
      })
  }

  /// The database is gone, and a last good answer stands in for it.
  private static var onlyOld: SourceUnavailable {
    SourceUnavailable(reason: "only old figures are left", retryAfterSeconds: 1)
  }
}
