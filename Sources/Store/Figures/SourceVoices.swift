/// What each source says of one offering, put together from its claims on services and from what
/// it declares of the procedure.
struct SourceVoices {
  let levels: LevelTable

  /// One entry for each source, from claims in the order of the sources' numbers.
  func bySource(
    _ rows: ArraySlice<ClaimColumns.Claim>, of said: [ClaimedFacts]
  ) -> [(source: Int64, said: ClaimedFacts)] {
    var result: [(source: Int64, said: ClaimedFacts)] = []
    for row in rows {
      let facts = said[Int(row.combination)]
      if let last = result.last, last.source == row.source {
        result[result.count - 1].said = last.said.joined(with: facts, levels: levels)
      } else {
        result.append((row.source, facts))
      }
    }
    return result
  }

  /// The same with what each source declares of the procedure where it says nothing of the
  /// offering.
  func merged(
    _ own: [(source: Int64, said: ClaimedFacts)],
    _ declared: [(source: Int64, said: ClaimedFacts)]
  ) -> [(source: Int64, said: ClaimedFacts)] {
    var result = own
    for declaration in declared {
      if let index = result.firstIndex(where: { $0.source == declaration.source }) {
        result[index].said = result[index].said.falling(backTo: declaration.said)
      } else {
        result.append(declaration)
      }
    }
    return result.sorted { $0.source < $1.source }
  }
}
