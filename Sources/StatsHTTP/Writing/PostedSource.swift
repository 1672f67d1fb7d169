public import Procedures

/// What a client asks of a source that it brings, beside the bytes themselves.
public struct PostedSource: Sendable, Hashable {
  /// What kind of source it is.
  public let kind: PostedKind
  /// The name of the file that runs and errors show.
  public var name: String
  /// The name of the source; nil is the kind's usual one.
  public var source: String?
  /// Limits a sync of the catalog to an agency and everything below it.
  public var agency: AgencyCode?
  /// From when the content is valid; nil is today in Asia/Ho_Chi_Minh.
  public var effective: CalendarDay?
  /// The sheet of a workbook; nil where it has one table only.
  public var sheet: String?
  /// Opens the guard's withdrawal and row limits up to this many.
  public var allowWithdrawals: Int?
  /// Opens the guard's limits on values up to this many.
  public var allowChanges: Int?
  /// Plans and guards, but changes nothing.
  public var dryRun: Bool

  /// A source of which nothing special is asked.
  public init(kind: PostedKind, name: String, dryRun: Bool = false) {
    self.kind = kind
    self.name = name
    self.dryRun = dryRun
  }

  /// All that decides the outcome beside the bytes, in canonical form: two spellings of one
  /// question are the same.
  public var question: String {
    let parts: [(String, String?)] = [
      ("agency", agency?.text), ("allow_changes", allowChanges.map(String.init)),
      ("allow_withdrawals", allowWithdrawals.map(String.init)),
      ("dry_run", dryRun ? "true" : nil), ("effective", effective?.description), ("name", name),
      ("sheet", sheet), ("source", source),
    ]
    // Names and values are separated by characters that no value holds.
    return parts.compactMap { name, value in value.map { "\(name)\u{1}\($0)" } }
      .joined(separator: "\u{2}")
  }
}
