extension Score {
  /// The same score with one more flag.
  public func flagged(_ flag: String) -> Score {
    var score = self
    score.flags = (flags + [flag]).sorted()
    return score
  }
}

extension ScoreRanking {
  /// The same ranking with one more flag on every score.
  public func flagged(_ flag: String) -> ScoreRanking {
    ScoreRanking(
      places.map { place in
        Entry(
          key: place.entry.key, label: place.entry.label, score: place.entry.score.flagged(flag))
      })
  }
}
