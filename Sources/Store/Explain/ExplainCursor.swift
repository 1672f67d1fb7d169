import Indicators
import Procedures

/// Where a page of rows ended: the data version it was counted on, the number of rows before the
/// next page, and a mark of the question, so that it cannot be used for another one.
struct ExplainCursor: Sendable, Hashable {
  let version: Int64
  let offset: Int
  let mark: String

  /// The cursor behind so many rows of an answer.
  init(version: Int64, offset: Int, request: ExplainRequest) {
    self.version = version
    self.offset = offset
    mark = Self.mark(of: request)
  }

  /// `7-1000-9f2c41aa03d5e6b7`.
  var text: String { "\(version)-\(offset)-\(mark)" }

  /// Reads the cursor of a request; nil where it has none. Throws `badRequest` for a text that is
  /// none, and for one of another question.
  static func read(_ request: ExplainRequest) throws -> ExplainCursor? {
    guard let text = request.cursor else { return nil }
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 3, let version = Int64(parts[0]), let offset = Int(parts[1]),
      version >= 0, offset > 0
    else {
      throw StoreError(
        .badRequest,
        "go on behind a page of rows: \"\(text.prefix(80))\" is no cursor; give the one that the "
          + "page before printed",
        vi: "không xem tiếp được: \"\(text.prefix(80))\" không phải là cursor; hãy dùng cursor mà "
          + "trang trước đã cho")
    }
    let cursor = ExplainCursor(version: version, offset: offset, request: request)
    guard cursor.mark == parts[2] else {
      throw StoreError(
        .badRequest,
        "go on behind a page of rows: the cursor \"\(text.prefix(80))\" belongs to another "
          + "question; ask the same indicator, filters, date and rows as the page before",
        vi: "không xem tiếp được: cursor \"\(text.prefix(80))\" thuộc về một câu hỏi khác; hãy hỏi "
          + "đúng chỉ tiêu, bộ lọc, ngày và loại dòng của trang trước")
    }
    return cursor
  }

  /// Throws `badRequest` where the data have moved since the page before.
  static func check(of counted: Int64, version: Int64) throws {
    guard counted != version else { return }
    throw StoreError(
      .badRequest,
      """
      go on behind a page of rows: it was counted on data version \(counted), and the data \
      are at \(version) by now; begin again, or ask with the instant of knowledge that the first \
      page names
      """,
      vi: """
        không xem tiếp được: trang trước tính trên phiên bản dữ liệu \(counted), nay dữ liệu đã ở \
        phiên bản \(version); hãy xem lại từ đầu, hoặc hỏi với thời điểm ghi nhận mà trang đầu nêu
        """)
  }

  /// The rows of the next page. Throws `badRequest` for a cursor behind the last row.
  static func page<Row>(
    of rows: [Row], behind cursor: ExplainCursor?, limit: Int
  ) throws -> ArraySlice<Row> {
    let offset = cursor?.offset ?? 0
    guard offset <= rows.count else {
      throw StoreError(
        .badRequest,
        "go on behind a page of rows: there are only \(rows.count) rows, and the cursor stands "
          + "behind \(offset); begin again",
        vi: "không xem tiếp được: chỉ có \(rows.count) dòng, mà cursor đứng sau dòng \(offset); "
          + "hãy xem lại từ đầu")
    }
    return rows[offset...].prefix(limit)
  }

  /// FNV-1a over everything that decides which rows are listed in which order. The instant of
  /// knowledge does so through the data version, which the cursor holds itself: the pages of a
  /// question without one go on, after the data have moved, with the instant of the first page.
  static func mark(of request: ExplainRequest) -> String {
    var parts = [
      request.query.indicator, request.query.count?.rawValue ?? "", "\(request.day)",
      request.rows?.rawValue ?? "",
      request.query.period?.description ?? "", request.query.calendar.rawValue,
      request.query.rules.id,
    ]
    parts += request.query.filters.map { "\($0.key.rawValue)=\($0.value)" }.sorted()
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in parts.joined(separator: "\u{1F}").utf8 {
      hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3
    }
    let digits = String(hash, radix: 16)
    return String(repeating: "0", count: 16 - digits.utf8.count) + digits
  }
}
