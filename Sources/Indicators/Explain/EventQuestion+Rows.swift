import Procedures

/// A count that decides what one event is to a figure.
public struct DecidingTerm: Sendable, Hashable {
  /// What the event adds to it, 0 or 1.
  public let measure: EventMeasure
  /// The channel that is counted; nil for all.
  public let channel: Int16?
}

/// What single events are to the figure that a question asks for, without adding up.
extension EventQuestion {
  /// An event is counted where it adds to one of these.
  public var numeratorTerms: [DecidingTerm] { Self.terms(formula.numerator) }

  /// It is undecided where it adds to one of these.
  public var unknownTerms: [DecidingTerm] { Self.terms(formula.unknown) }

  /// It belongs where it adds to one of these; where it is neither counted nor undecided it is
  /// missing.
  public var wholeTerms: [DecidingTerm] { Self.terms(formula.whole) }

  /// The channel asked for; 0 for an unknown one, nil for all.
  public var channelAsked: Int16? { channel?.rawValue }

  /// Whether times are counted by the rules of the national index.
  public var isNational: Bool {
    measures.contains { measure in
      switch measure {
      case .open: true
      case .dossier(let measure): measure.rawValue.hasPrefix("national_")
      case .payment, .stock: false
      }
    }
  }

  /// Whether a quarantined row could belong to the figure.
  public func admits(_ held: HeldEvent) -> Bool {
    let (first, last) = heldDays
    return held.touches(first, last) && scan(held: []).admits(held.scope)
  }

  /// The attributes of a dossier that decide besides its times, by the names of the template's
  /// columns.
  public var attributes: [String] {
    var names: [String] = formula.needsChannel ? ["channel"] : []
    for case .dossier(let measure) in measures {
      switch measure {
      case .feeYes, .feeUnknown: names.append("fee_due")
      case .paidOnlineYes, .paidOnlineUnknown: names += ["fee_due", "paid_online"]
      case .digitizedYes, .digitizedUnknown:
        names += ["components_digitized", "result_electronic"]
      case .electronicYes, .electronicUnknown, .resultYes, .resultUnknown:
        names.append("result_electronic")
      case .reusedYes, .reusedUnknown: names.append("data_reused")
      case .storedYes, .storedUnknown: names.append("storage_connected")
      case .received, .nationalOnTime, .nationalLate, .nationalUndated, .resolvedEarly,
        .resolvedOnTime, .resolvedLate, .resolvedUndated, .nationalResolvedEarly,
        .nationalResolvedOnTime, .nationalResolvedLate, .nationalResolvedUndated, .withdrawn,
        .stopped, .refused:
        break
      }
    }
    var seen: Set<String> = []
    return names.filter { seen.insert($0).inserted }
  }

  private static func terms(_ sum: EventSum) -> [DecidingTerm] {
    sum.terms.map { DecidingTerm(measure: $0.measure, channel: $0.channel?.rawValue) }
  }
}
