import Indicators
import Intake
import Procedures

/// Finds the conflicts in what sources say, in the order in which they are listed.
struct ConflictSearch {
  let claims: CatalogClaims
  /// Names of sources by the database's numbers.
  let sources: [Int64: String]

  private static let ofOfferings: [SourceAttribute] = [
    .level, .eligible, .eligibleFull, .fee, .paymentEligible, .paymentEnabled, .means,
  ]

  private typealias Said = (source: Int64, key: String, text: String)

  /// Calls the closure for each conflict.
  func forEach(_ body: (SourceConflict) -> Void) {
    agencies(body)
    let places = ranges()
    let rows = Dictionary(grouping: claims.procedures, by: \.code)
    for (code, said) in rows.sorted(by: { $0.key < $1.key }) {
      let position = claims.register.byCode[code]
      let name = position.map { claims.register.procedures[$0].name } ?? said[0].name ?? ""
      let procedure = ProcedureCode(local: code)
      self.procedure(procedure, name: name, said, body)
      if let position {
        offerings(of: procedure, name: name, places[position], body)
      }
    }
  }

  private func agencies(_ body: (SourceConflict) -> Void) {
    var rows: [AgencyCode: [AgencyClaimRow]] = [:]
    for row in claims.agencies {
      if let code = AgencyCode(row.code) { rows[code, default: []].append(row) }
    }
    for (code, said) in rows.sorted(by: { $0.key < $1.key }) where said.count > 1 {
      let voices = said.map { row in
        let rest = [row.tier ?? "", row.parent ?? ""]
        return (
          source: row.source,
          key: ([VietnameseText.matchKey(row.name)] + rest).joined(separator: "\u{1F}"),
          text: ([row.name] + rest.filter { !$0.isEmpty }).joined(separator: " · ")
        )
      }
      let name = claims.tree.position(of: code).map { claims.tree.nodes[$0].name } ?? ""
      report(
        .agency, voices, procedure: nil, procedureName: "", agency: code, agencyName: name, body)
    }
  }

  private func procedure(
    _ code: ProcedureCode, name: String, _ rows: [ProcedureClaimRow],
    _ body: (SourceConflict) -> Void
  ) {
    guard rows.count > 1 else { return }
    func report(_ attribute: SourceAttribute, _ voices: [Said]) {
      self.report(
        attribute, voices, procedure: code, procedureName: name, agency: nil, agencyName: "", body)
    }
    report(
      .name,
      rows.compactMap { row in
        row.name.flatMap {
          $0.isEmpty ? nil : (row.source, VietnameseText.matchKey($0), $0)
        }
      })
    report(
      .field,
      rows.compactMap { row in row.field.map { (row.source, VietnameseText.matchKey($0), $0) } })
    report(
      .type,
      rows.compactMap { row in
        row.isInternal.flatMap {
          $0 > 1 ? nil : (row.source, "\($0)", $0 == 1 ? "Nội bộ" : "Không nội bộ")
        }
      })
  }

  private func offerings(
    of procedure: ProcedureCode, name: String, _ range: Range<Int>,
    _ body: (SourceConflict) -> Void
  ) {
    let rows = claims.offerings.claims[range]
    guard let first = rows.first, rows.contains(where: { $0.source != first.source }) else {
      return
    }
    let voices = SourceVoices(levels: claims.resolution.levels)
    let combinations = claims.offerings.combinations
    let declarations = rows.prefix { $0.agency == 0 }
    let declared = voices.bySource(declarations, of: combinations)
    let offerings = rows[declarations.endIndex...]
    if offerings.isEmpty {
      report(declared, of: procedure, name: name, agency: nil, body)
      return
    }
    var groups: [(agency: AgencyNode, said: [(source: Int64, said: ClaimedFacts)])] = []
    var index = offerings.startIndex
    while index < offerings.endIndex {
      let start = index
      let place = offerings[start].agency
      while index < offerings.endIndex, offerings[index].agency == place { index += 1 }
      let own = voices.bySource(offerings[start..<index], of: combinations)
      let merged = voices.merged(own, declared)
      if merged.count > 1 { groups.append((claims.tree.nodes[Int(place) - 1], merged)) }
    }
    for group in groups.sorted(by: { $0.agency.code < $1.agency.code }) {
      report(group.said, of: procedure, name: name, agency: group.agency, body)
    }
  }

  private func report(
    _ said: [(source: Int64, said: ClaimedFacts)], of procedure: ProcedureCode, name: String,
    agency: AgencyNode?, _ body: (SourceConflict) -> Void
  ) {
    // In the order of ``SourceAttribute``.
    for attribute in Self.ofOfferings {
      let known = claims.resolution.known(attribute, said)
      guard let first = known.first, !known.allSatisfy({ $0.value.agrees(with: first.value) })
      else { continue }
      body(
        SourceConflict(
          procedure: procedure, procedureName: name, agency: agency?.code,
          agencyName: agency?.name ?? "", attribute: attribute,
          voices: known.map { voice($0.source, $0.value.text) }))
    }
  }

  /// Reports voices that come in the order of the sources' numbers, where they differ.
  private func report(
    _ attribute: SourceAttribute, _ voices: [Said], procedure: ProcedureCode?,
    procedureName: String, agency: AgencyCode?, agencyName: String,
    _ body: (SourceConflict) -> Void
  ) {
    guard Set(voices.map(\.key)).count > 1 else { return }
    let precedence = claims.resolution.precedence
    let ordered = voices.sorted { precedence.isBefore($0.source, $1.source, for: attribute) }
    body(
      SourceConflict(
        procedure: procedure, procedureName: procedureName, agency: agency, agencyName: agencyName,
        attribute: attribute, voices: ordered.map { voice($0.source, $0.text) }))
  }

  private func voice(_ source: Int64, _ value: String) -> SourceConflict.Voice {
    SourceConflict.Voice(source: sources[source] ?? "#\(source)", value: value)
  }

  /// Where the claims of each procedure lie.
  private func ranges() -> [Range<Int>] {
    let rows = claims.offerings.claims
    var ranges: [Range<Int>] = []
    var index = 0
    for position in 0..<Int32(claims.register.procedures.count) {
      let start = index
      while index < rows.count, rows[index].procedure == position { index += 1 }
      ranges.append(start..<index)
    }
    return ranges
  }
}
