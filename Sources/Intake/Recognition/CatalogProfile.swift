import FoundationEssentials
import Procedures

/// How one known source heads its columns: data, one JSON file per source.
///
/// ``standard`` knows our own template and the spellings of the exports seen so far.
public struct CatalogProfile: Sendable {
  let matcher: HeaderMatcher

  /// The embedded profile.
  public static let standard = CatalogProfile(.embedded(PackageResources.catalog_json))

  /// The profile's name; a run is recorded under it.
  public var name: String { matcher.profile.name }

  /// Reads a profile of a user's own; the form is that of `Profiles/catalog.json`. Throws
  /// ``IntakeError`` of kind `unrecognised` where it is none.
  public init(json: [UInt8], file: String) throws(IntakeError) {
    self.init(try TableProfile(json: json, file: file))
  }

  private init(_ table: TableProfile) { matcher = HeaderMatcher(table) }
}

/// Column headings by meaning, for any kind of table.
struct TableProfile: Sendable, Decodable {
  struct Column: Sendable, Decodable {
    let id: String
    let canonical: [String]
    let spellings: [String]
    let weak: [String]
    let many: Bool?
  }
  struct Tick: Sendable, Decodable {
    let scheme: String
    let code: String
    let spellings: [String]
    var level: LevelReference { LevelReference(scheme: scheme, code: code) }
  }
  struct Kind: Sendable, Decodable {
    let tier: Tier
    let words: [String]

    enum CodingKeys: String, CodingKey { case tier, words }

    init(from decoder: any Decoder) throws {
      let container = try decoder.container(keyedBy: CodingKeys.self)
      let name = try container.decode(String.self, forKey: .tier)
      guard let tier = Tier(rawValue: name) else {
        throw DecodingError.dataCorruptedError(
          forKey: .tier, in: container, debugDescription: "\(name) is no tier")
      }
      self.tier = tier
      words = try container.decode([String].self, forKey: .words)
    }
  }

  let name: String
  let key: [String]
  let required: [String]
  let columns: [Column]
  let ticks: [Tick]
  let known: [String]
  let kinds: [Kind]

  init(json: [UInt8], file: String) throws(IntakeError) {
    do {
      self = try JSONDecoder().decode(TableProfile.self, from: Data(json))
    } catch {
      throw IntakeError(
        .badProfile, file: file,
        reason: "it is no profile of columns (\(error)); compare it with the one that is built in")
    }
  }

  static func embedded(_ json: [UInt8]) -> TableProfile {
    do {
      return try JSONDecoder().decode(TableProfile.self, from: Data(json))
    } catch {
      preconditionFailure("an embedded profile is not what TableProfile decodes: \(error)")
    }
  }
}
