public import Procedures

/// A deadline (tiến độ, thời hạn) as a plan writes it, with what its words say.
///
/// The text is kept as it was written. A text that names no day has no day: such a deadline is
/// never kept and never missed by date.
public struct Deadline: Hashable, Sendable {
  /// What kind of deadline the words are.
  public enum Kind: String, Hashable, Sendable, CaseIterable {
    /// A day: `30/06/2023`.
    case date
    /// A month: `Tháng 3/2023`.
    case month
    /// A quarter: `Quý I/2023`, `Quý I năm 2023`.
    case quarter
    /// A year: `Trong năm 2023`.
    case year
    /// Several years: `Năm 2023 - 2024`.
    case years
    /// A beginning without an end: `Từ Quý I/2023`.
    case openStart = "open_start"
    /// After something has happened: `Sau khi …`.
    case event
    /// As somebody else schedules it: `Theo tiến độ …`, `Theo hướng dẫn …`.
    case external
    /// Again and again by rule: `Theo quy định`.
    case recurring
    /// Words that this program does not know.
    case unknown
  }

  /// The words as they were written.
  public let text: String
  /// What kind of deadline they are.
  public let kind: Kind
  /// The first day that they name; nil where they name none.
  public let first: CalendarDay?
  /// The last day that is not late, in Asia/Ho_Chi_Minh; nil where the words name none.
  public let lateAfter: CalendarDay?

  /// Reads the words of a deadline. Nothing is refused: what is not understood is ``Kind/unknown``.
  public init(_ text: String) {
    self.text = text
    let meaning = DeadlineWords(text).meaning
    kind = meaning.kind
    first = meaning.days?.lowerBound
    lateAfter = meaning.kind == .openStart ? nil : meaning.days?.upperBound
  }

  /// Whether the day on which the deadline falls is not known yet, but may come to be known.
  public var awaitsDate: Bool {
    switch kind {
    case .event, .external, .unknown: true
    case .date, .month, .quarter, .year, .years, .openStart, .recurring: false
    }
  }
}
