/// What a goal asks of its measure.
public enum GoalRule: Hashable, Sendable {
  /// The share is the target, no more and no less (`=`).
  case exactly(PercentTarget)
  /// The share is the target or above it (`≥`): "tối thiểu", "đạt từ".
  case atLeast(PercentTarget)
  /// The share is above the target (`>`): "trên".
  case above(PercentTarget)
  /// The share is above that of an earlier period: "phấn đấu tăng".
  case increase(over: Period)
  /// Tasks are done by their deadlines.
  case milestone

  /// How the rule is written in data and answers: `=`, `≥`, `>`, `increase`, `milestone`.
  public var comparator: String {
    switch self {
    case .exactly: "="
    case .atLeast: "≥"
    case .above: ">"
    case .increase: "increase"
    case .milestone: "milestone"
    }
  }

  /// The share that is asked for; nil where the rule has none.
  public var target: PercentTarget? {
    switch self {
    case .exactly(let target), .atLeast(let target), .above(let target): target
    case .increase, .milestone: nil
    }
  }

  /// The period that the share is compared with; nil where the rule has none.
  public var baseline: Period? {
    if case .increase(let period) = self { period } else { nil }
  }

  /// The target for people: `≥ 30%`, `tăng so với kỳ 2022`, `hoàn thành`.
  public func display(_ language: Language) -> String {
    switch self {
    case .exactly(let target): target.display(language)
    case .atLeast(let target): "≥ \(target.display(language))"
    case .above(let target): "> \(target.display(language))"
    case .increase(let period):
      language == .vi ? "tăng so với kỳ \(period)" : "above period \(period)"
    case .milestone: language == .vi ? "hoàn thành" : "done"
    }
  }
}
