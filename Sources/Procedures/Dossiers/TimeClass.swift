/// How the end of a dossier lies to its due date.
///
/// Of dossiers that have not ended ``OpenTimeClass`` is asked instead, for a day.
public enum TimeClass: Int16, CaseIterable, Sendable, Hashable {
  /// Trước hạn: ended on a day before the due day.
  case early = 1
  /// Đúng hạn.
  case onTime = 2
  /// Quá hạn.
  case late = 3
  /// Without a due date, so that nobody can say; counted as unknown and never as on time.
  case undated = 4
}

/// How an open dossier stands to its due date on a day.
public enum OpenTimeClass: Sendable, Hashable, CaseIterable {
  /// Trong hạn: the day is not after the due day.
  case within
  /// Quá hạn: the due day has passed.
  case overdue
  /// Without a due date.
  case undated
}
