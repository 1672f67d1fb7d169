/// How one known source of agencies heads its columns; as ``CatalogProfile``, for agencies.
public struct AgencyProfile: Sendable {
  let matcher: HeaderMatcher
  /// The bytes that a profile of a user's own was read from; nil for the embedded one.
  public let bytes: [UInt8]?

  /// The embedded profile.
  public static let standard = AgencyProfile(.embedded(PackageResources.agencies_json), bytes: nil)

  /// The profile's name; a run is recorded under it.
  public var name: String { matcher.profile.name }

  /// Reads a profile of a user's own; with `"extends": "agencies"` it only says what differs.
  /// Throws ``IntakeError`` of kind `unrecognised` where it is none.
  public init(json: [UInt8], file: String) throws(IntakeError) {
    let base = TableProfile.embedded(PackageResources.agencies_json)
    self.init(try TableProfile(json: json, file: file, base: base), bytes: json)
  }

  private init(_ table: TableProfile, bytes: [UInt8]?) {
    matcher = HeaderMatcher(table)
    self.bytes = bytes
  }
}
