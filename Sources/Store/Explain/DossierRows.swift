public import Indicators
public import Postgres
import Procedures

/// The rows behind figures over dossiers: dossier codes with their days, status and class. Pages go
/// on behind a dossier code, so that each costs as much as the first.
public struct DossierRows: ExplainedRows {
  private let pool: PostgresPool
  private let authority: Authority
  private let figures: FigureStore

  /// Rows of one authority. The store of figures counts them.
  public init(pool: PostgresPool, authority: Authority, figures: FigureStore) {
    self.pool = pool
    self.authority = authority
    self.figures = figures
  }

  /// Indicators over dossiers.
  public func explains(_ indicator: String) -> Bool {
    Indicator.all.contains { $0.id == indicator && $0.fact == .dossiers }
  }

  /// Costs the figure and, for the page, a walk along the dossiers of the window.
  public func explanation(of request: ExplainRequest) async throws -> Explanation {
    let start = try DossierCursor.read(request)
    var query = request.query
    query.by = nil
    let asked = query
    return try await pool.withTransaction(.snapshot) { connection in
      let results = try await figures.answer(
        [asked], on: request.day, known: request.known, connection: connection)
      guard let figure = results.first?.figure else {
        throw StoreError(.missing, "explain \(asked.indicator): the store gave no figure")
      }
      try DossierCursor.check(start, version: figure.dataVersion)
      let view = try await CatalogView.at(
        try EventWindow(asked, on: request.day).state, known: request.known, of: authority,
        on: connection)
      let register = try await EventRegister.load(view, authority: authority, on: connection)
      let question = try register.snapshot.question(asked, on: request.day)
      let kinds = request.rows.map { [$0] } ?? RowKind.allCases
      let pages = DossierPages(register: register, question: question, authority: authority)
      var rows: [ExplainedRow] = []
      var cursor: String?
      for kind in kinds where kind.comes(at: start?.kind) {
        let room = request.limit - rows.count
        let after = kind == start?.kind ? start?.code : nil
        // One more than there is room for says whether another page follows.
        let page = try await pages.rows(kind, after: after, limit: room + 1, on: connection)
        rows += page.prefix(room).map(\.row)
        if page.count > room {
          let last = room > 0 ? page[room - 1].key : after ?? ""
          cursor =
            DossierCursor(
              version: figure.dataVersion, kind: kind, code: last, request: request
            ).text
          break
        }
      }
      return Explanation(
        figure: figure, total: kinds.reduce(0) { $0 + figure.tally.count(of: $1) }, rows: rows,
        cursor: cursor, exclusions: [])
    }
  }
}

extension RowKind {
  /// Whether rows of this kind are listed from a cursor of another kind on.
  fileprivate func comes(at start: RowKind?) -> Bool {
    guard let start, let here = Self.allCases.firstIndex(of: self),
      let there = Self.allCases.firstIndex(of: start)
    else { return true }
    return here >= there
  }
}

extension Tally {
  /// How many rows of a kind there are.
  fileprivate func count(of kind: RowKind) -> Int {
    switch kind {
    case .counted: numerator
    case .missing: denominator - numerator
    case .unknown: unknown
    case .held: held
    case .excluded: excluded
    }
  }
}

/// Where a page of dossiers ended: `7-9f2c41aa03d5e6b7-missing-H32.16-230801-0001`.
struct DossierCursor: Sendable {
  let version: Int64
  let kind: RowKind
  /// The last code of the page; for held rows its number in the list.
  let code: String
  let text: String

  init(version: Int64, kind: RowKind, code: String, request: ExplainRequest) {
    self.version = version
    self.kind = kind
    self.code = code
    text = "\(version)-\(ExplainCursor.mark(of: request))-\(kind.rawValue)-\(code)"
  }

  /// Reads the cursor of a request; nil where it has none. Throws `badRequest` as
  /// ``ExplainCursor/read(_:)`` does.
  static func read(_ request: ExplainRequest) throws -> DossierCursor? {
    guard let text = request.cursor else { return nil }
    let parts = text.split(separator: "-", maxSplits: 3, omittingEmptySubsequences: false)
    guard parts.count == 4, let version = Int64(parts[0]), version >= 0,
      let kind = RowKind(rawValue: String(parts[2])),
      parts[1] == ExplainCursor.mark(of: request)
    else {
      throw StoreError(
        .badRequest,
        "go on behind a page of rows: \"\(text.prefix(80))\" is no cursor of this question; give "
          + "the one that the page before printed, with the same question",
        vi: "không xem tiếp được: \"\(text.prefix(80))\" không phải là cursor của câu hỏi này; hãy "
          + "dùng cursor mà trang trước đã cho, với đúng câu hỏi đó")
    }
    return DossierCursor(
      version: version, kind: kind, code: String(parts[3]), request: request)
  }

  static func check(_ cursor: DossierCursor?, version: Int64) throws {
    guard let cursor else { return }
    try ExplainCursor.check(of: cursor.version, version: version)
  }
}
