import Procedures

/// The counts of a split.
struct CatalogSplit {
  /// The groups that are listed, in the dimension's order: position in ``counts``, and key.
  var keys: [(position: Int, key: String)]
  let counts: OutcomeCounts
  /// The counts of the whole scope, where the groups do not overlap.
  var total: OutcomeCounts?
  /// Quarantined rows that could belong to each group.
  let held: [Int]
}

/// The groups into which a split puts agencies.
struct AgencyPlaces {
  /// The groups that may be listed, in the dimension's order.
  let keys: [(position: Int, key: String)]
  /// The group of each agency, at its position plus one; -1 for agencies in no group and for rows
  /// without an agency.
  let groupOf: [Int]
  /// The group above each group, -1 where there is none; a group stands behind it.
  let parentOf: [Int]
}

extension CatalogScan {
  /// The counts of the whole scope, as one group.
  func total() -> OutcomeCounts {
    let table = Outcome.table(level: scope.level)
    var counts = OutcomeCounts(groups: 1)
    forEachUnit { _, _, mask in counts.add(table[Int(mask)], to: 0) }
    return counts
  }

  /// The counts of every group of a split, in one pass over the rows.
  func split(_ dimension: Dimension) -> CatalogSplit {
    switch dimension {
    case .agency: splitByAgency()
    case .tier: splitByTier()
    case .field: splitByField()
    case .level: splitByLevel()
    case .procedure: splitByProcedure()
    case .channel, .month, .quarter, .year:
      preconditionFailure("a query for a split that the catalog does not have was let through")
    }
  }

  private func splitByField() -> CatalogSplit {
    let groups = index.fieldNames.count + 1
    let fieldOf = index.fieldOf
    let table = Outcome.table(level: scope.level)
    var counts = OutcomeCounts(groups: groups)
    forEachUnit { procedure, _, mask in
      counts.add(table[Int(mask)], to: fieldOf[procedure])
    }
    let keys =
      zip(1..., index.fieldNames).map { (position: $0, key: $1) }
      + [(position: 0, key: Dimension.unknownKey)]
    return partition(keys, counts, heldByProcedure(groups: groups) { fieldOf[$0] })
  }

  private func splitByProcedure() -> CatalogSplit {
    let groups = snapshot.procedures.count
    let table = Outcome.table(level: scope.level)
    var counts = OutcomeCounts(groups: groups)
    forEachUnit { procedure, _, mask in counts.add(table[Int(mask)], to: procedure) }
    let keys = index.proceduresByCode.map {
      (position: $0, key: snapshot.procedures[$0].code.text)
    }
    return partition(keys, counts, heldByProcedure(groups: groups) { $0 })
  }

  private func splitByLevel() -> CatalogSplit {
    let table = Outcome.table(level: scope.level)
    var counts = OutcomeCounts(groups: LevelKey.allCases.count)
    forEachUnit { _, _, mask in counts.add(table[Int(mask)], to: RowMask.highestRank(mask)) }
    let keys = LevelKey.descending.map { (position: Int($0.rank), key: $0.rawValue) }
    // A quarantined row may have any level.
    let held = snapshot.held.count(where: admits)
    return partition(keys, counts, [Int](repeating: held, count: keys.count))
  }

  private func splitByAgency() -> CatalogSplit { split(agencyPlaces()) }

  private func splitByTier() -> CatalogSplit { split(tierPlaces()) }

  private func split(_ places: AgencyPlaces) -> CatalogSplit {
    listed(
      places.keys, countUp(groupOf: places.groupOf, parentOf: places.parentOf),
      heldByAgency(groupOf: places.groupOf, parentOf: places.parentOf))
  }

  /// One group for each agency in scope, below that of its parent.
  func agencyPlaces() -> AgencyPlaces {
    let nodes = snapshot.agencies.nodes
    var groupOf = [-1]
    for position in nodes.indices {
      groupOf.append(scope.agencies[position + 1] ? position : -1)
    }
    let parentOf = nodes.indices.map { position in
      let parent = index.parents[position]
      return parent >= 0 && scope.tree[parent] ? parent : -1
    }
    let keys = index.preorder.filter { scope.tree[$0] && !nodes[$0].isFormer }.map {
      (position: $0, key: nodes[$0].code.text)
    }
    return AgencyPlaces(keys: keys, groupOf: groupOf, parentOf: parentOf)
  }

