import Procedures

/// Counts rows whose attributes contradict each other. They are told, never held.
struct Contradictions: Sendable {
  private var rows: [IntakeWarning.Kind: (first: Int, count: Int)] = [:]

  mutating func note(_ attributes: OfferingAttributes, row: Int) {
    if attributes.fee.isNo, attributes.paymentEligible.isYes || attributes.paymentEnabled.isYes {
      add(.payableWithoutFee, row)
    }
    if attributes.eligible.isNo, attributes.eligibleFull.isYes {
      add(.fullWithoutEligible, row)
    }
    if attributes.paymentEligible.isNo, attributes.paymentEnabled.isYes {
      add(.enabledWithoutEligible, row)
    }
  }

  var warnings: [IntakeWarning] {
    IntakeWarning.Kind.allCases.compactMap { kind in
      rows[kind].map {
        IntakeWarning(
          kind: kind, code: nil, column: nil, values: [], row: $0.first, count: $0.count)
      }
    }
  }

  private mutating func add(_ kind: IntakeWarning.Kind, _ row: Int) {
    let present = rows[kind] ?? (row, 0)
    rows[kind] = (present.first, present.count + 1)
  }
}
