import FoundationEssentials
import Procedures

/// How one known source heads its columns: data, one JSON file per source.
///
/// ``standard`` knows our own template and the spellings of the exports seen so far.
public struct CatalogProfile: Sendable {
  let matcher: HeaderMatcher
  /// The bytes that a profile of a user's own was read from; nil for the embedded one.
  public let bytes: [UInt8]?

  /// The embedded profile.
  public static let standard = CatalogProfile(
    .embedded(PackageResources.catalog_json), bytes: nil)

  /// The profile's name; a run is recorded under it.
  public var name: String { matcher.profile.name }

  /// Reads a profile of a user's own; the form is that of `Profiles/catalog.json`. With
  /// `"extends": "catalog"` it only says what differs: more spellings, headings to be ignored, the
  /// form of local codes, class names that stand for each agency of a tier. Throws
  /// ``IntakeError`` of kind `unrecognised` where it is none.
  public init(json: [UInt8], file: String) throws(IntakeError) {
    let base = TableProfile.embedded(PackageResources.catalog_json)
    self.init(try TableProfile(json: json, file: file, base: base), bytes: json)
  }

  private init(_ table: TableProfile, bytes: [UInt8]? = nil) {
    matcher = HeaderMatcher(table)
    self.bytes = bytes
  }
}

/// Column headings by meaning, for any kind of table.
struct TableProfile: Sendable, Decodable {
  struct Column: Sendable, Decodable {
    let id: String
    /// Spellings that a profile of a user's own gives beside the built-in ones.
    var declared: [String] = []
    var canonical: [String] = []
    var spellings: [String] = []
    var weak: [String] = []
    var many = false

    enum CodingKeys: String, CodingKey { case id, canonical, spellings, weak, many }

    /// A column that has one spelling, its name.
    init(only id: String) {
      self.id = id
      canonical = [id]
    }

    init(from decoder: any Decoder) throws {
      let container = try decoder.container(keyedBy: CodingKeys.self)
      id = try container.decode(String.self, forKey: .id)
      canonical = try container.decodeIfPresent([String].self, forKey: .canonical) ?? []
      spellings = try container.decodeIfPresent([String].self, forKey: .spellings) ?? []
      weak = try container.decodeIfPresent([String].self, forKey: .weak) ?? []
      many = try container.decodeIfPresent(Bool.self, forKey: .many) ?? false
    }
  }
  struct Tick: Sendable, Decodable {
    let scheme: String
    let code: String
    var declared: [String] = []
    var spellings: [String] = []
    var level: LevelReference { LevelReference(scheme: scheme, code: code) }

    enum CodingKeys: String, CodingKey { case scheme, code, spellings }
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

  var name: String
  var key: [String]
  var required: [String]
  var columns: [Column]
  var ticks: [Tick]
  var known: [String]
  var kinds: [Kind]
  /// Headings that are not read, whatever they would mean.
  var ignored: [String]
  /// Headings of personal data: never read, whatever a profile of a user's own says of them.
  var personal: [String]
  /// What a code that the province issued itself looks like: a regular expression for the whole
  /// code; nil where the source has only national codes.
  var localCode: String?
  /// Whether a class name (`UBND cấp xã`) stands for each agency of that tier.
  var expand: Bool
  private var extends: String?

  enum CodingKeys: String, CodingKey {
    case name, key, required, columns, ticks, known, kinds, ignored, personal, expand, extends
    case localCode = "local_code"
  }

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    extends = try container.decodeIfPresent(String.self, forKey: .extends)
    name = try container.decode(String.self, forKey: .name)
    // What a profile builds upon has a key already.
    key =
      extends == nil
      ? try container.decode([String].self, forKey: .key)
      : try container.decodeIfPresent([String].self, forKey: .key) ?? []
    required = try container.decodeIfPresent([String].self, forKey: .required) ?? []
    columns = try container.decodeIfPresent([Column].self, forKey: .columns) ?? []
    ticks = try container.decodeIfPresent([Tick].self, forKey: .ticks) ?? []
    known = try container.decodeIfPresent([String].self, forKey: .known) ?? []
    kinds = try container.decodeIfPresent([Kind].self, forKey: .kinds) ?? []
    ignored = try container.decodeIfPresent([String].self, forKey: .ignored) ?? []
    personal = try container.decodeIfPresent([String].self, forKey: .personal) ?? []
    localCode = try container.decodeIfPresent(String.self, forKey: .localCode)
    expand = try container.decodeIfPresent(Bool.self, forKey: .expand) ?? false
    if let localCode { _ = try Regex(localCode) }
  }

  /// A profile of our own making: each column has one spelling.
  init(name: String, key: [String], required: [String], columns: [String]) {
    self.name = name
    self.key = key
    self.required = required
    self.columns = columns.map(Column.init(only:))
    (ticks, known, kinds, ignored, personal) = ([], [], [], [], [])
    localCode = nil
    expand = false
    extends = nil
  }

  /// Reads a profile of a user's own. One that extends a built-in profile adds its spellings to
  /// those, as the firmest; one that does not stands by itself.
  init(json: [UInt8], file: String, base: TableProfile) throws(IntakeError) {
    let own: TableProfile
    do {
      own = try JSONDecoder().decode(TableProfile.self, from: Data(json))
    } catch {
      throw Self.unusable(file, "it is no profile of columns (\(error))")
    }
    let known = Set(base.columns.map(\.id))
    for column in own.columns where !known.contains(column.id) {
      throw Self.unusable(
        file,
        "\"\(column.id)\" is no column that is read; those are \(known.sorted().joined(separator: ", "))"
      )
    }
    guard let extends = own.extends else {
      self = own
      personal += base.personal
      return
    }
    guard extends == base.name else {
      throw Self.unusable(
        file, "it extends \"\(extends)\", and the built-in profile is named \"\(base.name)\"")
    }
    self = base.extended(by: own)
  }

  private func extended(by own: TableProfile) -> TableProfile {
    var result = self
    result.name = own.name
    for column in own.columns {
      let spellings = column.canonical + column.spellings + column.weak
      for index in result.columns.indices where result.columns[index].id == column.id {
        result.columns[index].declared += spellings
      }
    }
    for tick in own.ticks {
      if let index = result.ticks.firstIndex(where: { $0.level == tick.level }) {
        result.ticks[index].declared += tick.spellings
      } else {
        result.ticks.append(tick)
      }
    }
    if !own.key.isEmpty { result.key = own.key }
    result.required += own.required
    result.known += own.known
    result.ignored += own.ignored
    result.personal += own.personal
    result.localCode = own.localCode ?? localCode
    result.expand = own.expand || expand
    return result
  }

  private static func unusable(_ file: String, _ reason: String) -> IntakeError {
    IntakeError(
      .badProfile, file: file, reason: reason + "; compare it with the form that the README shows")
  }

  static func embedded(_ json: [UInt8]) -> TableProfile {
    do {
      return try JSONDecoder().decode(TableProfile.self, from: Data(json))
    } catch {
      preconditionFailure("an embedded profile is not what TableProfile decodes: \(error)")
    }
  }
}
