import Crypto
import Postgres
import Procedures

/// Writes the book of runs. Every sync ends in one line of it, in the transaction of its changes
/// or, where it changed nothing, in one of its own.
struct RunLedger {
  let authority: Int64
  let kind: String
  let request: SyncRequest
  /// The source's location as it was given.
  let location: String
  /// Which reading of columns was used.
  let profile: String
  let sha256: [UInt8]
  let size: Int64
  /// The profile where it is a user's own, to be kept with the run.
  var profileBytes: [UInt8]?
  /// The run that is taken back; such a run has no bytes of its own.
  var reverts: Int64?

  var profileSHA256: [UInt8]? { profileBytes.map { Array(SHA256.hash(data: $0)) } }

  /// The last applied run of the same source and scope.
  struct Last: Sendable {
    let run: Int64
    let sha256: [UInt8]?
    let profile: String
    let flags: String
    let program: String
    let agencyVersion: Int64
    let rows: SyncSummary.Rows
    let records: SyncSummary.Records
    let heldDigest: [UInt8]?
    /// Whether a later run of the same source, limited to another part, wrote something.
    let isOverwritten: Bool
    let profileSHA256: [UInt8]?
  }

  /// The source's number; enters it on its first run.
  func source(on connection: borrowing PostgresConnection) async throws -> Int64 {
    let select = Self.selectSource(authority: authority, kind: kind, name: request.source)
    if let id = try await connection.queryOne(select, { row in try row.decode(0, as: Int64.self) })
    {
      return id
    }
    let insert = Self.insertSource(
      authority: authority, kind: kind, name: request.source,
      demonstration: request.demonstration)
    let id = try await connection.queryOne(insert) { row in try row.decode(0, as: Int64.self) }
    guard let id else {
      throw StoreError(.busy, "enter source \(request.source): another run entered it; try again")
    }
    return id
  }

  func last(
    source: Int64, on connection: borrowing PostgresConnection
  ) async throws -> Last? {
    try await connection.queryOne(
      Self.selectLast(authority: authority, source: source, scope: request.scopeText)
    ) { row in
      var rows = SyncSummary.Rows()
      rows.read = Int(try row.decode(6, as: Int64.self))
      rows.nonData = Int(try row.decode(7, as: Int64.self))
      rows.duplicate = Int(try row.decode(8, as: Int64.self))
      rows.held = Int(try row.decode(9, as: Int64.self))
      rows.applied = Int(try row.decode(10, as: Int64.self))
      var records = SyncSummary.Records()
      records.added = Int(try row.decode(11, as: Int64.self))
      records.changed = Int(try row.decode(12, as: Int64.self))
      records.returned = Int(try row.decode(13, as: Int64.self))
      records.unchanged = Int(try row.decode(14, as: Int64.self))
      return Last(
        run: try row.decode(0), sha256: try row.decode(1), profile: try row.decode(2),
        flags: try row.decode(3), program: try row.decode(4), agencyVersion: try row.decode(5),
        rows: rows, records: records, heldDigest: try row.decode(15),
        isOverwritten: try row.decode(16), profileSHA256: try row.decode(17))
    }
  }

  /// Digests of the held rows that figures count now and that an applied run of this scope ends:
  /// those of the last run of the same scope, and where it is the whole source, of its parts.
  func heldInForce(
    source: Int64, on connection: borrowing PostgresConnection
  ) async throws -> [[UInt8]] {
    try await connection.query(
      Self.selectHeldInForce(authority: authority, source: source, scope: request.scopeText)
    ) { row in try row.decode(0) }
  }

  /// The version of the agency tree: by it the same bytes may mean something else.
  func agencyVersion(on connection: borrowing PostgresConnection) async throws -> Int64 {
    try await connection.queryOne(Self.selectAgencyVersion(authority: authority)) { row in
      try row.decode(0, as: Int64.self)
    } ?? 0
  }

  /// Whether the same bytes were applied last, under the same conditions, and still stand.
  func isRepeat(of last: Last, agencyVersion: Int64) -> Bool {
    last.sha256 == sha256 && last.profile == profile && last.profileSHA256 == profileSHA256
      && last.flags == request.flagsText
      && last.program == request.program && last.agencyVersion == agencyVersion
      && !last.isOverwritten
  }

  /// Enters a run and returns its number.
  func enter(
    source: Int64, summary: SyncSummary, state: String, agencyVersion: Int64,
    heldDigest: [UInt8]?, message: String? = nil, on connection: borrowing PostgresConnection
  ) async throws -> Int64 {
    let statement = insertRun(
      source: source, summary: summary, state: state, agencyVersion: agencyVersion,
      heldDigest: heldDigest, message: message)
    let id = try await connection.queryOne(statement) { row in try row.decode(0, as: Int64.self) }
    guard let id else { throw StoreError(.missing, "enter a run: the database gave no number") }
    return id
  }

  /// Keeps the held rows of a run.
  func keep(
    _ held: [QuarantinedRow], run: Int64, on connection: borrowing PostgresConnection
  ) async throws {
    guard !held.isEmpty else { return }
    var rows = BinaryRows()
    for row in held {
      rows.row(columns: 13)
      rows.int64(authority)
      rows.int64(run)
      rows.int64(Int64(row.row))
      rows.text(row.column)
      rows.int32(row.position.map { Int32(clamping: $0) })
      rows.text(row.rule)
      rows.text(row.raw)
      rows.text(row.code?.text)
      rows.array(row.agencies)
      rows.bool(row.agencyReadable)
      rows.text(row.service)
      rows.day(row.days?.lowerBound)
      rows.day(row.days?.upperBound)
    }
    rows.finish()
    let bytes = rows.take()
    _ = try await connection.copyIn(Self.copyHeld) { writer in try await writer.write(bytes) }
  }

  /// A digest of what figures read of held rows; the order of the rows does not matter.
  static func digest(of held: [QuarantinedRow]) -> [UInt8] {
    let lines = held.map { row in
      let agencies = row.agencies.map(String.init).joined(separator: ",")
      let days = row.days.map { "|\($0.lowerBound)..\($0.upperBound)" } ?? ""
      return "\(row.code?.text ?? "")|\(agencies)|\(row.agencyReadable)\(days)"
    }
    var hash = SHA256()
    for line in lines.sorted() { hash.update(data: Array((line + "\n").utf8)) }
    return Array(hash.finalize())
  }
}
