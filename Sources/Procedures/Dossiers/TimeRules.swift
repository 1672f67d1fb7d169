/// A named and versioned set of rules by which dossiers are early, on time or late.
///
/// Systems disagree on it, so that a figure says which one it used.
public struct TimeRules: Hashable, Sendable {
  /// The stable name.
  public let id: String
  /// Rises when the meaning changes.
  public let version: Int
  /// What it is called in Vietnamese.
  public let vietnamese: String
  /// What it is called in English.
  public let english: String
  /// Where the rule comes from.
  public let source: String

  /// Compares days in Asia/Ho_Chi_Minh, after the due date has been moved by the paused working
  /// days. Only resolved dossiers (9, 10) have a class; one without a due date is undated.
  ///
  /// The source is the reading of Thông tư 01/2020/TT-VPCP that provinces report by: early where
  /// the day of the end is before the due day, on time where it is the same, else late.
  public static let canonical = TimeRules(
    id: "canonical", version: 1,
    vietnamese: "So ngày kết thúc với ngày hẹn trả, trừ ngày tạm dừng",
    english: "day of the end against the due day, pauses taken out",
    source: "Thông tư 01/2020/TT-VPCP, II.06a")

  /// The rules of the national index of Quyết định 766/QĐ-TTg, item 2.1: compares moments.
  ///
  /// - The end minus the time of completed supplements, not after the due moment: on time, and
  ///   early where its day is before the due day; else late.
  /// - An open dossier that waits for its first supplement stands still at the request.
  /// - More than one request for a supplement: late, even without a due date.
  /// - No due date: undated. The national system falls back on the longest time limit of the
  ///   procedure, which no source of ours delivers.
  public static let national766 = TimeRules(
    id: "national-766", version: 1,
    vietnamese: "Cách tính của Bộ chỉ số 766/QĐ-TTg, tiêu chí 2.1",
    english: "as the national index of 766/QĐ-TTg counts, item 2.1",
    source: "Quyết định 766/QĐ-TTg ngày 23/06/2022")

  /// Both sets, the default first.
  public static let all = [canonical, national766]

  /// The set with that id; nil where there is none.
  public init?(id: String) {
    guard let rules = Self.all.first(where: { $0.id == id }) else { return nil }
    self = rules
  }

  private init(id: String, version: Int, vietnamese: String, english: String, source: String) {
    self.id = id
    self.version = version
    self.vietnamese = vietnamese
    self.english = english
    self.source = source
  }
}
