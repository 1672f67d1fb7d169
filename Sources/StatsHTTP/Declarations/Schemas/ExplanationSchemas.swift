internal import Indicators
internal import Procedures

/// What the rows behind figures look like in JSON.
enum ExplanationSchemas {
  /// The components, by name.
  static var components: [(String, JSONSchema)] {
    [
      ("Exclusion", exclusion), ("ExplainedRow", row), ("Explanation", explanation),
      ("SourcePlace", place),
    ]
  }

  private static var explanation: JSONSchema {
    .object([
      ("cursor", .nullable(.string).described("Of the next page; null on the last.")),
      ("definition", .ref("Indicator")), ("exclusions", .array(of: .ref("Exclusion"))),
      ("figure", .ref("Figure")), ("legal_source", .string),
      ("rows", .array(of: .ref("ExplainedRow"))),
      ("total", .integer(minimum: 0).described("Rows on all pages.")),
    ])
  }

  private static var exclusion: JSONSchema {
    .object([
      ("agency_code", .nullable(.string)), ("entered_by", .string),
      ("from", .string(format: "date")), ("indicator", .string), ("legal_basis", .string),
      ("procedure_code", .string), ("reason", .string), ("run", .nullable(.integer(minimum: 1))),
      ("to", .nullable(.string(format: "date"))),
    ])
  }

  private static var row: JSONSchema {
    .object([
      ("agency", .string), ("agency_code", .nullable(.string)),
      (
        "decided_at",
        .nullable(.string).described("Where procedures are counted, whose offering decided.")
      ),
      ("dossier", .nullable(dossier)), ("held", .nullable(held)),
      ("kind", .string(enum: RowKind.allCases.map(\.rawValue))), ("levels", .nullable(levels)),
      ("procedure", .string), ("procedure_code", .nullable(.string)),
      ("values", .array(of: value)),
    ])
  }

  private static var dossier: JSONSchema {
    .object([
      ("code", .string), ("due_on", .nullable(.string(format: "date"))),
      ("ended_on", .nullable(.string(format: "date"))), ("place", .ref("SourcePlace")),
      ("received_on", .nullable(.string(format: "date"))),
      ("status", .integer(minimum: 1, maximum: 10)), ("time_class", .nullable(.string)),
    ])
  }

  private static var held: JSONSchema {
    .object([
      ("place", .ref("SourcePlace")),
      (
        "raw",
        .nullable(.string).described(
          "Always null here: cells may hold what a person typed; motcua explain shows them.")
      ),
      ("rule", .string),
    ])
  }

  private static var levels: JSONSchema {
    let level = JSONSchema.string(enum: LevelKey.allCases.map(\.rawValue))
    return .object([
      ("at_highest", .integer(minimum: 0)), ("highest", level), ("lowest", level),
      ("offerings", .integer(minimum: 0)),
    ])
  }

  private static var value: JSONSchema {
    .object([
      ("attribute", .string),
      (
        "origins",
        .array(
          of: .object([
            ("declaration", .boolean), ("place", .ref("SourcePlace")), ("said", .string),
            ("service_code", .nullable(.string)),
          ]))
      ),
      ("value", .string),
    ])
  }

  private static var place: JSONSchema {
    .object([
      ("cell", .nullable(.string)), ("column", .nullable(.string)),
      ("file", .string.described("The name of the file, without directories.")),
      ("row", .nullable(.integer(minimum: 1))), ("run", .integer(minimum: 0)),
      ("sheet", .nullable(.string)), ("source", .string),
    ])
  }
}
