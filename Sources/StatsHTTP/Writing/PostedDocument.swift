internal import Reports

/// Posts as they go over the wire.
enum PostedDocument {
  static let components: [(String, JSONSchema)] = [
    ("PostedRun", post), ("RunSummary", summary),
  ]

  private static let count = JSONSchema.integer(minimum: 0)

  private static let summary = JSONSchema.object(
    [
      ("audit_head", .nullable(.string)), ("data_version", count),
      ("dropped", .array(of: .string).described("Columns that an import did not read.")),
      (
        "exit_code",
        count.described("What the command line would have ended with: 0, or 6 with held rows.")
      ),
      ("held_rows", .nullable(.string).described("Where the held rows stand.")),
      ("missing", count), ("mode", .string(enum: ["delta", "snapshot"])),
      (
        "records",
        .object([
          ("added", count), ("changed", count), ("returned", count), ("unchanged", count),
          ("withdrawn", count),
        ])
      ),
      (
        "rows",
        .object([
          ("applied", count), ("duplicate", count), ("held", count), ("non_data", count),
          ("read", count),
        ])
      ),
      ("rows_written", count), ("run", .nullable(count)), ("source", .string),
      ("state", .string(enum: ["applied", "planned", "skipped"])),
      ("warnings", .array(of: .object([("en", .string), ("vi", .string)]))),
    ],
    optional: [
      (
        "changes",
        .object([
          ("counts", .map(to: count)), ("digest", .string), ("first", .array(of: change)),
        ]).described("Of a plan: how many changes of each kind, and the first of them.")
      )
    ])

  private static let change = JSONSchema.object([
    ("agency", .nullable(.string)), ("attribute", .nullable(.string)), ("code", .string),
    ("kind", .string), ("name", .string), ("new", .nullable(.string)),
    ("old", .nullable(.string)), ("row", .nullable(count)), ("service", .string),
    ("subject", .string),
  ])

  private static let post = JSONSchema.object([
    ("id", .string), ("kind", .string(enum: PostedKind.allCases.map(\.rawValue))),
    (
      "problem",
      .nullable(.object([("code", .string), ("en", .string), ("vi", .string)])).described(
        "Why it came to no outcome.")
    ),
    ("state", .string(enum: ["queued", "running", "done", "failed"])),
    ("summary", .nullable(.ref("RunSummary"))),
  ])

  /// What ``refusals(_:)`` writes.
  static let refusal = JSONSchema.array(
    of: .object([
      ("count", count), ("en", .string), ("limit", count),
      ("of", count.described("Of how many.")),
      (
        "parameter",
        .nullable(.string).described("Opens the limit once, such as allow_withdrawals=12.")
      ),
      ("rule", .string), ("subject", .nullable(.string)), ("vi", .string),
    ])
  ).described("Of guard_refused: each limit that was passed, with its number.")

  /// The summary of a run that has ended.
  static func summary(_ outcome: PostedOutcome) -> [UInt8] { written(node(outcome)) }

  /// A post and how far it is.
  static func post(_ state: PostedState) -> [UInt8] {
    var (word, problem, summary) = ("queued", JSONNode.null, JSONNode.null)
    switch state.phase {
    case .queued: break
    case .running: word = "running"
    case .done(let outcome):
      if outcome.refusals.isEmpty {
        (word, summary) = ("done", node(outcome))
      } else {
        (word, problem) = ("failed", node(Problem(refused: outcome)))
      }
    case .failed(let failure): (word, problem) = ("failed", node(Problem(failure)))
    }
    return written(
      .object([
        ("id", .text(state.id)), ("kind", .text(state.kind.rawValue)), ("problem", problem),
        ("state", .text(word)), ("summary", summary),
      ]))
  }

  /// The refusals of a guard, as the extension of a problem.
  static func refusals(_ refusals: [PostedOutcome.Refusal]) -> [UInt8] {
    // Without the newline at its end, as it stands inside another document.
    written(
      .array(
        refusals.map { refusal in
          .object([
            ("count", .integer(refusal.count)), ("en", .text(refusal.sentence.en)),
            ("limit", .integer(refusal.limit)), ("of", .integer(refusal.whole)),
            ("parameter", text(refusal.parameter)), ("rule", .text(refusal.rule)),
            ("subject", text(refusal.subject)), ("vi", .text(refusal.sentence.vi)),
          ])
        })
    ).dropLast()
  }

  private static func node(_ problem: Problem) -> JSONNode {
    .object([
      ("code", .text(problem.code.rawValue)), ("en", .text(problem.detail.en)),
      ("vi", .text(problem.detail.vi)),
    ])
  }

  private static func node(_ outcome: PostedOutcome) -> JSONNode {
    let (rows, records) = (outcome.rows, outcome.records)
    let held = rows.held > 0 ? outcome.run.map { "/v1/runs/\($0)" } : nil
    var members: [(String, JSONNode)] = [
      ("audit_head", text(outcome.auditHead)), ("data_version", number(outcome.dataVersion)),
      ("dropped", .array(outcome.dropped.map { .text($0) })),
      ("exit_code", .integer(outcome.exitCode)), ("held_rows", text(held)),
      ("missing", .integer(outcome.missing)), ("mode", .text(outcome.mode)),
      (
        "records",
        .object([
          ("added", .integer(records.added)), ("changed", .integer(records.changed)),
          ("returned", .integer(records.returned)), ("unchanged", .integer(records.unchanged)),
          ("withdrawn", .integer(records.withdrawn)),
        ])
      ),
      (
        "rows",
        .object([
          ("applied", .integer(rows.applied)), ("duplicate", .integer(rows.duplicate)),
          ("held", .integer(rows.held)), ("non_data", .integer(rows.nonData)),
          ("read", .integer(rows.read)),
        ])
      ),
      ("rows_written", .integer(outcome.rowsWritten)),
      ("run", outcome.run.map(number) ?? .null), ("source", .text(outcome.source)),
      ("state", .text(outcome.state)),
      (
        "warnings",
        .array(outcome.warnings.map { .object([("en", .text($0.en)), ("vi", .text($0.vi))]) })
      ),
    ]
    if let changes = outcome.changes { members.insert(("changes", node(changes)), at: 1) }
    return .object(members)
  }

  private static func node(_ changes: PostedOutcome.Changes) -> JSONNode {
    .object([
      (
        "counts",
        .object(changes.counts.sorted { $0.key < $1.key }.map { ($0.key, .integer($0.value)) })
      ),
      ("digest", .text(changes.digest)),
      (
        "first",
        .array(
          changes.first.map { change in
            .object([
              ("agency", text(change.agency)), ("attribute", text(change.attribute)),
              ("code", .text(change.code)), ("kind", .text(change.kind)),
              ("name", .text(change.name)), ("new", text(change.new)), ("old", text(change.old)),
              ("row", change.row.map { .integer($0) } ?? .null), ("service", .text(change.service)),
              ("subject", .text(change.subject)),
            ])
          })
      ),
    ])
  }

  private static func text(_ text: String?) -> JSONNode { text.map { .text($0) } ?? .null }

  private static func number(_ number: Int64) -> JSONNode { .integer(Int(number)) }

  private static func written(_ node: JSONNode) -> [UInt8] {
    var writer = JSONWriter()
    node.write(to: &writer)
    return writer.finished()
  }
}
