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
  /// What is counted in words, for people: numerator.
  public let numeratorText: String
  /// What is counted in words, for people: denominator.
  public let denominatorText: String
  /// What is counted where the query does not say.
  public let defaultCount: CountUnit
  /// Clause of the plan or of the national index it answers to, where there is one: `I.2.c`.
  public let clause: String?
  /// The facts that decide it. Where a level is among them, the crosswalk between scales matters.
  public let reads: FactSet
  /// Whether an offering belongs to the denominator.
  let denominator: @Sendable (OfferingFacts) -> Ternary
  /// Whether an offering of the denominator belongs to the numerator too.
  let numerator: @Sendable (OfferingFacts) -> Ternary

  /// Unit of every catalog indicator.
  public var unit: String { "ratio" }
  /// The fact it counts over.
  public var fact: String { "catalog" }
}

/// What a figure counts (đơn vị đếm).
public enum CountUnit: String, Sendable, Hashable, CaseIterable {
  /// Distinct procedure codes: the province's way, the default.
  case procedures
  /// Procedure × agency.
  case offerings
}

/// A property by which figures are split or filtered.
public enum Dimension: String, Sendable, Hashable, CaseIterable {
  /// The agency and everything below it.
  case agency
  /// Field of the procedure (lĩnh vực).
  case field
  /// Online level: `full`, `partial`, `info`, `none`, `unknown`.
  case level
  /// The procedure itself.
  case procedure
  /// Tier of the agency (cấp).
  case tier
}
