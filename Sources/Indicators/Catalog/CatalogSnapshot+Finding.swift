public import Procedures

/// What stands under the code of a procedure.
public enum ProcedureFinding: Sendable, Hashable {
  /// It is in force, at this position of the snapshot.
  case inForce(Int)
  /// It is not, and the one at this position has its place.
  case replaced(ProcedureCode, by: Int)
  /// It is not; these have its place, none or several.
  case missing(ProcedureCode, successors: [ProcedureCode])
}

extension CatalogSnapshot {
  /// Finds a procedure by the code that a person gives, also one that another code has the place
  /// of. Costs a pass over the procedures.
  public func finding(of text: String) -> ProcedureFinding {
    let code = ProcedureCode(cleaning: text) ?? ProcedureCode(local: text)
    func position(_ code: ProcedureCode) -> Int? { procedures.firstIndex { $0.code == code } }
    if let position = position(code) { return .inForce(position) }
    let existing = Set(procedures.map(\.code))
    let others = succession.procedures.successors(of: code, where: existing.contains)
    if others.count == 1, let other = others.first, let position = position(other) {
      return .replaced(code, by: position)
    }
    return .missing(code, successors: others)
  }

  /// The rows of a procedure among ``offerings``, in their order.
  public func rows(of procedure: Int) -> Range<Int> {
    let column = offerings.procedure
    let start = column.partitioningIndex { $0 >= procedure }
    let end = column.partitioningIndex { $0 > procedure }
    return start..<end
  }
}

extension Array {
  /// Where the elements that satisfy the predicate begin, in an array whose elements that do not
  /// stand all before them.
  fileprivate func partitioningIndex(where isBehind: (Element) -> Bool) -> Int {
    var (low, high) = (startIndex, endIndex)
    while low < high {
      let middle = low + (high - low) / 2
      if isBehind(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
