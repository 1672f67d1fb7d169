import Procedures

/// Counts dossiers whose answers contradict each other; such rows are warned about, never held.
struct DossierContradictions: Sendable {
  private var paidWithoutFee = (count: 0, row: 0)
  private var onlineWithoutPaid = (count: 0, row: 0)

  mutating func note(_ flags: DossierFlags, row: Int) {
    if flags[.feeDue] == .no, flags[.paid] == .yes {
      if paidWithoutFee.count == 0 { paidWithoutFee.row = row }
      paidWithoutFee.count += 1
    }
    if flags[.paid] == .no, flags[.paidOnline] == .yes {
      if onlineWithoutPaid.count == 0 { onlineWithoutPaid.row = row }
      onlineWithoutPaid.count += 1
    }
  }

  var warnings: [IntakeWarning] {
    [
      (IntakeWarning.Kind.paidWithoutFee, paidWithoutFee),
      (.onlineWithoutPaid, onlineWithoutPaid),
    ].filter { $0.1.count > 0 }.map { kind, found in
      IntakeWarning(
        kind: kind, code: nil, column: nil, values: [], row: found.row, count: found.count)
    }
  }
}
