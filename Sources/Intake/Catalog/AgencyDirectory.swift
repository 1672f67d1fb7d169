public import Procedures

/// The agencies that a catalog's rows may name: by code, or by a name that only one of them bears.
public struct AgencyDirectory: Sendable {
  private let byCode: [AgencyCode: Int64]
  /// Nil where several agencies bear the name.
  private let byName: [String: Int64?]

  /// The agencies with their numbers in the database, codes and names, aliases among the names.
  public init(agencies: [(id: Int64, code: AgencyCode, names: [String])]) {
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
    self.byCode = byCode
    self.byName = byName
  }

  /// Whether no agency is loaded, so that none can be named.
  public var isEmpty: Bool { byCode.isEmpty }

  /// The agency with this code.
  public func id(of code: AgencyCode) -> Int64? { byCode[code] }

  /// The agency that alone bears this name, compared by ``VietnameseText/matchKey(_:)``.
  public func id(named name: String) -> Int64? { byName[VietnameseText.matchKey(name)] ?? nil }
}
