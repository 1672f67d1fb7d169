public import Postgres
import Procedures

/// Computes the audit chain again from what the database holds now, and says what differs.
public struct AuditVerifier: Sendable {
  let pool: PostgresPool
  let authority: Authority

  /// A verifier for one authority.
  public init(pool: PostgresPool, authority: Authority) {
    self.pool = pool
    self.authority = authority
  }

  /// Verifies all entries on one snapshot of the database, without holding up a sync.
  ///
  /// `head` is a hash that was kept elsewhere, at any time: it must be that of some entry, and then
  /// everything up to that entry is proved. Without it an end that was cut off, runs and all,
  /// leaves no trace. Costs one pass over all claims that were ever recorded.
  public func verify(head: [UInt8]? = nil) async throws -> AuditReport {
    try await pool.withTransaction(.snapshot) { connection in
      let entries = try await connection.query(
        AuditChain.selectEntries(authority: authority.id)
      ) { row in try AuditChain.entry(row) }
      let facts = try await connection.query(
        AuditChain.selectFacts(authority: authority.id, run: nil)
      ) { row in try AuditChain.facts(row) }
      let digests = try await ChangeDigest.compute(
        authority: authority.id, run: nil, on: connection)
      let strays = try await connection.query(Self.selectStrays(authority: authority.id)) { row in
        Stray(kind: try row.decode(0), count: try row.decode(1))
      }
      var check = ChainCheck(
        genesis: AuditChain(authority: authority).genesis,
        facts: Dictionary(facts.map { ($0.run, $0.texts) }) { first, _ in first },
        digests: Dictionary(digests.map { ($0.run, $0) }) { first, _ in first })
      for entry in entries { check.take(entry) }
      check.finish(head: head)
      for stray in strays where stray.count > 0 { check.note(stray) }
      return check.report
    }
  }

  /// Rows of one table that fit to no run of the chain.
  struct Stray: Sendable {
    let kind: String
    let count: Int64
  }
}

/// Goes along the chain. Pure.
struct ChainCheck {
  private let facts: [Int64: [String?]]
  private let digests: [Int64: ChangeDigest]
  private var expected: [UInt8]
  private var last: Int64 = 0
  private var lastRun: Int64 = 0
  private var hashes: Set<[UInt8]> = []
  private var runs: Set<Int64> = []
  private var entries = 0
  private var findings: [AuditReport.Finding] = []

  init(genesis: [UInt8], facts: [Int64: [String?]], digests: [Int64: ChangeDigest]) {
    expected = genesis
    self.facts = facts
    self.digests = digests
  }

  var report: AuditReport {
    AuditReport(entries: entries, head: Hexadecimal.text(expected), findings: findings)
  }

  mutating func take(_ entry: AuditChain.Entry) {
    if entry.number != last + 1 {
      find(
        entry,
        vi: "Trước mục \(entry.number) của sổ kiểm toán thiếu mục: mục trước đó là \(last).",
        en: """
          Entries are missing before entry \(entry.number) of the audit chain: the one before \
          is \(last).
          """)
    }
    if entry.run <= lastRun {
      find(
        entry,
        vi:
          "Mục \(entry.number) (đợt \(entry.run)) đứng sau mục của đợt \(lastRun): thứ tự đã bị đổi.",
        en: """
          Entry \(entry.number) (run \(entry.run)) stands behind that of run \(lastRun): the \
          order was changed.
          """)
    }
    if entry.previous != expected {
      find(
        entry,
        vi: "Mục \(entry.number) không nối với mục trước nó: có mục đã bị sửa, xóa hoặc đổi chỗ.",
        en: """
          Entry \(entry.number) does not follow from the one before it: an entry was edited, \
          removed or moved.
          """)
    }
    let digest = digests[entry.run] ?? .nothing(run: entry.run)
    if digest.sha256 != entry.changes || digest.count != entry.changeCount {
      find(
        entry,
        vi: """
          Những gì đợt \(entry.run) đã ghi không còn như lúc ghi: khi đó có \(entry.changeCount) \
          thay đổi, nay đọc được \(digest.count); dữ liệu đã bị sửa, xóa hoặc thêm.
          """,
        en: """
          What run \(entry.run) wrote is not as it was written: \(entry.changeCount) changes were \
          recorded, \(digest.count) are there; claims, held rows or settings were edited, removed \
          or added.
          """)
    }
    if let facts = facts[entry.run] {
      let hash = AuditChain.hash(
        number: entry.number, previous: entry.previous, facts: facts,
        changeCount: entry.changeCount, changes: entry.changes)
      if hash != entry.hash {
        find(
          entry,
          vi: "Đợt \(entry.run) hoặc mục \(entry.number) của nó đã bị sửa sau khi ghi.",
          en: "Run \(entry.run) or its entry \(entry.number) was edited after it was recorded.")
      }
    }
    last = entry.number
    lastRun = max(lastRun, entry.run)
    expected = entry.hash
    hashes.insert(entry.hash)
    runs.insert(entry.run)
    entries += 1
  }

  mutating func finish(head: [UInt8]?) {
    for run in facts.keys.sorted() where !runs.contains(run) {
      findings.append(
        AuditReport.Finding(
          entry: nil, run: run,
          vi: "Đợt \(run) không có mục nào trong sổ kiểm toán: mục đã bị xóa hoặc đợt bị thêm vào.",
          en: "Run \(run) has no entry in the audit chain: the entry was removed, or the run added."
        ))
    }
    if let head, !hashes.contains(head) {
      let text = Hexadecimal.text(head)
      findings.append(
        AuditReport.Finding(
          entry: nil, run: nil,
          vi: "Không mục nào có mã băm \(text): phần cuối của sổ đã bị cắt hoặc viết lại.",
          en: "No entry has the hash \(text): the end of the chain was cut off or written anew."))
    }
  }

  mutating func note(_ stray: AuditVerifier.Stray) {
    findings.append(
      AuditReport.Finding(
        entry: nil, run: nil,
        vi: "\(stray.count) dòng của bảng \(stray.kind) không khớp với đợt nào đã áp dụng.",
        en: "\(stray.count) rows of table \(stray.kind) fit to no applied run."))
  }

  private mutating func find(_ entry: AuditChain.Entry, vi: String, en: String) {
    findings.append(AuditReport.Finding(entry: entry.number, run: entry.run, vi: vi, en: en))
  }
}
