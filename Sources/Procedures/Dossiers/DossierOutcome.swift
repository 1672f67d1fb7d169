/// What a dossier contributes to figures: its days, how it ended and how it kept its time.
///
/// All days are days in Asia/Ho_Chi_Minh.
public struct DossierOutcome: Hashable, Sendable {
  /// The day of receipt. The dossier counts as received on it only where its status allows
  /// (``Dossier/isReceived``).
  public var receivedDay: CalendarDay?
  /// The day of ``Dossier/endedAt``; nil while the dossier is open.
  public var endDay: CalendarDay?
  /// How it ended.
  public var ending: DossierEnding
  /// The due day of the rules `canonical`: the due date moved by the paused working days.
  public var dueDay: CalendarDay?
  /// The class by the rules `canonical`; only of resolved dossiers.
  public var timeClass: TimeClass?
  /// The class by the rules `national-766`; only of dossiers that were received and have ended.
  public var nationalClass: TimeClass?
  /// The last day on which the open dossier is within time by the rules `national-766`; nil for
  /// an ended one and where there is no due date.
  ///
  /// 9999-12-31 (``unlimited``) where the clock stands still, the day before the receipt where
  /// the dossier is late whatever the day.
  public var nationalDueDay: CalendarDay?

  /// An outcome.
  public init(
    receivedDay: CalendarDay?, endDay: CalendarDay?, ending: DossierEnding, dueDay: CalendarDay?,
    timeClass: TimeClass?, nationalClass: TimeClass?, nationalDueDay: CalendarDay?
  ) {
    self.receivedDay = receivedDay
    self.endDay = endDay
    self.ending = ending
    self.dueDay = dueDay
    self.timeClass = timeClass
    self.nationalClass = nationalClass
    self.nationalDueDay = nationalDueDay
  }

  /// 9999-12-31, the due day of a dossier whose clock stands still.
  public static let unlimited = CalendarDay(daysSince2000: 2_921_939)

  /// How an open dossier stands on a day; nil for one that has ended.
  public func openClass(on day: CalendarDay, by rules: TimeRules) -> OpenTimeClass? {
    guard ending == .open else { return nil }
    guard let due = rules == .national766 ? nationalDueDay : dueDay else { return .undated }
    return day <= due ? .within : .overdue
  }
}
