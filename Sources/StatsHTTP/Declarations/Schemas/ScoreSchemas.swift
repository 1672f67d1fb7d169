internal import Indicators

/// What scores look like in JSON.
enum ScoreSchemas {
  /// The components, by name.
  static var components: [(String, JSONSchema)] {
    [
      ("RankedScore", .object(score + place)), ("Reconciliation", reconciliation),
      ("Score", .object(score)), ("ScoreGroup", group), ("ScoreItem", item),
    ]
  }

  private static var score: [(String, JSONSchema)] {
    [
      ("class", .nullable(.string)), ("class_label", .nullable(.string)),
      ("flags", .array(of: .string)), ("groups", .array(of: .ref("ScoreGroup"))),
      ("incomplete", .boolean.described("Whether items are without facts.")), ("index", .string),
      ("max", .number), ("period", .string), ("scope", .string),
      ("total", .nullable(.number).described("Null where a group has no facts.")),
    ]
  }

  private static var place: [(String, JSONSchema)] {
    [("label", .string), ("rank", .nullable(.integer(minimum: 1)))]
  }

  private static var group: JSONSchema {
    .object([
      ("id", .string), ("items", .array(of: .ref("ScoreItem"))), ("label", .string),
      ("max", .number), ("missing", .array(of: .string)), ("points", .nullable(.number)),
    ])
  }

  private static var item: JSONSchema {
    .object([
      ("code", .nullable(.string)), ("denominator", count), ("full_from", .number), ("held", count),
      ("id", .string), ("indicator", .nullable(.string)), ("label", .string), ("max", .number),
      ("numerator", count), ("points", .nullable(.number)), ("source", .nullable(.string)),
      ("unknown", count),
    ])
  }

  private static var count: JSONSchema { .nullable(.integer(minimum: 0)) }

  private static var reconciliation: JSONSchema {
    .object([
      ("index", .string), ("items", .array(of: line)), ("period", .string), ("scope", .string),
      (
        "sums",
        .array(
          of: .object([
            ("group", .nullable(.string)), ("ours", .nullable(.number)),
            ("published", .nullable(.string)), ("recomputed", .nullable(.number)),
          ]))
      ),
    ])
  }

  private static var line: JSONSchema {
    .object([
      (
        "causes",
        .array(of: .string(enum: ScoreReconciliation.Cause.allCases.map(\.rawValue)))
      ),
      ("id", .string), ("ours", .nullable(fact)), ("points_difference", .nullable(.number)),
      ("published", .nullable(fact)),
    ])
  }

  private static var fact: JSONSchema {
    .object([
      ("denominator", .integer(minimum: 0)), ("indicator", .string),
      ("numerator", .integer(minimum: 0)), ("points", .nullable(.number)),
    ])
  }
}