  /// One group for each tier, and one for agencies without a tier.
  func tierPlaces() -> AgencyPlaces {
    let nodes = snapshot.agencies.nodes
    let tiers: [Tier?] = Tier.allCases + [nil]
    let inScope = nodes.indices.filter { scope.agencies[$0 + 1] }
    // The filter `tier=vertical` is not bounded by the authority's root, so neither is its group.
    let showsVertical = inScope.contains { nodes[$0].tier == .vertical }
    var groupOf = [Int](repeating: -1, count: nodes.count + 1)
    for (position, node) in nodes.enumerated() {
      let unbounded = node.tier == .vertical && showsVertical && !scope.asksAgency
      if scope.agencies[position + 1] || unbounded {
        groupOf[position + 1] = tiers.firstIndex(of: node.tier) ?? -1
      }
    }
    let parentOf = [Int](repeating: -1, count: tiers.count)
    let keys = tiers.enumerated().map {
      (position: $0, key: $1?.rawValue ?? Dimension.unknownKey)
    }
    return AgencyPlaces(keys: keys, groupOf: groupOf, parentOf: parentOf)
  }

  /// A split in which every unit is in exactly one group, so that the groups add up to the whole.
  private func partition(
    _ keys: [(position: Int, key: String)], _ counts: OutcomeCounts, _ held: [Int]
  )
    -> CatalogSplit
  {
    var split = listed(keys, counts, held)
    var total = OutcomeCounts(groups: 1)
    for (position, _) in split.keys { total.add(counts, group: position) }
    split.total = total
    return split
  }

  private func listed(
    _ keys: [(position: Int, key: String)], _ counts: OutcomeCounts, _ held: [Int]
  )
    -> CatalogSplit
  {
    CatalogSplit(
      keys: keys.filter { !counts.isEmpty($0.position) },
      counts: counts, held: held)
  }

  /// Counts units into the group of their agency and into the groups above it. `groupOf` is by
  /// agency plus one, -1 for agencies in no group; a group stands behind its parent.
  private func countUp(groupOf: [Int], parentOf: [Int]) -> OutcomeCounts {
    scope.unit == .offerings
      ? countOfferingsUp(groupOf, parentOf) : countProceduresUp(groupOf, parentOf)
  }

  private func countOfferingsUp(_ groupOf: [Int], _ parentOf: [Int]) -> OutcomeCounts {
    let agency = snapshot.offerings.agency
    let combination = snapshot.offerings.combination
    let table = Outcome.table(level: scope.level)
    var counts = OutcomeCounts(groups: parentOf.count)
    forEachProcedure { _, rows in
      for row in rows {
        let group = groupOf[Int(agency[row]) + 1]
        guard group >= 0 else { continue }
        counts.add(table[Int(mask(of: row, combination))], to: group)
      }
    }
    for group in parentOf.indices.reversed() where parentOf[group] >= 0 {
      counts.add(group: group, to: parentOf[group])
    }
    return counts
  }

  private func countProceduresUp(_ groupOf: [Int], _ parentOf: [Int]) -> OutcomeCounts {
    let agency = snapshot.offerings.agency
    let combination = snapshot.offerings.combination
    let table = Outcome.table(level: scope.level)
    var counts = OutcomeCounts(groups: parentOf.count)
    var masks = [UInt16](repeating: 0, count: parentOf.count)
    var touched = [Int](repeating: 0, count: parentOf.count)
    forEachProcedure { _, rows in
      var touches = 0
      for row in rows {
        var group = groupOf[Int(agency[row]) + 1]
        let bits = group >= 0 ? mask(of: row, combination) : 0
        // What a group holds, the groups above it hold too, so the walk ends where nothing is new.
        while group >= 0 {
          let before = masks[group]
          let after = before | bits
          if after == before { break }
          if before == 0 {
            touched[touches] = group
            touches += 1
          }
          masks[group] = after
          group = parentOf[group]
        }
      }
      for touch in 0..<touches {
        let group = touched[touch]
        counts.add(table[Int(masks[group])], to: group)
        masks[group] = 0
      }
    }
    return counts
  }

  /// Quarantined rows by the group of their agency, counted into the groups above; a row whose
  /// agency cannot be read may belong to any group.
  func heldByAgency(groupOf: [Int], parentOf: [Int]) -> [Int] {
    var held = [Int](repeating: 0, count: parentOf.count)
    var anywhere = 0
    for row in snapshot.held where admitsProcedure(of: row) {
      if row.agencies.isEmpty { anywhere += 1 }
      // A row that names several agencies is one row in each group that holds one of them.
      var groups: Set<Int> = []
      for agency in row.agencies {
        var group = groupOf[agency + 1]
        while group >= 0, groups.insert(group).inserted { group = parentOf[group] }
      }
      for group in groups { held[group] += 1 }
    }
    return held.map { $0 + anywhere }
  }

  func heldByProcedure(groups: Int, _ groupOf: (Int) -> Int) -> [Int] {
    var held = [Int](repeating: 0, count: groups)
    var anywhere = 0
    for row in snapshot.held where admits(row) {
      if let procedure = row.procedure { held[groupOf(procedure)] += 1 } else { anywhere += 1 }
    }
    return held.map { $0 + anywhere }
  }
}
