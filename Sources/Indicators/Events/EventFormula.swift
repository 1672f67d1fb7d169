/// A count that events add up to.
public enum EventMeasure: Sendable, Hashable {
  /// Of dossiers.
  case dossier(DossierMeasure)
  /// Of dossiers that are still open.
  case open(OpenMeasure)
  /// Of payments.
  case payment(PaymentMeasure)
  /// Of results in stock.
  case stock(StockMeasure)
}

/// A sum of counts, each over all channels or over one.
struct EventSum: Sendable, Hashable {
  struct Term: Sendable, Hashable {
    let measure: EventMeasure
    let channel: ChannelKey?
  }

  let terms: [Term]

  static let none = EventSum(terms: [])
  static let resolved: EventSum =
    .dossier(.resolvedEarly) + .dossier(.resolvedOnTime) + .dossier(.resolvedLate)
    + .dossier(.resolvedUndated)
  static let nationalResolved: EventSum =
    .dossier(.nationalResolvedEarly) + .dossier(.nationalResolvedOnTime)
    + .dossier(.nationalResolvedLate) + .dossier(.nationalResolvedUndated)

  static func dossier(_ measure: DossierMeasure, _ channel: ChannelKey? = nil) -> EventSum {
    EventSum(terms: [Term(measure: .dossier(measure), channel: channel)])
  }

  static func received(_ channel: ChannelKey) -> EventSum { .dossier(.received, channel) }

  static func open(_ measure: OpenMeasure) -> EventSum {
    EventSum(terms: [Term(measure: .open(measure), channel: nil)])
  }

  static func payment(_ measure: PaymentMeasure) -> EventSum {
    EventSum(terms: [Term(measure: .payment(measure), channel: nil)])
  }

  static func stock(_ measure: StockMeasure) -> EventSum {
    EventSum(terms: [Term(measure: .stock(measure), channel: nil)])
  }

  static func + (left: EventSum, right: EventSum) -> EventSum {
    EventSum(terms: left.terms + right.terms)
  }
}

/// A ratio over events: the events that belong are `whole`, those of them that cannot be decided
/// are `unknown`, and the denominator is what is left.
struct EventFormula: Sendable, Hashable {
  let numerator: EventSum
  let unknown: EventSum
  let whole: EventSum
  /// Every event looked at, whether it belongs or not.
  let inScope: EventSum

  init(numerator: EventSum, unknown: EventSum, whole: EventSum, inScope: EventSum? = nil) {
    self.numerator = numerator
    self.unknown = unknown
    self.whole = whole
    self.inScope = inScope ?? whole
  }

  /// The counts it needs, each once.
  var measures: [EventMeasure] {
    var result: [EventMeasure] = []
    for term in terms where !result.contains(term.measure) { result.append(term.measure) }
    return result
  }

  /// Whether it needs to know by which channel a dossier came.
  var needsChannel: Bool { terms.contains { $0.channel != nil } }

  private var terms: [EventSum.Term] {
    numerator.terms + unknown.terms + whole.terms + inScope.terms
  }
}
