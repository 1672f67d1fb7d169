internal import Indicators
internal import Procedures

extension Parameter where Value == CalendarDay {
  /// The date whose state is asked for.
  static var on: Parameter {
    day("on", "The date whose state is asked for; without it today in Asia/Ho_Chi_Minh.")
  }

  /// The date that stands beside.
  static var compare: Parameter { day("compare", "Puts the figure of this date beside.") }

  /// The day whose denominators are counted.
  static var basket: Parameter {
    day("basket", "Counts the rows that belonged on this date by the attributes of the other.")
  }

  /// A date.
  static func day(_ name: String, _ summary: String) -> Parameter {
    Parameter(
      name, schema: .string(format: "date"), summary: summary,
      orders: Wording(
        vi: "hãy viết yyyy-MM-dd, ví dụ 2026-01-31", en: "write yyyy-MM-dd, such as 2026-01-31"),
      read: CalendarDay.init(iso:))
  }
}

extension Parameter where Value == Instant {
  /// The instant of knowledge.
  static var known: Parameter {
    Parameter(
      "known", schema: .string(format: "date-time"),
      summary: "Answers by what was on record at this instant; without it by the newest state.",
      orders: Wording(
        vi: "hãy viết theo ISO 8601 có múi giờ: 2026-01-31T17:00:00Z",
        en: "write ISO 8601 with an offset: 2026-01-31T17:00:00Z")
    ) { text in
      // A plus that was not percent-encoded arrives as a blank; behind the T no blank has another
      // meaning.
      Instant(iso: String(text.prefix(11)) + text.dropFirst(11).replacing(" ", with: "+"))
    }
  }
}

extension Parameter where Value == String {
  /// The period; how it is read depends on the calendar.
  static var period: Parameter {
    Parameter(
      "period", schema: .string(pattern: Self.periodPattern),
      summary: "2023, 2023-H1, 2023-9M, 2023-Q1 or 2023-06. Indicators over the catalog are "
        + "counted on its last day, today while it runs; those over dossiers and payments over all "
        + "its days up to today; each item of a score as its indicator.",
      orders: Wording(
        vi: "kỳ viết là 2023, 2023-H1, 2023-9M, 2023-Q1 hoặc 2023-06",
        en: "periods are written 2023, 2023-H1, 2023-9M, 2023-Q1 or 2023-06")
    ) { $0 }
  }

  private static var periodPattern: String {
    "^(19|[2-9][0-9])[0-9]{2}(-(H[12]|9M|Q[1-4]|0[1-9]|1[0-2]))?$"
  }

  /// The cursor of the page before.
  static var cursor: Parameter {
    Parameter(
      "cursor", schema: .string(from: 1),
      summary: "Goes on behind the last page, with the cursor that it carried.",
      orders: Wording(
        vi: "hãy dùng đúng cursor của trang trước", en: "give the cursor of the page before")
    ) { $0 }
  }

  /// Only what has this value in a dimension.
  static func filter(_ dimension: Dimension) -> Parameter {
    Parameter(
      dimension.rawValue, schema: schema(dimension), summary: "Only \(meaning(dimension)).",
      orders: Wording(vi: "hãy viết một giá trị", en: "write one value")
    ) { $0 }
  }

  private static func schema(_ dimension: Dimension) -> JSONSchema {
    switch dimension {
    case .level: .string(enum: LevelKey.allCases.map(\.rawValue) + ["4", "3", "2", "1"])
    case .tier: .string(enum: Tier.allCases.map(\.rawValue) + [Dimension.unknownKey])
    case .channel: .string(enum: ChannelKey.allCases.map(\.key) + ["1", "2", "3"])
    case .month: .string(pattern: "^(19|[2-9][0-9])[0-9]{2}-(0[1-9]|1[0-2])$")
    case .quarter: .string(pattern: "^(19|[2-9][0-9])[0-9]{2}-Q[1-4]$")
    case .year: .string(pattern: "^(19|[2-9][0-9])[0-9]{2}$")
    case .agency, .field, .procedure: .string(from: 1)
    }
  }

  private static func meaning(_ dimension: Dimension) -> String {
    switch dimension {
    case .agency: "this agency, by its code, and everything below it"
    case .channel: "what came in by this channel: direct, online, post (1, 2, 3) or unknown"
    case .field: "this field of procedures, by its name"
    case .level: "this online level; 4, 3, 2 and 1 name levels of the older scale"
    case .month: "this month of the period"
    case .procedure: "this procedure, by its code"
    case .quarter: "this quarter of the period"
    case .tier: "agencies of this tier: province, district, commune, vertical or unknown"
    case .year: "this year of the period"
    }
  }
}

extension Parameter where Value == Int {
  /// How many rows a page has at most.
  static func limit(_ largest: Int, default usual: Int) -> Parameter {
    number(
      "limit", in: 1...largest, summary: "How many rows at most; \(usual) without it.")
  }
}

extension Parameter where Value == Language {
  /// The language of names and displays.
  static var lang: Parameter {
    choice("lang", summary: "The language of `display` and of labels; vi without it.")
  }
}

extension Parameter where Value == AnswerFormat {
  /// The format; stronger than `Accept`.
  static var format: Parameter {
    choice("format", summary: "The format; stronger than the header field Accept.")
  }
}

extension Parameter where Value == ReportCalendar {
  /// The calendar of periods.
  static var calendar: Parameter {
    choice("calendar", summary: "civil, or report for the calendar from the 15th to the 14th.")
  }
}

extension Parameter where Value == TreeBasis {
  /// On which tree figures stand.
  static var tree: Parameter {
    choice("tree", summary: "The tree of agencies of the date itself (then), or of today (now).")
  }
}

extension Parameter where Value == CountUnit {
  /// What is counted.
  static var count: Parameter {
    choice("count", of: CountUnit.choices, summary: "What indicators over the catalog count.")
  }
}

extension Parameter where Value == TimeRules {
  /// How dossiers are late.
  static var rules: Parameter {
    let ids = TimeRules.all.map(\.id)
    return Parameter(
      "rules", schema: .string(enum: ids), summary: "By which rules dossiers are early or late.",
      orders: Wording(
        vi: "hãy viết \(ids.joined(separator: " hoặc "))",
        en: "write \(ids.joined(separator: " or "))"), read: TimeRules.init(id:))
  }
}

extension Parameter where Value == Dimension {
  /// The split.
  static var by: Parameter {
    let names = Dimension.allCases.map(\.rawValue).sorted()
    let list = names.joined(separator: ", ")
    return Parameter(
      "by", schema: .string(enum: names), summary: "Splits the figure by a dimension.",
      orders: Wording(vi: "hãy viết một trong \(list)", en: "write one of \(list)")
    ) { text in
      if let dimension = Dimension(rawValue: text) { return dimension }
      throw Problem(
        .unknownDimension,
        Wording(
          vi: "không tách được theo \"\(text.prefix(80))\"; tách được theo \(list)",
          en: "figures are not split by \"\(text.prefix(80))\"; split by \(list)"))
    }
  }
}

extension Parameter where Value == Indicator {
  /// The indicator of a path.
  static var indicator: Parameter {
    Parameter(
      "indicator", in: .path, schema: .string(enum: Indicator.all.map(\.id)),
      summary: "Id of an indicator, as /v1/indicators lists them.",
      orders: Wording(vi: "hãy viết mã chỉ tiêu", en: "write the id of an indicator")
    ) { try Indicator.named($0) }
  }
}
