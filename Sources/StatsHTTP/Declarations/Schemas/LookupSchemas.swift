internal import Indicators
internal import Procedures

/// What look-ups look like in JSON.
enum LookupSchemas {
  /// The components, by name.
  static var components: [(String, JSONSchema)] {
    [
      ("Agency", agency), ("AgencyPage", page("agencies", of: "Agency")),
      ("Freshness", freshness), ("HeldRow", held), ("HistoryEntry", history),
      ("Offering", offering), ("Procedure", procedure), ("ProcedureCard", card),
      ("ProcedurePage", page("procedures", of: "Procedure")), ("Run", .object(run)),
      ("RunDetail", detail), ("RunPage", page("runs", of: "Run")),
    ]
  }

  private static func page(_ plural: String, of name: String) -> JSONSchema {
    .object([
      ("cursor", .nullable(.string).described("Of the next page; null on the last.")),
      ("data_version", .integer(minimum: 0)), (plural, .array(of: .ref(name))),
      ("total", .integer(minimum: 0).described("Records on all pages.")),
    ])
  }

  private static var level: JSONSchema { .string(enum: LevelKey.allCases.map(\.rawValue)) }

  private static var procedure: JSONSchema {
    .object([
      ("agencies", .integer(minimum: 0).described("Agencies in scope that offer it.")),
      ("code", .string), ("field", .nullable(.string)),
      ("level", level.described("The highest known level of its offerings in scope.")),
      ("name", .string),
    ])
  }

  private static var card: JSONSchema {
    .object([
      ("code", .string), ("field", .nullable(.string)), ("level", level), ("name", .string),
      ("offerings", .array(of: .ref("Offering"))),
      (
        "replaces",
        .nullable(.string).described("The code that was asked for, where this one has its place.")
      ),
    ])
  }

  private static var offering: JSONSchema {
    let answer = JSONSchema.string(enum: ["yes", "no", "unknown"])
    return .object([
      ("agency", .nullable(.string)), ("agency_code", .nullable(.string)),
      (
        "answers",
        .object(
          [
            "eligible", "eligible_full", "fee", "mobile", "payment_eligible", "payment_enabled",
          ].map { ($0, answer) })
      ),
      ("level", level), ("scale", .nullable(.string)),
    ])
  }

  private static var history: JSONSchema {
    .object([
      ("agency", .nullable(.string)), ("file", .string),
      ("known_from", .string(format: "date-time")),
      ("known_to", .nullable(.string(format: "date-time"))),
      ("row", .nullable(.integer(minimum: 1))), ("run", .integer(minimum: 0)),
      ("service", .string), ("sheet", .nullable(.string)), ("source", .string),
      ("started_by", .string), ("superseded_by_run", .nullable(.integer(minimum: 0))),
      ("valid_from", .string(format: "date")), ("valid_to", .nullable(.string(format: "date"))),
      (
        "values",
        .array(
          of: .object([
            ("attribute", .string), ("cell", .nullable(.string)), ("value", .string),
          ]))
      ),
    ])
  }

  private static var agency: JSONSchema {
    .object([
      ("code", .string), ("name", .string), ("parent_code", .nullable(.string)),
      ("tier", .nullable(.string(enum: Tier.allCases.map(\.rawValue)))),
    ])
  }

  private static var run: [(String, JSONSchema)] {
    let count = JSONSchema.integer(minimum: 0)
    return [
      ("audit_hash", .nullable(.string)),
      ("dropped", .array(of: .string).described("Columns that an import did not read.")),
      ("effective", .nullable(.string(format: "date"))),
      ("finished_at", .nullable(.string(format: "date-time"))), ("kind", .string),
      ("location", .string.described("The name of the file, without directories.")),
      ("message", .nullable(.string)), ("mode", .string), ("profile", .nullable(.string)),
      ("program", .nullable(.string)),
      (
        "records",
        .object(
          ["added", "changed", "returned", "unchanged", "withdrawn"].map { ($0, count) })
      ),
      ("reverted_by", .nullable(.integer(minimum: 1))),
      ("reverts", .nullable(.integer(minimum: 1))),
      (
        "rows",
        .object(["applied", "duplicate", "held", "non_data", "read"].map { ($0, count) })
      ),
      ("rows_written", count), ("run", .nullable(.integer(minimum: 1))), ("scope", .string),
      ("sha256", .string), ("sheet", .nullable(.string)), ("size", .nullable(count)),
      ("source", .string), ("started_at", .string(format: "date-time")), ("started_by", .string),
      ("state", .string(enum: RunState.allCases.map(\.rawValue))),
    ]
  }

  private static var detail: JSONSchema {
    .object(
      run + [
        ("cursor", .nullable(.string).described("Of the next page; null on the last.")),
        ("held", .array(of: .ref("HeldRow")).described("A page of the rows that it held.")),
      ])
  }

  private static var held: JSONSchema {
    .object([
      ("advice_en", .nullable(.string)), ("advice_vi", .nullable(.string)),
      ("cell", .nullable(.string)), ("column", .string),
      (
        "raw",
        .nullable(.string).described(
          "Always null here: cells may hold what a person typed; motcua runs show shows them.")
      ),
      ("row", .integer(minimum: 0)), ("rule", .string), ("sheet", .nullable(.string)),
    ])
  }

  private static var freshness: JSONSchema {
    .object([
      ("demonstration", .boolean), ("kind", .string),
      ("last_applied_at", .nullable(.string(format: "date-time"))),
      ("last_applied_run", .nullable(.integer(minimum: 1))),
      ("last_finished_at", .nullable(.string(format: "date-time"))),
      (
        "last_good_at",
        .nullable(.string(format: "date-time")).described(
          "When it was last known to say what is on record; its age counts from here.")
      ),
      ("last_run", .nullable(.integer(minimum: 1))),
      ("last_state", .nullable(.string(enum: RunState.allCases.map(\.rawValue)))),
      ("maximum_age_hours", .nullable(.integer(minimum: 0))), ("name", .string),
      ("stale", .boolean.described("Whether it is older than its maximum age.")),
    ])
  }
}
