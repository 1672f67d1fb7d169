import Procedures

/// The grammar of deadlines: words without regard to blanks, letter case and the way in which
/// accents are encoded, as Swift compares characters by their canonical form.
struct DeadlineWords {
  private var words: ArraySlice<String>

  init(_ text: String) {
    // Dashes between numbers stand alone, so that `2023-2024` and `2023 – 2024` are the same.
    var spaced = ""
    for character in text.lowercased() {
      switch character {
      case "–", "—", "-", "−": spaced += " - "
      case "\u{200B}", "\u{FEFF}": break
      default: spaced.append(character)
      }
    }
    words =
      spaced.split(whereSeparator: \.isWhitespace).map { word in
        var word = word
        while let last = word.last, ".,;:".contains(last) { word.removeLast() }
        return String(word)
      }.filter { !$0.isEmpty }[...]
  }

  typealias Meaning = (kind: Deadline.Kind, days: ClosedRange<CalendarDay>?)

  var meaning: Meaning {
    if let recurring = recurring { return recurring }
    if starts(with: "sau", "khi") || starts(with: "sau") { return (.event, nil) }
    if starts(with: "theo") || starts(with: "thực", "hiện", "theo") { return (.external, nil) }
    if words.first == "từ" {
      var rest = self
      rest.words = words.dropFirst()
      guard let days = rest.interval?.days else { return (.unknown, nil) }
      return (.openStart, days)
    }
    return interval ?? (.unknown, nil)
  }

  private var recurring: Meaning? {
    for start in [["theo", "quy", "định"], ["thường", "xuyên"], ["định", "kỳ"]]
    where words.starts(with: start) { return (.recurring, nil) }
    return nil
  }

  private func starts(with start: String...) -> Bool { words.starts(with: start) }

  /// A day, month, quarter, year or years; nil where the words are none of them.
  private var interval: Meaning? {
    var rest = words
    for opening in [["chậm", "nhất", "là"], ["chậm", "nhất"], ["trong"], ["ngày"]]
    where rest.starts(with: opening) { rest = rest.dropFirst(opening.count) }
    let parts = Array(rest)
    switch parts.first {
    case "tháng": return month(Array(parts.dropFirst()))
    case "quý", "quí": return quarter(Array(parts.dropFirst()))
    case "năm": return years(Array(parts.dropFirst()))
    case "giai": return parts.dropFirst().first == "đoạn" ? years(Array(parts.dropFirst(2))) : nil
    default: return date(parts)
    }
  }

  /// `30/06/2023` or `30 tháng 6 năm 2023`.
  private func date(_ parts: [String]) -> Meaning? {
    var numbers = parts
    if parts.count == 5, parts[1] == "tháng", parts[3] == "năm" {
      numbers = [parts[0], parts[2], parts[4]]
    } else if parts.count == 1 {
      numbers = Self.slashed(parts[0])
    }
    guard numbers.count == 3, let day = Self.number(numbers[0], 1...2),
      let month = Self.number(numbers[1], 1...2), let year = Self.year(numbers[2]),
      let date = CalendarDay(year: year, month: month, day: day)
    else { return nil }
    return (.date, date...date)
  }

  /// `3/2023`, `01/2023` or `3 năm 2023`.
  private func month(_ parts: [String]) -> Meaning? {
    guard let (unit, year) = Self.unitOfYear(parts), let month = Self.number(unit, 1...2),
      let days = Self.days(year, from: month, to: month)
    else { return nil }
    return (.month, days)
  }

  /// `I/2023`, `1/2023` or `I năm 2023`.
  private func quarter(_ parts: [String]) -> Meaning? {
    guard let (unit, year) = Self.unitOfYear(parts),
      let quarter = ["i", "ii", "iii", "iv"].firstIndex(of: unit).map({ $0 + 1 })
        ?? Self.number(unit, 1...1),
      (1...4).contains(quarter),
      let days = Self.days(year, from: quarter * 3 - 2, to: quarter * 3)
    else { return nil }
    return (.quarter, days)
  }

  /// `2023`, or `2023 - 2024`.
  private func years(_ parts: [String]) -> Meaning? {
    guard let first = parts.first.flatMap(Self.year) else { return nil }
    if parts.count == 1 { return Self.days(first, from: 1, to: 12).map { (.year, $0) } }
    guard parts.count == 3, parts[1] == "-", let last = Self.year(parts[2]), first < last,
      let start = Self.days(first, from: 1, to: 12), let end = Self.days(last, from: 1, to: 12)
    else { return nil }
    return (.years, start.lowerBound...end.upperBound)
  }

  private static func unitOfYear(_ parts: [String]) -> (unit: String, year: Int)? {
    var halves = parts
    if parts.count == 3, parts[1] == "năm" {
      halves = [parts[0], parts[2]]
    } else {
      halves = slashed(parts.joined())
    }
    guard halves.count == 2, let year = year(halves[1]) else { return nil }
    return (halves[0], year)
  }

  private static func slashed(_ text: String) -> [String] {
    text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
  }

  private static func year(_ text: String) -> Int? {
    number(text, 4...4).flatMap { $0 >= 1900 ? $0 : nil }
  }

  private static func number(_ text: String, _ lengths: ClosedRange<Int>) -> Int? {
    guard lengths.contains(text.utf8.count), text.utf8.allSatisfy({ (0x30...0x39).contains($0) })
    else { return nil }
    return Int(text)
  }

  private static func days(
    _ year: Int, from first: Int, to last: Int
  ) -> ClosedRange<CalendarDay>? {
    let next =
      last == 12
      ? CalendarDay(year: year + 1, month: 1, day: 1)
      : CalendarDay(year: year, month: last + 1, day: 1)
    guard let start = CalendarDay(year: year, month: first, day: 1), let next else { return nil }
    return start...next.advanced(by: -1)
  }
}
