import Postgres
import Procedures

extension CatalogView {
  /// The view of a day by what was known at an instant; nil is now. Throws `badRequest` for an
  /// instant before the records begin.
  static func at(
    _ day: CalendarDay, known: Instant?, of authority: Authority,
    on connection: borrowing PostgresConnection
  ) async throws -> CatalogView {
    guard
      let version = try await DataVersion.current(
        authority: authority.id, known: known, on: connection),
      let newest = try await DataVersion.current(
        authority: authority.id, known: nil, on: connection)
    else {
      throw StoreError(
        .badRequest,
        """
        read what was known at \(known.map(\.description) ?? "any time"): the records of \
        authority \(authority.code) begin later
        """,
        vi: """
          không đọc được dữ liệu ghi nhận \(known.map { "đến \($0)" } ?? "đến nay"): dữ liệu của \
          cơ quan \(authority.code) bắt đầu muộn hơn
          """)
    }
    let run = try await connection.queryOne(
      Self.run(ofVersion: version.number, authority: authority.id)
    ) { row in try row.decode(0, as: Int64?.self) }
    return CatalogView(
      authority: authority.id, day: PostgresDate(daysSince2000: day.daysSince2000),
      version: version, run: (run ?? nil) ?? 0,
      asOf: newest == version
        ? nil : PostgresTimestamp(microsecondsSince2000: version.recordedAt.microsecondsSince2000))
  }
}
