public import Intake
public import Postgres
import Procedures

/// The bytes that a run was read from, as they were kept with it: of facts the redacted copy.
public struct KeptSource: Sendable {
  /// The bytes, under the name that they came by.
  public let file: SourceFile
  /// `agencies`, `catalog`, `register`, or one of the kinds of facts.
  public let kind: String
  /// The profile of columns that was used, and its name; nil for the built-in one.
  public let profile: (bytes: [UInt8], name: String)?
  /// The sheet that was read; nil where the format has none.
  public let sheet: String?

  /// The source of a run; more than 8 MiB go to a nameless file in `directory`.
  ///
  /// Throws `badRequest` where there is no such run, and where its bytes were not kept or are past
  /// retention.
  public static func load(
    run id: Int64, of authority: Authority, temporaryDirectory directory: String,
    on connection: borrowing PostgresConnection
  ) async throws -> KeptSource {
    let found = try await RecordedRun.load(authority: authority.id, run: id, on: connection)
    guard let run = found.first else {
      throw StoreError(
        .badRequest,
        "read the source of run \(id): authority \(authority.code) has no such run; see motcua runs list"
      )
    }
    let kept = KeptBytes(authority: authority)
    var file: SourceFile?
    if let sha256 = run.keptSHA256 ?? run.sha256 {
      file = try await kept.load(
        sha256: sha256, name: run.location, directory: directory, on: connection)
    }
    guard let file else {
      throw StoreError(
        .badRequest,
        "read the source of run \(id): its bytes were not kept, or are past retention")
    }
    var profile: (bytes: [UInt8], name: String)?
    // A redacted copy has headings of its own, which every program reads.
    if run.keptSHA256 == nil, let sha256 = run.profileSHA256,
      let bytes = try await kept.load(
        sha256: sha256, name: run.profile, directory: directory, on: connection)
    {
      profile = (try bytes.bytes(at: 0, count: 1 << 20), run.profile)
    }
    return KeptSource(file: file, kind: run.kind, profile: profile, sheet: run.sheet)
  }
}
