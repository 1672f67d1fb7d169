/// How the year is cut into periods.
public enum ReportCalendar: String, Sendable, Hashable, CaseIterable {
  /// Calendar months, quarters and years.
  case civil
  /// The reporting calendar of Nghị định 09/2019/NĐ-CP, Điều 12: a month runs from the 15th of the
  /// month before to the 14th, a year from 15 December to 14 December.
  case report
}
