import Crypto
import Intake
import Postgres

/// Cuts a source into parts, as rows of COPY.
///
/// Used by one task only: `copyIn` runs its closure inside the call that waits for it.
final class PartWriter {
  private let authority: Int64
  private let file: SourceFile
  private let sha256: [UInt8]
  private var position: Int64 = 0
  private var part: Int32 = 0
  private var hash = SHA256()
  private var isFinished = false

  init(authority: Int64, file: SourceFile, sha256: [UInt8]) {
    self.authority = authority
    self.file = file
    self.sha256 = sha256
  }

  /// Whether the bytes that went out are those of the digest.
  var isFaithful: Bool { Array(hash.finalize()) == sha256 }

  /// The next part; nil after the last one.
  func next() throws -> [UInt8]? {
    guard !isFinished else { return nil }
    // The buffer's first call carries the header of the form.
    var rows = part == 0 ? BinaryRows() : BinaryRows.continued
    let bytes = try file.bytes(at: position, count: KeptBytes.partSize)
    if bytes.isEmpty {
      isFinished = true
      rows.finish()
      return rows.take()
    }
    hash.update(data: bytes)
    rows.row(columns: 4)
    rows.int64(authority)
    rows.data(sha256)
    rows.int32(part)
    rows.data(bytes)
    position += Int64(bytes.count)
    part += 1
    return rows.take()
  }
}

extension KeptBytes {
  /// One row where the parts have to be written: the source is new, or its parts were dropped.
  static func insertSource(authority: Int64, sha256: [UInt8], size: Int64) -> Statement {
    let statement: Statement = """
      INSERT INTO kept_source (authority_id, sha256, size_bytes, kept_at)
      VALUES (\(authority), \(sha256), \(size), clock_timestamp())
      ON CONFLICT (authority_id, sha256) DO UPDATE
      SET kept_at = excluded.kept_at, dropped_at = NULL
      WHERE kept_source.dropped_at IS NOT NULL
      """
    return statement.labelled("store.kept.insertSource")
  }

  static var copyParts: Statement {
    let statement: Statement = """
      COPY kept_part (authority_id, sha256, part, bytes)
      FROM STDIN (FORMAT binary)
      """
    return statement.labelled("store.kept.copyParts")
  }

  static func selectSource(authority: Int64, sha256: [UInt8]) -> Statement {
    let statement: Statement = """
      SELECT size_bytes, dropped_at IS NOT NULL
      FROM kept_source
      WHERE authority_id = \(authority) AND sha256 = \(sha256)
      """
    return statement.labelled("store.kept.selectSource")
  }

  static func selectPart(authority: Int64, sha256: [UInt8], part: Int32) -> Statement {
    let statement: Statement = """
      SELECT bytes
      FROM kept_part
      WHERE authority_id = \(authority) AND sha256 = \(sha256) AND part = \(part)
      """
    return statement.labelled("store.kept.selectPart")
  }

  static func dropOld(authority: Int64, keepDays: Int32) -> Statement {
    let statement: Statement = """
      WITH dropped AS (
        UPDATE kept_source
        SET dropped_at = clock_timestamp()
        WHERE authority_id = \(authority)
          AND dropped_at IS NULL
          AND sha256 NOT IN (
            SELECT said.sha256
            FROM run
            CROSS JOIN LATERAL (
              VALUES (run.sha256), (run.profile_sha256), (run.kept_sha256)) AS said (sha256)
            WHERE run.authority_id = \(authority)
              AND said.sha256 IS NOT NULL
              AND run.finished_at > clock_timestamp() - make_interval(days => \(keepDays)))
        RETURNING authority_id, sha256
      )
      DELETE FROM kept_part
      USING dropped
      WHERE kept_part.authority_id = dropped.authority_id AND kept_part.sha256 = dropped.sha256
      """
    return statement.labelled("store.kept.dropOld")
  }
}
