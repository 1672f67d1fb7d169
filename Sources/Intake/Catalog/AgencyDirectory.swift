public import Procedures

/// The agencies that a catalog's rows may name: by code, by a name that only one of them bears, or
/// by a spelling that a person has given to one of them.
public struct AgencyDirectory: Sendable {
  private let byCode: [AgencyCode: Int64]
  private let codes: [Int64: AgencyCode]
  /// Nil where several agencies bear the name.
  private let byName: [String: Int64?]
  private let classes: [Tier: [Int64]]

  /// The agencies with their numbers in the database, codes and names. An alias decides also
  /// where several agencies bear its name. `classes` are the agencies that a class name
  /// (`UBND cấp xã`) stands for, where a profile says that it stands for each of them.
  public init(
    agencies: [(id: Int64, code: AgencyCode, names: [String])],
    aliases: [(name: String, id: Int64)] = [], classes: [Tier: [Int64]] = [:]
  ) {
    var byCode: [AgencyCode: Int64] = [:]
    var byName: [String: Int64?] = [:]
    for agency in agencies {
      byCode[agency.code] = agency.id
      for key in Set(agency.names.map(VietnameseText.matchKey)) where !key.isEmpty {
        if let present = byName[key] {
          if present != agency.id { byName[key] = .some(nil) }
        } else {
          byName[key] = .some(agency.id)
        }
      }
    }
    for alias in aliases { byName[VietnameseText.matchKey(alias.name)] = .some(alias.id) }
    self.byCode = byCode
    codes = Dictionary(byCode.map { ($1, $0) }, uniquingKeysWith: min)
    self.byName = byName
    self.classes = classes
  }

  /// Whether no agency is loaded, so that none can be named.
  public var isEmpty: Bool { byCode.isEmpty }

  /// The agency with this code.
  public func id(of code: AgencyCode) -> Int64? { byCode[code] }

  /// The code of the agency with this number.
  func code(of id: Int64) -> AgencyCode? { codes[id] }

  /// The agency that alone bears this name, compared by ``VietnameseText/matchKey(_:)``.
  public func id(named name: String) -> Int64? { byName[VietnameseText.matchKey(name)] ?? nil }

  /// Whether several agencies bear this name.
  func isShared(_ name: String) -> Bool {
    if case .some(.none) = byName[VietnameseText.matchKey(name)] { true } else { false }
  }

  /// The agencies that a class name of this tier stands for; none for a tier of no class.
  func members(of tier: Vocabulary.TierWord) -> [Int64] { tier.tier.flatMap { classes[$0] } ?? [] }
}
