import Procedures

/// One resolved query on one snapshot: the loops that figures, splits and lists of rows share, so
/// that what is listed is what was counted.
struct CatalogScan {
  let snapshot: CatalogSnapshot
  let index: CatalogIndex
  let scope: CatalogScope
  /// The bits of a row, by its combination of attributes.
  private let bits: [UInt16]
  /// The same for a row that is excluded.
  private let excludedBits: [UInt16]
  /// Whether a row is excluded; empty where no exclusion names the indicator.
  private let excluded: [Bool]

  /// Evaluates the predicates once for each distinct combination.
  init(
    _ snapshot: CatalogSnapshot, index: CatalogIndex, indicator: Indicator, scope: CatalogScope
  ) {
    self.snapshot = snapshot
    self.index = index
    self.scope = scope
    let combinations = snapshot.offerings.combinations
    bits = combinations.map { RowMask.bits(of: $0, for: indicator) }
    excludedBits = combinations.map { RowMask.excludedBits(of: $0, for: indicator) }
    excluded = Self.excludedRows(snapshot, index, indicator: indicator.id)
  }

  /// The procedures that pass the filters on field and procedure and have rows, with their rows.
  @inline(__always)
  func forEachProcedure(_ body: (_ procedure: Int, _ rows: Range<Int>) -> Void) {
    let candidates = scope.procedure.map { $0..<($0 + 1) } ?? snapshot.procedures.indices
    let starts = index.starts
    let fieldOf = index.fieldOf
    for procedure in candidates
    where scope.admits(procedure: procedure, field: fieldOf[procedure]) {
      body(procedure, starts[procedure]..<starts[procedure + 1])
    }
  }

  /// Every counted unit that has a row at an agency in scope, with its mask. The level filter is
  /// not applied yet. `row` is the row's position, or that of the procedure's first row in the
  /// snapshot where procedures are counted.
  @inline(__always)
  func forEachUnit(_ body: (_ procedure: Int, _ row: Int, _ mask: UInt16) -> Void) {
    let agency = snapshot.offerings.agency
    let combination = snapshot.offerings.combination
    let inScope = scope.agencies
    if scope.unit == .offerings {
      forEachProcedure { procedure, rows in
        for row in rows where inScope[Int(agency[row]) + 1] {
          body(procedure, row, mask(of: row, combination))
        }
      }
    } else {
      forEachProcedure { procedure, rows in
        var all: UInt16 = 0
        for row in rows where inScope[Int(agency[row]) + 1] {
          all |= mask(of: row, combination)
        }
        if all != 0 { body(procedure, rows.lowerBound, all) }
      }
    }
  }

  /// The bits of a row.
  @inline(__always)
  func mask(of row: Int, _ combination: [UInt16]) -> UInt16 {
    let position = Int(combination[row])
    return !excluded.isEmpty && excluded[row] ? excludedBits[position] : bits[position]
  }

  /// Whether a quarantined row could belong to the scope: a part that can be read must agree.
  func admits(_ held: HeldRowScope) -> Bool {
    admitsProcedure(of: held)
      && (held.agencies.isEmpty || held.agencies.contains { scope.agencies[$0 + 1] })
  }

  /// The same without looking at the agency.
  func admitsProcedure(of held: HeldRowScope) -> Bool {
    guard let procedure = held.procedure else { return true }
    return scope.admits(procedure: procedure, field: index.fieldOf[procedure])
  }

  /// Whether each row is excluded from an indicator; empty where no exclusion names it.
  static func excludedRows(
    _ snapshot: CatalogSnapshot, _ index: CatalogIndex, indicator: String
  ) -> [Bool] {
    let entries = snapshot.exclusions.filter { $0.indicator == indicator }
    guard !entries.isEmpty else { return [] }
    var excluded = [Bool](repeating: false, count: snapshot.offerings.count)
    for entry in entries {
      for row in index.starts[entry.procedure]..<index.starts[entry.procedure + 1]
      where entry.agency == nil || entry.agency == Int(snapshot.offerings.agency[row]) {
        excluded[row] = true
      }
    }
    return excluded
  }
}
