public import Intake
public import Postgres

/// The bytes of sources, kept once for each SHA-256 in parts of one MiB, so that a run can be
/// looked into and done again. Memory stays at a few parts however large a source is.
public struct KeptBytes: Sendable {
  let authority: Int64

  /// What is kept of one source.
  public struct Entry: Sendable, Hashable {
    /// How many bytes it has.
    public let size: Int64
    /// Whether the bytes are gone because they are past retention.
    public let isDropped: Bool
  }

  static let partSize = 1 << 20

  /// The bytes kept for an authority.
  public init(authority: Authority) { self.authority = authority.id }

  init(authority: Int64) { self.authority = authority }

  /// Keeps a source in the transaction of `connection`, unless its bytes are there already.
  ///
  /// Throws `sourceChanged` where the bytes are not those of the digest any more.
  func keep(
    _ file: SourceFile, sha256: [UInt8], size: Int64, on connection: borrowing PostgresConnection
  ) async throws {
    let isNew = try await connection.execute(
      Self.insertSource(authority: authority, sha256: sha256, size: size))
    guard isNew > 0 else { return }
    let parts = PartWriter(authority: authority, file: file, sha256: sha256)
    _ = try await connection.copyIn(Self.copyParts) { writer in
      while let chunk = try parts.next() { try await writer.write(chunk) }
    }
    guard parts.isFaithful else {
      throw StoreError(
        .sourceChanged,
        "keep \(file.name): it changed while it was read; run the sync again when it is complete")
    }
  }

  /// Drops the bytes of sources whose last run ended more than so many days ago.
  func dropOld(keepDays: Int, on connection: borrowing PostgresConnection) async throws {
    let days = Int32(clamping: max(0, keepDays))
    try await connection.execute(Self.dropOld(authority: authority, keepDays: days))
  }

  /// What is kept of the source with this SHA-256; nil where it was never kept.
  public func entry(
    sha256: [UInt8], on connection: borrowing PostgresConnection
  ) async throws -> Entry? {
    try await connection.queryOne(Self.selectSource(authority: authority, sha256: sha256)) { row in
      Entry(size: try row.decode(0), isDropped: try row.decode(1))
    }
  }

  /// Gives the parts of a source in order, each when the one before has been taken. Gives none
  /// where nothing is kept: ask ``entry(sha256:on:)`` first.
  public func forEachPart(
    sha256: [UInt8], on connection: borrowing PostgresConnection,
    _ body: ([UInt8]) throws -> Void
  ) async throws {
    var part: Int32 = 0
    while true {
      let select = Self.selectPart(authority: authority, sha256: sha256, part: part)
      let bytes = try await connection.queryOne(select) { row in
        try row.decode(0, as: [UInt8].self)
      }
      guard let bytes else { return }
      try body(bytes)
      part += 1
    }
  }

  /// The source as a file under the name that errors shall show; nil where its bytes were never
  /// kept or are past retention.
  ///
  /// Up to 8 MiB stand in memory, more goes to a nameless file in `directory`, which goes with the
  /// value. Throws `sourceChanged` where what is kept is not what the SHA-256 says, and
  /// `IntakeError` where the file cannot be written.
  public func load(
    sha256: [UInt8], name: String, directory: String, on connection: borrowing PostgresConnection
  ) async throws -> SourceFile? {
    guard let entry = try await entry(sha256: sha256, on: connection), !entry.isDropped else {
      return nil
    }
    var spool = SourceSpool(name: name, directory: directory)
    try await forEachPart(sha256: sha256, on: connection) { part in
      try spool.append(part)
    }
    let file = spool.file
    guard try file.digest().sha256 == sha256 else {
      throw StoreError(
        .sourceChanged,
        """
        read the kept bytes of \(name): they are not those that were kept; somebody edited the \
        database, restore it from a backup
        """)
    }
    return file
  }
}
