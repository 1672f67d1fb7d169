extension Dossier {
  /// What this state contributes, by both sets of ``TimeRules``.
  ///
  /// Holidays matter only where ``pausedDays`` is above 0.
  public func outcome(_ holidays: HolidayCalendar) -> DossierOutcome {
    let end = endedAt
    let plainDueDay = dueAt?.dayInHoChiMinh
    let dueDay = plainDueDay.map {
      pausedDays > 0 ? holidays.workingDay(Int(pausedDays), after: $0) : $0
    }
    let ending = status.ending
    return DossierOutcome(
      receivedDay: receivedAt?.dayInHoChiMinh, endDay: end?.dayInHoChiMinh, ending: ending,
      dueDay: dueDay,
      timeClass: ending == .resolved
        ? Self.timeClass(end: end?.dayInHoChiMinh, due: dueDay) : nil,
      nationalClass: ending != .open && isReceived ? nationalClass(end: end) : nil,
      nationalDueDay: ending == .open ? nationalDueDay : nil)
  }

  private static func timeClass(end: CalendarDay?, due: CalendarDay?) -> TimeClass {
    guard let end, let due else { return .undated }
    return end < due ? .early : end == due ? .onTime : .late
  }

  /// The class of an ended dossier. Refused ones (3) were not received and have none, so that the
  /// classes of a set of dossiers never outnumber the received ones.
  private func nationalClass(end: Instant?) -> TimeClass {
    if supplements > 1 { return .late }
    guard let dueAt, let end else { return .undated }
    let net = end.advanced(by: -supplementMicroseconds)
    guard net <= dueAt else { return .late }
    return net.dayInHoChiMinh < dueAt.dayInHoChiMinh ? .early : .onTime
  }

  private var nationalDueDay: CalendarDay? {
    if supplements > 1 {
      // Late whatever the day; no period that counts the dossier ends before its receipt.
      return (receivedAt ?? eventAt).dayInHoChiMinh.advanced(by: -1)
    }
    guard let dueAt else { return nil }
    if status == .awaitingSupplement, supplements == 1, let asked = supplementAskedAt,
      asked <= dueAt
    {
      return DossierOutcome.unlimited
    }
    return dueAt.advanced(by: supplementMicroseconds).dayInHoChiMinh
  }
}

extension Instant {
  /// The moment so many microseconds later, or earlier; at the ends of the range it stays there.
  public func advanced(by microseconds: Int64) -> Instant {
    let (sum, overflow) = microsecondsSince2000.addingReportingOverflow(microseconds)
    guard overflow else { return Instant(microsecondsSince2000: sum) }
    return Instant(microsecondsSince2000: microseconds > 0 ? .max : .min)
  }
}
