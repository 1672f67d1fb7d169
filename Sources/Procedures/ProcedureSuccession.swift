/// Which procedures took the place of others (thay thế): an amended procedure keeps its code, one
/// that is abolished and announced anew gets another.
public struct ProcedureSuccession: Sendable, Hashable {
  private var successors: [ProcedureCode: Set<ProcedureCode>] = [:]
  private var predecessors: [ProcedureCode: Set<ProcedureCode>] = [:]

  /// From each new code, the codes that it takes the place of.
  public init(_ replaces: [(code: ProcedureCode, replaced: [ProcedureCode])] = []) {
    for (code, replaced) in replaces {
      for old in replaced where old != code {
        successors[old, default: []].insert(code)
        predecessors[code, default: []].insert(old)
      }
    }
  }

  /// Whether nothing is known to have been replaced.
  public var isEmpty: Bool { successors.isEmpty }

  /// The nearest codes that exist after one that does not, however many steps lie between.
  public func successors(
    of code: ProcedureCode, where exists: (ProcedureCode) -> Bool
  ) -> [ProcedureCode] {
    Self.reach(from: code, along: successors, where: exists)
  }

  /// The nearest codes that exist before one that does not.
  public func predecessors(
    of code: ProcedureCode, where exists: (ProcedureCode) -> Bool
  ) -> [ProcedureCode] {
    Self.reach(from: code, along: predecessors, where: exists)
  }

  private static func reach(
    from code: ProcedureCode, along steps: [ProcedureCode: Set<ProcedureCode>],
    where exists: (ProcedureCode) -> Bool
  ) -> [ProcedureCode] {
    var found: Set<ProcedureCode> = []
    var seen: Set<ProcedureCode> = [code]
    var queue = Array(steps[code] ?? [])
    while let next = queue.popLast() {
      guard seen.insert(next).inserted else { continue }
      if exists(next) { found.insert(next) } else { queue += steps[next] ?? [] }
    }
    return found.sorted()
  }
}
