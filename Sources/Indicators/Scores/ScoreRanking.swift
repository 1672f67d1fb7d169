/// Scores of several agencies or provinces, class by class.
public struct ScoreRanking: Hashable, Sendable {
  /// Who was scored.
  public struct Entry: Hashable, Sendable {
    /// Code, or the label of the source.
    public let key: String
    /// Name for people.
    public let label: String
    /// The score.
    public let score: Score

    /// Who was scored, and how.
    public init(key: String, label: String, score: Score) {
      self.key = key
      self.label = label
      self.score = score
    }
  }

  /// An entry with its place.
  public struct Place: Hashable, Sendable {
    /// The place, from 1; nil without a total. Equal totals share a place.
    public let rank: Int?
    /// Who.
    public let entry: Entry
  }

  /// All entries: the highest total first, equal ones in the order of their keys, those without a
  /// total last.
  public let places: [Place]

  /// Ranks entries.
  public init(_ entries: [Entry]) {
    let sorted = entries.sorted { left, right in
      switch (left.score.total, right.score.total) {
      case (let left?, let right?) where left != right: right < left
      case (_?, nil): true
      case (nil, _?): false
      default: left.key < right.key
      }
    }
    var places: [Place] = []
    for (position, entry) in sorted.enumerated() {
      guard let total = entry.score.total else {
        places.append(Place(rank: nil, entry: entry))
        continue
      }
      let rank =
        places.last?.entry.score.total == total ? places.last?.rank ?? position + 1 : position + 1
      places.append(Place(rank: rank, entry: entry))
    }
    self.places = places
  }

  /// The places of each class that has some, the highest class first, at last those without one.
  public var classes: [(class: ScoreIndex.Class?, places: [Place])] {
    guard let index = places.first?.entry.score.index else { return [] }
    return (index.classes.map { $0 as ScoreIndex.Class? } + [nil]).compactMap { one in
      let own = places.filter { $0.entry.score.class == one }
      return own.isEmpty ? nil : (one, own)
    }
  }
}
