internal import Indicators

/// What figures and definitions look like in JSON.
enum FigureSchemas {
  /// The components, by name.
  static var components: [(String, JSONSchema)] {
    [
      ("Change", change), ("ComparedFigure", .object(figure)),
      ("Figure", .object(figure, optional: comparison + [("groups", groups)])),
      ("Group", .object(figure + group, optional: comparison)), ("Indicator", indicator),
      ("Scope", scope),
    ]
  }

  private static var figure: [(String, JSONSchema)] {
    [
      ("count", .string(enum: CountUnit.allCases.map(\.rawValue)).described("What was counted.")),
      ("data_version", .integer(minimum: 0).described("Moves with every change of a figure.")),
      ("denominator", .integer(minimum: 0)),
      ("display", .string.described("The figure for people, with its bounds.")),
      ("excluded", .integer(minimum: 0).described("Rows that the register of exclusions names.")),
      ("flags", .array(of: .string)),
      ("held", .integer(minimum: 0).described("Quarantined rows that could belong.")),
      ("high", .nullable(.fraction).described("The largest value that unknown rows allow.")),
      ("indicator", .string),
      ("known_on", .string(format: "date-time").described("Until when knowledge counts.")),
      ("low", .nullable(.fraction).described("The smallest value that unknown rows allow.")),
      ("numerator", .integer(minimum: 0)), ("period", .nullable(.string)),
      ("ratio", .nullable(.fraction).described("Unrounded; null where the denominator is 0.")),
      ("scope", .ref("Scope")),
      ("status", .string(enum: ["value", "zero", "no_data", "not_applicable"])),
      ("unknown", .integer(minimum: 0).described("Rows that could belong but for an attribute.")),
      ("valid_on", .string(format: "date").described("The date whose state was counted.")),
      ("version", .integer(minimum: 1).described("Version of the indicator's definition.")),
    ]
  }

  private static var group: [(String, JSONSchema)] {
    [("key", .string), ("label", .string)]
  }

  private static var groups: JSONSchema {
    .array(of: .ref("Group")).described("There where a split is asked for; groups may overlap.")
  }

  private static var comparison: [(String, JSONSchema)] {
    [("change", .nullable(.ref("Change"))), ("compare", .nullable(.ref("ComparedFigure")))]
  }

  private static var change: JSONSchema {
    .object([("denominator", .integer()), ("numerator", .integer()), ("ratio", .nullable(.number))])
  }

  private static var scope: JSONSchema {
    .object([
      ("agency", .nullable(.string)), ("authority", .string), ("filters", .map(to: .string)),
    ])
  }

  private static var indicator: JSONSchema {
    .object([
      ("clause", .nullable(.string)), ("count", .string), ("denominator", .string),
      ("denominator_vi", .string), ("dimensions", .array(of: .string)), ("fact", .string),
      ("feeds", .array(of: .string)), ("id", .string),
      ("labels", .object([("en", .string), ("vi", .string)])), ("numerator", .string),
      ("numerator_vi", .string), ("unit", .string), ("version", .integer(minimum: 1)),
    ])
  }
}
