internal import Indicators
internal import Procedures
internal import Reports

/// A page of a list of the catalog: all pages list the state of the first one.
struct CatalogPage {
  /// What every such list takes.
  static var parameters: [ParameterDeclaration] {
    [
      Parameter<CalendarDay>.on.declaration, Parameter.known.declaration,
      Parameter.limit(1000, default: 100).declaration, Parameter.cursor.declaration,
      Parameter.format.declaration,
    ]
  }

  private(set) var request: CatalogRequest
  private let question: [String]

  /// Reads what is asked; throws `bad_cursor` for a cursor of another question.
  init(
    _ given: GivenParameters, of list: String, filters dimensions: [Dimension]
  ) throws(Problem) {
    var request = CatalogRequest(limit: try given.value(.limit(1000, default: 100)) ?? 100)
    request.on = try given.value(Parameter<CalendarDay>.on)
    request.known = try given.value(.known)
    for dimension in dimensions {
      request.filters[dimension] = try given.value(.filter(dimension))
    }
    question =
      [list, request.on?.description ?? "", request.known?.description ?? ""]
      + request.filters.map { "\($0.key.rawValue)=\($0.value)" }.sorted()
    if let text = try given.value(.cursor) {
      let cursor = try PageCursor(text, count: 3, question: question)
      guard let day = Int32(exactly: cursor.values[1] + Int64(CalendarDay.recorded.lowerBound)),
        CalendarDay.recorded.contains(day), RowsCursor.recorded.contains(cursor.values[0]),
        let offset = Int(exactly: cursor.values[2])
      else { throw Problem(BadCursor("\"\(text.prefix(80))\" is no cursor of this list")) }
      request.known = Instant(microsecondsSince2000: cursor.values[0])
      request.on = CalendarDay(daysSince2000: day)
      request.offset = offset
    }
    self.request = request
  }

  /// The page with the cursor of the next one.
  func finding<Record>(
    _ answer: Dated<Listed<Record>>, rows: @escaping @Sendable ([Record]) -> LookupRows
  ) -> Finding {
    let list = answer.value
    let end = request.offset + list.records.count
    let next =
      end < list.total && !list.records.isEmpty
      ? PageCursor(
        [
          list.knownOn.microsecondsSince2000,
          Int64(list.validOn.daysSince2000) - Int64(CalendarDay.recorded.lowerBound), Int64(end),
        ], question: question
      ).text : nil
    let version = answer.dataVersion
    return Finding(answer, isPinned: request.known != nil, next: next) { list, format, _ in
      let rows = rows(list.records)
      return switch format {
      case .json: rows.json(cursor: next, dataVersion: version, total: list.total)
      case .csv: rows.csv()
      }
    }
  }
}
