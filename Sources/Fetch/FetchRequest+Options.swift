extension FetchRequest {
  static func paging(of profile: inout ProfileReader) throws(FetchError) -> Paging {
    enum Kind: String {
      case none, number, next
      case linkHeader = "link_header"
    }
    guard var reader = try profile.object("paging") else { return .none }
    guard let kind = try reader.choice("kind", [Kind.none, .number, .next, .linkHeader]) else {
      throw reader.bad("kind", "is missing: number, next, link_header or none")
    }
    let paging: Paging
    switch kind {
    case .none: paging = .none
    case .number: paging = .numbered(try numbered(&reader))
    case .next:
      guard let path = try reader.path("next_at") else {
        throw reader.bad("next_at", "is missing: the path of the next page's address")
      }
      paging = .next(at: path, mayBeAbsent: try reader.flag("may_be_absent") ?? false)
    case .linkHeader: paging = .linkHeader
    }
    try reader.finish()
    return paging
  }

  private static func numbered(_ reader: inout ProfileReader) throws(FetchError) -> NumberedPages {
    guard let place = try reader.choice("in", [NumberedPages.Place.query, .body]) else {
      throw reader.bad("in", "is missing: query or body, where the number of the page goes")
    }
    let page = try reader.required("page", "the name that carries the number of the page")
    let first = try reader.integer("first", in: 0...1_000_000) ?? 1
    let size: (name: String, rows: Int)?
    switch (try reader.text("size"), try reader.integer("page_size", in: 1...1_000_000)) {
    case (let name?, let rows?): size = (name, rows)
    case (nil, nil): size = nil
    case (_?, nil): throw reader.bad("page_size", "is missing: how many rows to ask for")
    case (nil, _?): throw reader.bad("size", "is missing: the name that carries page_size")
    }
    guard let rowsAt = try reader.path("rows_at") else {
      throw reader.bad(
        "rows_at", "is missing: the path of the array with the rows, \"\" for the page itself")
    }
    let totalAt = try reader.path("total_at")
    let stop =
      try reader.choice("stop", [NumberedPages.Stop.empty, .short, .total])
      ?? (totalAt == nil ? .empty : .total)
    if stop == .short, size == nil {
      throw reader.bad("stop", "is \"short\", which needs size and page_size")
    }
    if stop == .total, totalAt == nil {
      throw reader.bad("stop", "is \"total\", which needs total_at")
    }
    return NumberedPages(
      place: place, page: page, first: first, size: size, rowsAt: rowsAt, totalAt: totalAt,
      stop: stop)
  }

  static func limits(of profile: inout ProfileReader) throws(FetchError) -> FetchLimits {
    var limits = FetchLimits.standard
    guard var reader = try profile.object("limits") else { return limits }
    let day = 86_400
    if let value = try reader.integer("connect_seconds", in: 1...600) {
      limits.connect = .seconds(value)
    }
    if let value = try reader.integer("idle_seconds", in: 1...3600) {
      limits.idle = .seconds(value)
    }
    if let value = try reader.integer("total_seconds", in: 1...day) {
      limits.total = .seconds(value)
    }
    if let value = try reader.integer("bytes", in: 1...(1 << 40)) { limits.bytes = Int64(value) }
    if let value = try reader.integer("expansion", in: 1...2000) { limits.expansion = value }
    if let value = try reader.integer("tries", in: 1...20) { limits.tries = value }
    if let value = try reader.integer("pages", in: 1...1_000_000) { limits.pages = value }
    if let value = try reader.integer("retry_after_seconds", in: 0...3600) {
      limits.retryAfter = .seconds(value)
    }
    try reader.finish()
    return limits
  }
}
