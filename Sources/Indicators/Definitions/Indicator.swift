import Procedures

/// An indicator: a numerator and a denominator over facts, declared once.
///
/// The id is public and stable. A changed meaning is a new version; the old one stays answerable.
public struct Indicator: Sendable {
  /// Public id, for example `level4_of_all`.
  public let id: String
  /// Version of the meaning, from 1.
  public let version: Int
  /// Short name in Vietnamese.
  public let labelVi: String
  /// Short name in English.
  public let labelEn: String
  /// What is counted in words, for people: numerator, in English.
  public let numeratorText: String
  /// What is counted in words, for people: denominator, in English.
  public let denominatorText: String
  /// The numerator in Vietnamese words.
  public let numeratorTextVi: String
  /// The denominator in Vietnamese words.
  public let denominatorTextVi: String
  /// What is counted where the query does not say.
  public let defaultCount: CountUnit
  /// Clause of the plan or of the national index it answers to, where there is one: `I.2.c`.
  public let clause: String?
  /// The facts of offerings that decide it; empty where it does not count over the catalog. Where
  /// a level is among them, the crosswalk between scales matters.
  public let reads: FactSet
  /// How it is counted.
  let measure: IndicatorMeasure

  init(
    id: String, version: Int = 1, labelVi: String, labelEn: String, numerator: IndicatorWords,
    denominator: IndicatorWords, count: CountUnit, clause: String?, reads: FactSet = [],
    measure: IndicatorMeasure
  ) {
    self.id = id
    self.version = version
    self.labelVi = labelVi
    self.labelEn = labelEn
    numeratorText = numerator.en
    denominatorText = denominator.en
    numeratorTextVi = numerator.vi
    denominatorTextVi = denominator.vi
    defaultCount = count
    self.clause = clause
    self.reads = reads
    self.measure = measure
  }

  /// Unit of every indicator.
  public var unit: String { "ratio" }

  /// The fact it counts over.
  public var fact: IndicatorFact {
    switch measure {
    case .offerings: .catalog
    case .sums(let fact, _, _): fact
    case .observed: .observations
    case .tasks: .tasks
    }
  }

  /// The window of dossiers and payments that an indicator over the catalog looks at as well; nil
  /// for all others.
  public var usage: UsageWindow? {
    guard case .offerings(_, _, let usage) = measure else { return nil }
    return usage
  }

  /// Whether the rows behind its figures can be listed.
  public var listsRows: Bool { fact == .catalog || fact == .dossiers }

  /// Whether it can be asked by another set of time rules than the canonical one.
  public var hasTimeRules: Bool {
    guard case .sums(_, _, let national) = measure else { return false }
    return national != nil
  }

  /// The commands that bring the facts it counts, such as `motcua import dossiers`.
  public var feeds: [String] {
    usage == nil
      ? [fact.feed]
      : [fact.feed, IndicatorFact.dossiers.feed]
        + (reads.contains(.paidOnline) ? [IndicatorFact.payments.feed] : [])
  }

  /// Whether an offering belongs to the denominator; no where it does not count over the catalog.
  func denominator(_ facts: OfferingFacts) -> Ternary {
    guard case .offerings(let denominator, _, _) = measure else { return .no }
    return denominator(facts)
  }

  /// Whether an offering of the denominator belongs to the numerator too.
  func numerator(_ facts: OfferingFacts) -> Ternary {
    guard case .offerings(_, let numerator, _) = measure else { return .no }
    return numerator(facts)
  }
}

/// The same words in both languages.
struct IndicatorWords: Sendable {
  let vi: String
  let en: String
}

/// How an indicator is counted.
enum IndicatorMeasure: Sendable {
  /// Predicates over the offerings of the catalog, and the window of use that they look at.
  case offerings(
    denominator: @Sendable (OfferingFacts) -> Ternary,
    numerator: @Sendable (OfferingFacts) -> Ternary, usage: UsageWindow?)
  /// Sums over events of a fact; the second formula is that of the national time rules, where they
  /// differ.
  case sums(IndicatorFact, EventFormula, national: EventFormula?)
  /// An outside figure.
  case observed
  /// Tasks of the plan.
  case tasks
}

/// The time in which dossiers and payments show that an offering is used.
public enum UsageWindow: Sendable, Hashable {
  /// The days of the period that is asked for, by default the year up to the date.
  case period
  /// The 90 days that end on the date.
  case last90Days
}
