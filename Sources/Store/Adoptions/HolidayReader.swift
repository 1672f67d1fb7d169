import Procedures

/// Reads holidays from a document of the form `motcua-holidays/1`.
struct HolidayReader {
  static let format = "motcua-holidays/1"

  /// What a file of holidays says.
  struct File: Sendable {
    /// Days that are the same in every year, month and day; only the program's own list has some.
    var everyYear: [(month: Int, day: Int, name: String)] = []
    /// Where the days of every year come from.
    var everyYearSource = ""
    /// The years that are listed, each with its node.
    var years: [HolidayYear] = []

    /// The days that are the same in every year, in that year; not complete.
    func fixed(_ year: Int) -> HolidayYear {
      HolidayYear(
        year: year, isComplete: false, source: everyYearSource,
        off: everyYear.compactMap { month, day, name in
          CalendarDay(year: year, month: month, day: day).map {
            HolidayYear.Day(day: $0, name: name)
          }
        }, working: [])
    }
  }

  let file: String
  /// Whether it is the program's own list.
  let isOwn: Bool
  private let faults = DocumentFaults()

  init(file: String, isOwn: Bool = false) {
    self.file = file
    self.isOwn = isOwn
  }

  /// Throws `badDocument` with everything that is wrong.
  func file(_ node: DocumentNode) throws(StoreError) -> File {
    var map = DocumentMap(node, path: "", faults: faults)
    _ = map.value("format", "\(Self.format), the form of holidays") {
      $0 == Self.format ? $0 : nil
    }
    _ = map.value("id", "an id", required: false, DocumentID.read)
    var result = File()
    if isOwn, var every = map.map("every_year") {
      result.everyYearSource = every.text("source") ?? ""
      for var entry in every.maps("off") {
        let day = entry.value("day", "a month and a day, MM-dd") { text in
          CalendarDay(iso: "2024-\(text)")?.components
        }
        if let day, let name = entry.text("name") {
          result.everyYear.append((day.month, day.day, name))
        }
        entry.finish()
      }
      every.finish()
    }
    result.years = map.maps("years").compactMap(year)
    let repeated = Dictionary(grouping: result.years, by: \.year).filter { $1.count > 1 }
    if !repeated.isEmpty { map.fault("years", "a year is there twice") }
    if result.years.isEmpty, !isOwn { map.fault("years", "there are none") }
    map.finish()
    try faults.check(file)
    return result
  }

  private func year(_ given: DocumentMap) -> HolidayYear? {
    var map = given
    let year = map.value("year", "a year from 1900 to 2999") { text in
      Int(text).flatMap { (1900...2999).contains($0) ? $0 : nil }
    }
    let isComplete = map.flag("complete")
    let source = map.text("source")
    let off = map.maps("off").compactMap { day($0, in: year) }
    let working = map.maps("working").compactMap { day($0, in: year) }
    let days = (off + working).map(\.day)
    if Set(days).count != days.count { map.fault(nil, "a day is there twice") }
    for day in working where !day.day.isWeekend {
      map.fault("working", "\(day.day) is no Saturday or Sunday")
    }
    map.finish()
    guard let year, let source else { return nil }
    return HolidayYear(
      year: year, isComplete: isComplete, source: source, off: off.sorted { $0.day < $1.day },
      working: working.sorted { $0.day < $1.day })
  }

  private func day(_ given: DocumentMap, in year: Int?) -> HolidayYear.Day? {
    var map = given
    let day = map.value("day", "a day of that year, yyyy-MM-dd") { text in
      CalendarDay(iso: text).flatMap { day in
        year == nil || day.components.year == year ? day : nil
      }
    }
    let name = map.text("name")
    if let name, name.count > 200 { map.fault("name", "is longer than 200 characters") }
    map.finish()
    guard let day, let name else { return nil }
    return HolidayYear.Day(day: day, name: name)
  }
}

extension CalendarDay {
  /// 1 January 2000 was a Saturday.
  var isWeekend: Bool {
    let day = (Int(daysSince2000) % 7 + 7) % 7
    return day == 0 || day == 1
  }
}
