import Indicators
import Procedures
import Reports
import StatsHTTP
import Store

extension LiveStatsSource {
  func explain(_ request: RowsRequest) async throws -> Dated<Explanation> {
    let day = try resolved {
      try FigureDate.resolve(
        on: request.on, period: request.query.period, known: request.known)
    }
    let question = ExplainRequest(
      query: request.query, day: day, known: request.known, rows: request.rows,
      limit: request.limit, cursor: request.cursor)
    do {
      let (explanation, goodUntil) = try await reading {
        let change = try await readings.figures.flagsChange(
          [question.query], known: question.known)
        return (try await readings.explanation(question), change)
      }
      return Dated(
        explanation.withoutPaths(), dataVersion: explanation.figure.dataVersion,
        goodUntil: goodUntil)
    } catch let error as IndicatorError where request.cursor != nil {
      // The first page was answered, so that the question is good.
      throw BadCursor(error.description)
    }
  }

  func procedures(_ request: CatalogRequest) async throws -> Dated<Listed<ProcedureRecord>> {
    let (records, catalog) = try await reading {
      try await readings.procedures(
        on: request.on, known: request.known, filters: request.filters)
    }
    return Self.page(records, of: catalog, request)
  }

  func procedure(_ request: ProcedureRequest) async throws -> Dated<ProcedureCard> {
    let (card, catalog) = try await reading { try await readings.procedure(request) }
    return Dated(card, dataVersion: catalog.dataVersion)
  }

  func history(_ request: ProcedureRequest) async throws -> Dated<[HistoryRecord]> {
    let records: [HistoryRecord] = try await reading {
      do {
        return try await readings.history(request)
      } catch let error as StoreError where error.kind == .badRequest {
        throw NotFound(.history, request.code)
      }
    }
    return Dated(records.map { $0.withoutPaths() }, dataVersion: nil)
  }

  func agencies(_ request: CatalogRequest) async throws -> Dated<Listed<AgencyRecord>> {
    let catalog = try await reading {
      try await readings.catalog(on: request.on, known: request.known)
    }
    return Self.page(AgencyRecord.all(in: catalog), of: catalog, request)
  }

  func runs(_ request: RunsRequest) async throws -> Dated<RunList> {
    var asked = RunFilter()
    asked.kind = request.kind
    asked.source = request.source
    asked.state = request.state?.rawValue
    let (filter, ended) = (asked, request.state?.hasEnded ?? true)
    let book = RunBook(pool: readings.pool, authority: readings.authority)
    let page = try await reading {
      ended
        ? try await book.page(filter, before: request.before, limit: request.limit)
        : try await book.unended(filter, before: request.before, limit: request.limit)
    }
    // Work begins and is killed without a run that ends.
    return Dated(
      RunList(
        page.runs.map(RunRecord.init), total: page.total, hasMore: !page.isLast,
        last: page.runs.last.flatMap { $0.id ?? $0.attempt }),
      dataVersion: page.version.number, goodUntil: ended ? nil : SystemClock.now)
  }

  func run(_ request: RunRequest) async throws -> Dated<RunDetail> {
    let book = RunBook(pool: readings.pool, authority: readings.authority)
    let page = try await reading {
      try await book.held(by: request.run, offset: request.offset, limit: request.limit)
    }
    guard let page else { throw NotFound(.run, "\(request.run)") }
    let sheet = page.entry.reading?.sheet
    return Dated(
      RunDetail(
        RunRecord(page.entry), held: page.rows.map { HeldRecord($0, sheet: sheet) }),
      dataVersion: page.version.number)
  }

  func freshness() async throws -> Dated<[FreshnessRecord]> {
    let register = SourceRegister(pool: readings.pool, authority: readings.authority)
    let list = try await reading { try await register.freshness() }
    return Dated(
      list.sources.map(FreshnessRecord.init), dataVersion: list.dataVersion,
      goodUntil: list.changesAt)
  }

  private static func page<Record>(
    _ records: [Record], of catalog: CatalogSnapshot, _ request: CatalogRequest
  ) -> Dated<Listed<Record>> {
    let page = records.dropFirst(request.offset).prefix(request.limit)
    return Dated(
      Listed(
        Array(page), total: records.count, validOn: catalog.validOn, knownOn: catalog.knownOn),
      dataVersion: catalog.dataVersion)
  }
}
