internal import Indicators

/// What goals and tasks look like in JSON.
enum GoalSchemas {
  /// The components, by name.
  static var components: [(String, JSONSchema)] {
    [("Deadline", deadline), ("Goal", goal), ("Task", task)]
  }

  private static var deadline: JSONSchema {
    .object([
      ("kind", .string(enum: Deadline.Kind.allCases.map(\.rawValue))),
      ("late_after", .nullable(.string(format: "date")).described("The last day in time.")),
      ("text", .string.described("As the plan writes it.")),
    ])
  }

  private static var goal: JSONSchema {
    .object([
      ("baseline", figure.described("The figure of the earlier period of an increase.")),
      ("beside", .array(of: .ref("Figure"))), ("clause", .string),
      ("comparator", .string(enum: ["=", "≥", ">", "increase", "milestone"])),
      ("deadline", .nullable(.ref("Deadline"))),
      ("feeds", .array(of: .string).described("The commands that bring its facts.")),
      ("figure", figure), ("gap", .nullable(.string)), ("goal", .string), ("indicator", .string),
      ("meaning", .string), ("note", .nullable(.string)), ("on", .string(format: "date")),
      ("pace", .nullable(pace)), ("plan", .string), ("reason", .nullable(.string)),
      (
        "short_by",
        .nullable(.integer(minimum: 0)).described("Missing rows; null where none would do.")
      ),
      ("shortest_list", .array(of: candidate).described("The fewest rows that would reach it.")),
      ("state", .string(enum: GoalState.allCases.map(\.rawValue))),
      ("target", .nullable(.number).described("In percent.")), ("tasks", .array(of: .ref("Task"))),
      ("text", .nullable(.string)), ("trend", .nullable(trend)),
    ])
  }

  private static var figure: JSONSchema { .nullable(.ref("Figure")) }

  private static var pace: JSONSchema {
    .object([("by", .string(format: "date")), ("rows_per_month", .number)])
  }

  private static var trend: JSONSchema {
    .object([
      ("denominator", .integer(minimum: 0)), ("direction", .string(enum: ["up", "down", "same"])),
      ("numerator", .integer(minimum: 0)), ("ratio", .nullable(.fraction)),
      ("since", .string(format: "date")),
    ])
  }

  private static var candidate: JSONSchema {
    .object([
      ("agency_code", .nullable(.string)), ("changes", .integer(minimum: 1)),
      ("name", .nullable(.string)), ("procedure_code", .string),
    ])
  }

  private static var task: JSONSchema {
    .object([
      ("deadline", .ref("Deadline")), ("deliverables", .array(of: deliverable)),
      ("done_on", .nullable(.string(format: "date"))), ("evidence", .nullable(.string)),
      ("late_after", .nullable(.string(format: "date"))), ("leads", .array(of: .string)),
      ("partners", .array(of: .string)), ("product", .nullable(.string)),
      ("progress", .nullable(percent)), ("ref", .string), ("section", .nullable(.string)),
      ("standing", .string(enum: TaskStanding.Standing.allCases.map(\.rawValue))),
      ("state", .string(enum: TaskReport.State.allCases.map(\.rawValue))), ("system", .boolean),
      ("title", .string),
    ])
  }

  private static var deliverable: JSONSchema {
    .object([
      ("id", .string), ("progress", .nullable(percent)), ("reached_at", .integer(minimum: 0)),
      ("text", .string),
    ])
  }

  private static var percent: JSONSchema { .integer(minimum: 0, maximum: 100) }
}
