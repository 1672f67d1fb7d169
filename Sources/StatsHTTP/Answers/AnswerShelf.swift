internal import Procedures

/// Answers by key within a bound of bytes. Where room is needed, an answer that was not asked for
/// since the last search for room leaves (the clock algorithm: a hit costs no reordering).
struct AnswerShelf {
  /// An answer, and its heads once an ordinary route has sent them.
  struct Item {
    let answer: StoredAnswer
    /// The head of status 200, as the ordinary way sent it.
    var full: HeadTemplate?
    /// The head of status 304, as the ordinary way sent it.
    var notModified: HeadTemplate?
  }

  private struct Place {
    let key: AnswerKey
    var item: Item
    let cost: Int
    var wasAsked: Bool
  }

  /// The bound, in bytes.
  let byteLimit: Int
  /// The cost of all answers kept, at most the bound.
  private(set) var bytes = 0
  private var places: [Place] = []
  private var index: [AnswerKey: Int] = [:]
  private var hand = 0

  /// An empty shelf.
  init(byteLimit: Int) { self.byteLimit = byteLimit }

  /// How many answers are kept.
  var count: Int { places.count }

  /// The item of the key, where it still holds at the instant; one that does not leaves.
  mutating func item(_ key: AnswerKey, at wall: () -> Instant) -> Item? {
    guard let place = index[key] else { return nil }
    if let end = places[place].item.answer.goodUntil, wall() >= end {
      remove(place)
      return nil
    }
    places[place].wasAsked = true
    return places[place].item
  }

  /// Keeps an answer in place of an earlier one of its key. One that is larger than a quarter of
  /// the bound is not kept: it would push out too many others.
  mutating func keep(_ answer: StoredAnswer, for key: AnswerKey) {
    if let old = index[key] { remove(old) }
    // Twice the key, as the index holds it too, and room for two heads.
    let cost = answer.cost + 2 * key.cost + 1024
    guard cost <= byteLimit / 4 else { return }
    while bytes + cost > byteLimit { removeOne() }
    index[key] = places.count
    places.append(
      Place(key: key, item: Item(answer: answer), cost: cost, wasAsked: false))
    bytes += cost
  }

  /// Changes the item of the key, where the change says so.
  mutating func change(_ key: AnswerKey, _ change: (inout Item) -> Void) {
    guard let place = index[key] else { return }
    change(&places[place].item)
  }

  /// Drops everything.
  mutating func clear() {
    places.removeAll()
    index.removeAll()
    bytes = 0
    hand = 0
  }

  private mutating func removeOne() {
    // Ends after two rounds at most: the first takes the mark off every place.
    while true {
      if hand >= places.count { hand = 0 }
      guard places[hand].wasAsked else { return remove(hand) }
      places[hand].wasAsked = false
      hand += 1
    }
  }

  private mutating func remove(_ place: Int) {
    let removed = places[place]
    bytes -= removed.cost
    index[removed.key] = nil
    let last = places.removeLast()
    guard place < places.count else { return }
    places[place] = last
    index[last.key] = place
  }
}
