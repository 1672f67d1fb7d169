/// Decides whether an import may be applied. A delta source can take nothing away, so that one
/// thing is left to guard against: a file of somebody else.
enum FactGuard {
  /// So many held rows say nothing yet: a handful of late corrections may all be wrong.
  private static let few = 10

  static func refusals(_ rows: SyncSummary.Rows) -> [GuardRefusal] {
    guard rows.held > few, rows.held * 2 > rows.data else { return [] }
    return [
      GuardRefusal(
        rule: "held", subject: nil, count: rows.held, whole: rows.data, limit: rows.data / 2,
        flag: nil,
        vi: """
          \(rows.held) trong \(rows.data) dòng dữ liệu sẽ bị giữ lại, giới hạn là một nửa: đây \
          có vẻ không phải dữ liệu của đơn vị này, hoặc danh mục và cơ quan chưa được đồng bộ; \
          không có tùy chọn nào mở giới hạn này
          """,
        en: """
          \(rows.held) of \(rows.data) data rows would be held, the limit is half: these do not \
          look like facts of this authority, or its catalog and agencies are not synced yet; no \
          flag opens this
          """)
    ]
  }
}
