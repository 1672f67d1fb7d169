import Procedures

/// The votes of rows for one attribute of procedures.
struct Ballot: Sendable {
  private struct Tally: Sendable {
    var first = Int32.min
    var firstCount: Int32 = 0
    var others: [(number: Int32, count: Int32)] = []

    mutating func add(_ number: Int32) {
      if first == number || firstCount == 0 {
        first = number
        firstCount += 1
      } else if let index = others.firstIndex(where: { $0.number == number }) {
        others[index].count += 1
      } else {
        others.append((number, 1))
      }
    }
  }

  private var column: CachedColumn<Claim<String>>?
  private var tallies: [Tally] = []
  private var texts: [Int32: String] = [:]
  /// Numbers below zero, for texts that did not come by a numbered cell.
  private var unnumbered: [String: Int32] = [:]

  /// Votes by the cells of a column; without one only ``cast(_:for:)`` counts.
  init(column index: Int?, parse: @escaping @Sendable (String) -> Claim<String>) {
    column = index.map { CachedColumn(index: $0, parse: parse) }
  }

  var hasColumn: Bool { column != nil }

  /// Counts the record's cell for a procedure; false where the cell says nothing.
  mutating func cast(_ record: CellRecord, for procedure: Int) -> Bool {
    guard let (number, claim) = column?.numbered(record), case .known(let text) = claim else {
      return false
    }
    guard let number else {
      cast(text, for: procedure)
      return true
    }
    let key = Int32(truncatingIfNeeded: number)
    if add(key, for: procedure) { texts[key] = text }
    return true
  }

  /// Counts a text for a procedure.
  mutating func cast(_ text: String, for procedure: Int) {
    let number = unnumbered[text] ?? Int32(-1 - unnumbered.count)
    if unnumbered.updateValue(number, forKey: text) == nil { texts[number] = text }
    _ = add(number, for: procedure)
  }

  /// The majority, ties by code-point order; with it the strongest text that a reader would call
  /// different, and how many votes the chosen text did not get.
  func outcome(for procedure: Int) -> (winner: Claim<String>, rival: String?, against: Int) {
    let empty: Claim<String> = hasColumn ? .unknown : .unsaid
    guard procedure < tallies.count, tallies[procedure].firstCount > 0 else {
      return (empty, nil, 0)
    }
    let tally = tallies[procedure]
    if tally.others.isEmpty { return (texts[tally.first].map { .known($0) } ?? empty, nil, 0) }
    var counts: [String: Int] = [:]
    for (number, count) in [(tally.first, tally.firstCount)] + tally.others {
      if let text = texts[number] { counts[text, default: 0] += Int(count) }
    }
    let ranked = counts.sorted { left, right in
      left.value != right.value
        ? left.value > right.value
        : left.key.utf8.lexicographicallyPrecedes(right.key.utf8)
    }
    guard let winner = ranked.first else { return (empty, nil, 0) }
    let key = VietnameseText.matchKey(winner.key)
    let rival = ranked.dropFirst().first { VietnameseText.matchKey($0.key) != key }
    return (
      .known(winner.key), rival?.key, ranked.dropFirst().reduce(0) { $0 + $1.value }
    )
  }

  /// True where the number is new to the procedure's tally or may be.
  private mutating func add(_ number: Int32, for procedure: Int) -> Bool {
    while tallies.count <= procedure { tallies.append(Tally()) }
    if tallies[procedure].first == number, tallies[procedure].firstCount > 0 {
      tallies[procedure].firstCount += 1
      return false
    }
    tallies[procedure].add(number)
    return true
  }
}
