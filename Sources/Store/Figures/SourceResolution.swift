import Indicators
import Procedures

/// Decides between sources: for each attribute the first that knows a value wins, in the order
/// declared for that attribute.
struct SourceResolution: Sendable {
  let levels: LevelTable
  let demonstrations: Set<Int64>
  var precedence = SourcePrecedence.undeclared

  /// The facts of an offering from what each source says of it, in the order of the sources'
  /// numbers.
  func facts(_ claims: [(source: Int64, said: ClaimedFacts)]) -> OfferingFacts {
    var facts = OfferingFacts()
    for (source, said) in precedence.ordered(claims, for: .level) {
      guard let level = level(said) else { continue }
      facts.level = level.key
      facts.levelScheme = level.reference.scheme
      note(source, .level, in: &facts)
      break
    }
    for (source, said) in precedence.ordered(claims, for: .eligible) {
      guard let answer = Self.answer(said.eligible) else { continue }
      facts.eligible = answer
      note(source, .eligible, in: &facts)
      break
    }
    for (source, said) in precedence.ordered(claims, for: .eligibleFull) {
      guard let answer = Self.answer(said.eligibleFull) else { continue }
      facts.eligibleFull = answer
      note(source, .eligibleFull, in: &facts)
      break
    }
    for (source, said) in precedence.ordered(claims, for: .fee) {
      guard let answer = Self.answer(said.fee) else { continue }
      facts.fee = answer
      note(source, .fee, in: &facts)
      break
    }
    for (source, said) in precedence.ordered(claims, for: .paymentEligible) {
      guard let answer = Self.answer(said.paymentEligible) else { continue }
      facts.paymentEligible = answer
      note(source, .paymentEligible, in: &facts)
      break
    }
    for (source, said) in precedence.ordered(claims, for: .paymentEnabled) {
      guard let answer = Self.answer(said.paymentEnabled) else { continue }
      facts.paymentEnabled = answer
      note(source, .paymentEnabled, in: &facts)
      break
    }
    for (source, said) in precedence.ordered(claims, for: .means) {
      guard let means = ClaimCode.means(said.means).value else { continue }
      facts.mobile = Ternary(means.includesMobileAmongSeveral)
      note(source, .means, in: &facts)
      break
    }
    return facts
  }

  /// The values that sources know of one attribute, the one that counts first: those that
  /// ``facts(_:)`` decides between.
  func known(
    _ attribute: SourceAttribute, _ claims: [(source: Int64, said: ClaimedFacts)]
  ) -> [(source: Int64, value: KnownValue)] {
    precedence.ordered(claims, for: attribute).compactMap { source, said in
      value(of: attribute, said).map { (source, $0) }
    }
  }

  private func value(of attribute: SourceAttribute, _ said: ClaimedFacts) -> KnownValue? {
    switch attribute {
    case .level: level(said).map(KnownValue.level)
    case .eligible: Self.answer(said.eligible).map(KnownValue.answer)
    case .eligibleFull: Self.answer(said.eligibleFull).map(KnownValue.answer)
    case .fee: Self.answer(said.fee).map(KnownValue.answer)
    case .paymentEligible: Self.answer(said.paymentEligible).map(KnownValue.answer)
    case .paymentEnabled: Self.answer(said.paymentEnabled).map(KnownValue.answer)
    case .means: ClaimCode.means(said.means).value.map(KnownValue.means)
    case .agency, .name, .field, .type, .replaces: nil
    }
  }

  private func level(_ said: ClaimedFacts) -> OnlineLevel? {
    guard let id = said.level, let level = levels[id], level.key != .unknown else { return nil }
    return level
  }

  private static func answer(_ code: Int16?) -> Ternary? {
    guard let code, code < 2 else { return nil }
    return code == 1 ? .yes : .no
  }

  private func note(_ source: Int64, _ attribute: FactSet, in facts: inout OfferingFacts) {
    if demonstrations.contains(source) { facts.demonstrated.insert(attribute) }
  }
}

/// A value that a source knows.
enum KnownValue: Sendable, Hashable {
  case level(OnlineLevel)
  case answer(Ternary)
  case means(AccessMeans)

  /// Whether two sources agree: levels by the class that figures count by, whatever the scale.
  func agrees(with other: KnownValue) -> Bool {
    switch (self, other) {
    case (.level(let one), .level(let two)): one.key == two.key
    default: self == other
    }
  }

  /// The value as people read it.
  var text: String {
    switch self {
    case .level(let level): "\(level.reference.scheme) \(level.reference.code)"
    case .answer(let answer): answer == .yes ? "Có" : "Không"
    case .means(let means): means.words.isEmpty ? "Không có" : means.words.joined(separator: "; ")
    }
  }
}
