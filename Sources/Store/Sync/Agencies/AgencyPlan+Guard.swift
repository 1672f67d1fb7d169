import Procedures

extension AgencyPlan {
  /// Known values of what figures read of agencies that would become unknown, of agencies that
  /// stay.
  func lostValues(
    known: Known, effective: CalendarDay
  ) -> [(attribute: String, lost: Int, known: Int)] {
    let inForce = known.told.filter { $0.value.isOpen(on: effective) }
    func count(
      _ attribute: String, _ isKnown: (AgencyContent) -> Bool
    ) -> (attribute: String, lost: Int, known: Int) {
      var lost = 0
      var total = 0
      for (code, old) in inForce {
        guard let before = old.content(on: effective), isKnown(before) else { continue }
        total += 1
        if let new = changes[code], new.isOpen(on: effective),
          let after = new.content(on: effective), !isKnown(after)
        {
          lost += 1
        }
      }
      return (attribute, lost, total)
    }
    return [
      count("tier") { $0.tier != nil }, count("parent_code") { $0.parent != nil },
    ]
  }
}
