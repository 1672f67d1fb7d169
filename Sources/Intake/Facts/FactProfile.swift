/// How one known source of facts heads its columns; as ``CatalogProfile``, for one ``FactKind``.
///
/// A heading that no profile knows is taken for personal data: it is not read, and the run names
/// it. Headings of personal data are never read, even where a profile of a user's own gives them
/// a meaning.
public struct FactProfile: Sendable {
  /// What the source delivers.
  public let kind: FactKind
  /// Whether it is the form in which sources are kept: ``redacted(_:)``.
  public let isRedacted: Bool
  /// The bytes that a profile of a user's own was read from; nil for the embedded ones.
  public let bytes: [UInt8]?
  let matcher: HeaderMatcher

  /// The profile's name; a run is recorded under it.
  public var name: String { matcher.profile.name }

  /// The embedded profile of a kind: the headings of our template, spellings seen in the field,
  /// and the fields of the national messages.
  public static func standard(_ kind: FactKind) -> FactProfile {
    switch kind {
    case .dossiers: dossiers
    case .payments: payments
    case .results: results
    case .observations: observations
    }
  }

  /// The profile of the copies that the readers write (`redacted(into:)`): named
  /// `dossiers-redacted` and so on.
  public static func redacted(_ kind: FactKind) -> FactProfile {
    FactProfile(
      kind: kind, table: RedactedForm.profile(of: kind), isRedacted: true, bytes: nil)
  }

  /// Reads a profile of a user's own; with `"extends": "dossiers"` (the kind's name) it only says
  /// what differs. Throws ``IntakeError`` of kind `unrecognised` where it is none.
  public init(_ kind: FactKind, json: [UInt8], file: String) throws(IntakeError) {
    let base = Self.standard(kind).matcher.profile
    self.init(
      kind: kind, table: try TableProfile(json: json, file: file, base: base), isRedacted: false,
      bytes: json)
  }

  private static let dossiers = embedded(.dossiers, PackageResources.dossiers_json)
  private static let payments = embedded(.payments, PackageResources.payments_json)
  private static let results = embedded(.results, PackageResources.results_json)
  private static let observations = embedded(.observations, PackageResources.observations_json)

  private static func embedded(_ kind: FactKind, _ json: [UInt8]) -> FactProfile {
    FactProfile(kind: kind, table: .embedded(json), isRedacted: false, bytes: nil)
  }

  private init(kind: FactKind, table: TableProfile, isRedacted: Bool, bytes: [UInt8]?) {
    self.kind = kind
    self.isRedacted = isRedacted
    self.bytes = bytes
    matcher = HeaderMatcher(table)
  }
}
