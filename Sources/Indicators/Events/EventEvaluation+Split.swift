import Procedures

extension EventEvaluation {
  /// The groups of a split: those that hold at least one event, and every part of time that has
  /// begun.
  func groups(_ by: Dimension) -> [IndicatorGroup] {
    switch by {
    case .agency: agencyGroups(scan.agencyPlaces(), by)
    case .tier: agencyGroups(scan.tierPlaces(), by)
    case .field: fieldGroups()
    case .procedure: procedureGroups()
    case .channel: channelGroups()
    case .month, .quarter, .year: timeGroups(by)
    case .level: []
    }
  }

  private func agencyGroups(_ places: AgencyPlaces, _ by: Dimension) -> [IndicatorGroup] {
    var sums = [EventCounts](repeating: EventCounts(), count: places.parentOf.count)
    forEachRow { row in
      let group = places.groupOf[Int(rows.agency[row]) + 1]
      if group >= 0, rows.use[row] != .part { sums[group] += counts(of: row) }
    }
    for group in places.parentOf.indices.reversed() where places.parentOf[group] >= 0 {
      sums[places.parentOf[group]] += sums[group]
    }
    let held = scan.heldByAgency(groupOf: places.groupOf, parentOf: places.parentOf)
    return listed(by, places.keys, sums, held)
  }

  private func fieldGroups() -> [IndicatorGroup] {
    let index = question.snapshot.index
    let keys =
      zip(1..., index.fieldNames).map { (position: $0, key: $1) }
      + [(position: 0, key: Dimension.unknownKey)]
    return procedureSums(.field, groups: index.fieldNames.count + 1, keys) { procedure in
      procedure < 0 ? 0 : index.fieldOf[procedure]
    }
  }

  private func procedureGroups() -> [IndicatorGroup] {
    let procedures = question.snapshot.catalog.procedures
    // Events whose procedure nobody named stand in no group: no filter asks for them.
    let keys = question.snapshot.index.proceduresByCode.map {
      (position: $0, key: procedures[$0].code.text)
    }
    return procedureSums(.procedure, groups: procedures.count, keys) { $0 }
  }

  private func procedureSums(
    _ by: Dimension, groups: Int, _ keys: [(position: Int, key: String)], _ groupOf: (Int) -> Int
  ) -> [IndicatorGroup] {
    var sums = [EventCounts](repeating: EventCounts(), count: groups)
    forEachRow { row in
      guard rows.use[row] != .part, admitsAgency(row) else { return }
      let group = groupOf(Int(rows.procedure[row]))
      if group >= 0 { sums[group] += counts(of: row) }
    }
    return listed(by, keys, sums, scan.heldByProcedure(groups: groups, groupOf))
  }

  private func channelGroups() -> [IndicatorGroup] {
    var sums = [EventCounts](repeating: EventCounts(), count: ChannelKey.allCases.count)
    forEachRow { row in
      guard rows.use[row] != .part, admitsAgency(row) else { return }
      sums[Int(rows.channel[row])] += counts(of: row)
    }
    // A quarantined row may have come by any channel.
    let held = scan.snapshot.held.count(where: scan.admits)
    let keys = ChannelKey.ordered.map { (position: Int($0.rawValue), key: $0.key) }
    return listed(.channel, keys, sums, [Int](repeating: held, count: sums.count))
  }

  private func timeGroups(_ by: Dimension) -> [IndicatorGroup] {
    let parts = question.window.parts
    var sums = [EventCounts](repeating: EventCounts(), count: parts.count)
    forEachRow { row in
      guard rows.use[row] != .whole, admitsAgency(row), rows.part[row] >= 0 else { return }
      sums[Int(rows.part[row])] += counts(of: row)
    }
    return parts.enumerated().map { position, part in
      let inside = held.count {
        $0.touches(part.first.daysSince2000, part.last.daysSince2000) && scan.admits($0.scope)
      }
      return IndicatorGroup(
        key: part.key, label: part.key,
        figure: figure(
          question.receipt(setting: by, to: part.key), sums[position], held: inside,
          last: part.last))
    }
  }

  private func listed(
    _ by: Dimension, _ keys: [(position: Int, key: String)], _ sums: [EventCounts], _ held: [Int]
  ) -> [IndicatorGroup] {
    keys.filter { sums[$0.position].inScope != 0 }.map { position, key in
      IndicatorGroup(
        key: key,
        label: question.snapshot.catalog.label(
          of: by, key: key, position: position, language: .vi),
        figure: figure(
          question.receipt(setting: by, to: key), sums[position], held: held[position],
          last: question.window.last))
    }
  }
}
