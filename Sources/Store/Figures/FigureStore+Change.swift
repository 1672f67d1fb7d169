public import Indicators
import Postgres
public import Procedures

extension FigureStore {
  /// The change of a catalog figure from one day to another, taken apart by cause.
  ///
  /// The start is the figure as it was known at the end of the first day in Asia/Ho_Chi_Minh, or at
  /// `knownFrom`; where nothing was on record then, as it is known now. The end, and what the parts
  /// lead over, are what is known at `known`, now where nil. The receipts name the instants. Throws
  /// `IndicatorError` where either day cannot answer the query or the indicator does not count the
  /// catalog, `StoreError.badRequest` for an instant before the records begin.
  ///
  /// Costs loading two or three catalogs.
  public func change(
    _ query: IndicatorQuery, from: CalendarDay, to: CalendarDay, knownFrom: Instant? = nil,
    known: Instant? = nil
  ) async throws -> ChangeAnalysis {
    try Self.requireCatalog(
      query.indicator, for: "taken apart by cause", vi: "phân tích theo nguyên nhân")
    var query = query
    query.by = nil
    let (asked, first) = (query, from)
    let catalogs = try await pool.withTransaction(.snapshot) { connection in
      let end = try await evaluator(for: asked, on: to, known: known, connection: connection)
      let now = known ?? end.snapshot.knownOn
      let then = knownFrom ?? min(first.endInHoChiMinh, now)
      let start = try await evaluator(for: asked, on: first, known: known, connection: connection)
      var original: CatalogEvaluator?
      let version = try await DataVersion.current(
        authority: authority.id, known: then, on: connection)
      // Where the records begin later there is nothing that could have been corrected.
      if knownFrom != nil || (version?.number ?? 0) > 0 {
        original = try await evaluator(for: asked, on: first, known: then, connection: connection)
      }
      return (start: start, end: end, original: original, then: then)
    }
    let analysis = try ChangeAnalysis(
      from: catalogs.start, to: catalogs.end, original: catalogs.original, query)
    return analysis.known(from: catalogs.original == nil ? known : catalogs.then, to: known)
  }

  /// Answers queries on the basket of an earlier day: what belonged to the denominators then, by
  /// what is known now, with the attributes of `day`. Throws as
  /// ``answer(_:on:known:treeDay:compare:)`` does, and `IndicatorError` for an indicator
  /// that does not count the catalog and for a basket of a later day.
  public func answer(
    _ queries: [IndicatorQuery], on day: CalendarDay, basket: CalendarDay, known: Instant?,
    treeDay: CalendarDay? = nil
  ) async throws -> [IndicatorResult] {
    for query in queries {
      try Self.requireCatalog(
        query.indicator, for: "counted on a frozen basket",
        vi: "tính trên mẫu số giữ nguyên như một ngày trước")
    }
    guard basket <= day else {
      throw IndicatorError(
        .unknownValue,
        "the basket of \(basket) cannot be counted on \(day): it is of a later day; give an "
          + "earlier one, or ask for that day itself",
        vi: "không tính được mẫu số giữ nguyên như ngày \(basket) cho ngày \(day): đó là một ngày "
          + "sau; hãy cho một ngày trước, hoặc hỏi chính ngày đó")
    }
    return try await pool.withTransaction(.snapshot) { connection in
      var results: [IndicatorResult] = []
      for query in queries {
        let today = try await evaluator(
          for: query, on: day, known: known, treeDay: treeDay, connection: connection)
        let frozen = try await evaluator(
          for: query, on: basket, known: known, treeDay: treeDay, connection: connection)
        let result = try today.evaluate(query, basket: frozen)
        results.append(known.map { result.known(on: $0) } ?? result)
      }
      return try await flagged(results, of: queries, known: known, on: connection)
    }
  }

  private static func requireCatalog(
    _ id: String, for use: String, vi useVi: String
  ) throws(IndicatorError) {
    let indicator = try Indicator.named(id)
    guard Indicator.catalog.contains(where: { $0.id == indicator.id }) else {
      throw IndicatorError(
        .unknownIndicator,
        "\(indicator.id) counts events, and only indicators over the catalog are \(use); "
          + "motcua stats \(indicator.id) --compare DATE --by agency shows where events moved",
        vi: "\(indicator.id) đếm sự kiện, chỉ các chỉ tiêu tính trên danh mục thủ tục được "
          + "\(useVi); motcua stats \(indicator.id) --compare DATE --by agency cho biết sự kiện "
          + "thay đổi ở đâu")
    }
  }
}

extension CalendarDay {
  /// The last microsecond of the day in Vietnam.
  var endInHoChiMinh: Instant {
    let nextMidnight = (Int64(daysSince2000) + 1) * 86_400_000_000 - Instant.hoChiMinhOffset
    return Instant(microsecondsSince2000: nextMidnight - 1)
  }
}
