import Procedures

/// Two catalogs laid upon each other by their codes, limited to the procedures for which anything
/// that a query reads is different.
struct CatalogJoin {
  /// A procedure of either catalog with its rows.
  struct Procedure {
    let code: ProcedureCode
    let fromField: String
    let toField: String
    let rows: [JoinedRow]
  }

  let from: CatalogSnapshot
  let to: CatalogSnapshot
  /// In the order of their codes.
  let procedures: [Procedure]

  init(_ from: CatalogScan, _ to: CatalogScan, indicator: String) {
    self.from = from.snapshot
    self.to = to.snapshot
    let places = AgencyMatches(from.snapshot, to.snapshot)
    let (start, end) = (Side(from, indicator), Side(to, indicator))
    let codes = Set(start.positions.keys).union(end.positions.keys)
    procedures = codes.sorted().compactMap { code in
      let rows = Self.join(start.rows(of: code), end.rows(of: code), places)
      let (fromField, toField) = (start.field(of: code), end.field(of: code))
      let isSame =
        fromField == toField
        && rows.allSatisfy { Self.isUnchanged($0, from.scope, to.scope) }
      return isSame
        ? nil : Procedure(code: code, fromField: fromField, toField: toField, rows: rows)
    }
  }

  private static func isUnchanged(
    _ row: JoinedRow, _ start: CatalogScope, _ end: CatalogScope
  ) -> Bool {
    guard let here = row.fromAgency, let there = row.toAgency, let from = row.from, let to = row.to,
      row.appears == .start, row.vanishes == nil
    else { return false }
    return row.wasExcluded == row.isExcluded
      && start.agencies[Int(here) + 1] == end.agencies[Int(there) + 1]
      && JoinedRow.bare(from) == JoinedRow.bare(to)
  }

  private static func join(
    _ from: [SideRow], _ to: [SideRow], _ places: AgencyMatches
  ) -> [JoinedRow] {
    var ends: [Int32: SideRow] = [:]
    for row in to { ends[row.agency] = row }
    let wasDeclared = from.first?.agency == OfferingColumns.noAgency
    let isDeclared = to.first?.agency == OfferingColumns.noAgency
    var rows: [JoinedRow] = []
    var reached: Set<Int32> = []
    var origins: [Int32: SideRow] = [:]
    for row in from {
      let same = places.counterpart(of: row.agency)
      if let same, let end = ends[same] {
        reached.insert(same)
        rows.append(
          JoinedRow(
            fromAgency: row.agency, toAgency: same, from: row.facts, to: end.facts,
            wasExcluded: row.isExcluded, isExcluded: end.isExcluded, appears: .start,
            vanishes: nil))
        continue
      }
      let heirs = places.heirs(of: row.agency).filter { ends[$0] != nil }
      for heir in heirs where origins[heir].map({ places.isBefore(row.agency, $0.agency) }) ?? true
      {
        origins[heir] = row
      }
      // A procedure that was only declared gives way when agencies begin to offer it.
      let vanishes: ChangeStage =
        !heirs.isEmpty ? .agencyMoved : wasDeclared && !to.isEmpty ? .entered : .left
      rows.append(
        JoinedRow(
          fromAgency: row.agency, toAgency: nil, from: row.facts, to: nil,
          wasExcluded: row.isExcluded, isExcluded: false, appears: .start, vanishes: vanishes))
    }
    for row in to where !reached.contains(row.agency) {
      let origin = origins[row.agency]
      // What no agency offers any more is there, as declared, as soon as the last has left.
      let appears: ChangeStage =
        origin != nil ? .agencyMoved : isDeclared && !from.isEmpty ? .left : .entered
      rows.append(
        JoinedRow(
          fromAgency: nil, toAgency: row.agency, from: origin?.facts, to: row.facts,
          wasExcluded: origin?.isExcluded ?? false, isExcluded: row.isExcluded, appears: appears,
          vanishes: nil))
    }
    return rows
  }
}

/// A row of one of the two catalogs.
private struct SideRow {
  let agency: Int32
  let facts: OfferingFacts
  let isExcluded: Bool
}

/// One of the two catalogs, with the procedures that its query admits by their code.
private struct Side {
  let scan: CatalogScan
  let positions: [ProcedureCode: Int]
  private let excluded: [Bool]

  init(_ scan: CatalogScan, _ indicator: String) {
    self.scan = scan
    let snapshot = scan.snapshot
    let admitted = scan.scope.procedure.map { $0..<($0 + 1) } ?? snapshot.procedures.indices
    var positions: [ProcedureCode: Int] = [:]
    for position in admitted { positions[snapshot.procedures[position].code] = position }
    self.positions = positions
    excluded = CatalogScan.excludedRows(snapshot, scan.index, indicator: indicator)
  }

  func rows(of code: ProcedureCode) -> [SideRow] {
    guard let position = positions[code] else { return [] }
    let columns = scan.snapshot.offerings
    return (scan.index.starts[position]..<scan.index.starts[position + 1]).map { row in
      SideRow(
        agency: columns.agency[row],
        facts: columns.combinations[Int(columns.combination[row])],
        isExcluded: !excluded.isEmpty && excluded[row])
    }
  }

  /// The normalised name of the field; empty where there is none.
  func field(of code: ProcedureCode) -> String {
    guard let position = positions[code] else { return "" }
    let field = scan.index.fieldOf[position]
    return field == 0 ? "" : scan.index.fieldNames[field - 1]
  }
}

/// Which agency of the end an agency of the start is, and which have taken its place.
private struct AgencyMatches {
  private let counterparts: [Int32?]
  private let heirsOf: [[Int32]]
  private let codes: [AgencyCode]

  init(_ from: CatalogSnapshot, _ to: CatalogSnapshot) {
    let tree = to.agencies
    codes = from.agencies.nodes.map(\.code)
    let found = codes.map { code in tree.position(of: code).map(Int32.init) }
    counterparts = found
    heirsOf = zip(codes, found).map { code, same in
      guard same == nil else { return [] }
      return to.succession.agencies.heirs(of: code) { tree.position(of: $0) != nil }
        .compactMap { tree.position(of: $0).map(Int32.init) }
    }
  }

  func counterpart(of agency: Int32) -> Int32? {
    agency == OfferingColumns.noAgency ? agency : counterparts[Int(agency)]
  }

  func heirs(of agency: Int32) -> [Int32] {
    agency == OfferingColumns.noAgency ? [] : heirsOf[Int(agency)]
  }

  /// By code, so that the order of rows never matters.
  func isBefore(_ one: Int32, _ other: Int32) -> Bool { codes[Int(one)] < codes[Int(other)] }
}
