import Postgres
import Procedures

/// Writes the plan of a sync as JSON of the form `motcua-plan/1`, chunk by chunk: the head with
/// everything that decides whether the plan still holds, then all changes in order.
struct SyncPlanWriter {
  static let format = "motcua-plan/1"

  let sink: @Sendable ([UInt8]) throws -> Void

  /// What the file says before its changes.
  struct Head: Sendable {
    let request: SyncRequest
    let kind: String
    let sha256: [UInt8]
    let size: Int64
    let lastRun: Int64?
    let outcome: SyncOutcome
    let changes: ChangeDigestForPeople

    init(
      _ ledger: RunLedger, last: RunLedger.Last?, outcome: SyncOutcome,
      changes: ChangeDigestForPeople
    ) {
      request = ledger.request
      kind = ledger.kind
      sha256 = ledger.sha256
      size = ledger.size
      lastRun = last?.run
      self.outcome = outcome
      self.changes = changes
    }
  }

  /// The complete changes, wherever they lie.
  enum Changes {
    case table(CatalogChanges)
    case list([PlannedChange])
  }

  /// What gathers while the changes stream by.
  private struct Stream: Sendable {
    var text: JSONText
    let sink: @Sendable ([UInt8]) throws -> Void

    mutating func take(_ change: PlannedChange) throws {
      SyncPlanWriter.append(change, to: &text)
      if text.bytes.count >= 1 << 17 { try sink(text.take()) }
    }
  }

  /// Writes the whole file. Throws what the sink throws; the changes are read from the database
  /// one after the other, so that memory does not grow with their number.
  func write(
    _ head: Head, _ changes: Changes, on connection: borrowing PostgresConnection
  ) async throws {
    var text = JSONText()
    text.open("{")
    append(head, to: &text)
    text.key("changes")
    text.open("[")
    var stream = Stream(text: text, sink: sink)
    switch changes {
    case .table(let table):
      stream = try await table.reduce(into: stream, on: connection) { stream, change in
        try stream.take(change)
      }
    case .list(let list):
      for change in list { try stream.take(change) }
    }
    stream.text.close("]")
    stream.text.close("}")
    try sink(stream.text.take() + [0x0A])
  }

  private func append(_ head: Head, to text: inout JSONText) {
    let request = head.request
    text.key("format")
    text.text(Self.format)
    text.key("kind")
    text.text(head.kind)
    text.key("source")
    text.text(request.source)
    text.key("scope")
    text.text(request.scopeText)
    text.key("effective")
    text.text(request.effective.description)
    text.key("effective_given")
    text.bool(request.effectiveWasGiven)
    text.key("flags")
    text.text(request.flagsText)
    text.key("allow_withdrawals")
    text.number(request.allowWithdrawals.map(Int64.init))
    text.key("allow_changes")
    text.number(request.allowChanges.map(Int64.init))
    text.key("sha256")
    text.text(Hexadecimal.text(head.sha256))
    text.key("size")
    text.number(head.size)
    text.key("base")
    text.open("{")
    text.key("data_version")
    text.number(head.outcome.summary.dataVersion)
    text.key("last_run")
    text.number(head.lastRun)
    text.close("}")
    text.key("program")
    text.text(request.program)
    text.key("digest")
    text.text(head.changes.digest)
    appendCounts(head, to: &text)
    text.key("guard")
    text.open("[")
    for refusal in head.outcome.refusals {
      text.open("{")
      text.key("rule")
      text.text(refusal.rule)
      text.key("vi")
      text.text(refusal.vi)
      text.key("en")
      text.text(refusal.en)
      text.close("}")
    }
    text.close("]")
  }

  private func appendCounts(_ head: Head, to text: inout JSONText) {
    let rows = head.outcome.summary.rows
    let records = head.outcome.summary.records
    func counts(_ name: StaticString, _ entries: [(StaticString, Int)]) {
      text.key(name)
      text.open("{")
      for (key, count) in entries {
        text.key(key)
        text.number(Int64(count))
      }
      text.close("}")
    }
    counts(
      "rows",
      [
        ("read", rows.read), ("non_data", rows.nonData), ("duplicate", rows.duplicate),
        ("held", rows.held), ("applied", rows.applied),
      ])
    counts(
      "records",
      [
        ("added", records.added), ("changed", records.changed), ("withdrawn", records.withdrawn),
        ("returned", records.returned), ("unchanged", records.unchanged),
        ("missing", head.outcome.missing),
      ])
  }

  private static func append(_ change: PlannedChange, to text: inout JSONText) {
    text.open("{")
    text.key("kind")
    text.text(change.kind.rawValue)
    text.key("subject")
    text.text(change.subject.rawValue)
    text.key("code")
    text.text(change.code)
    text.key("name")
    text.text(change.name)
    text.key("agency_code")
    text.text(change.agencyCode)
    text.key("agency")
    text.text(change.agencyName)
    text.key("service_code")
    text.text(change.service)
    text.key("attribute")
    text.text(change.attribute)
    text.key("old")
    text.text(change.oldValue)
    text.key("new")
    text.text(change.newValue)
    text.key("row")
    text.number(change.row.map(Int64.init))
    text.close("}")
  }
}
