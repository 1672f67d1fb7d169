public import Procedures

/// The procedures that facts may name: all that a catalog ever brought, in force or not.
public struct ProcedureDirectory: Sendable {
  private let numbers: [ProcedureCode: Int64]
  private let codes: [Int64: ProcedureCode]

  /// The procedures with their numbers in the database; each code and each number once.
  public init(_ procedures: [(ProcedureCode, Int64)]) {
    numbers = Dictionary(procedures, uniquingKeysWith: { first, _ in first })
    codes = Dictionary(procedures.map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// Whether no procedure is loaded, so that none can be named.
  public var isEmpty: Bool { numbers.isEmpty }

  /// The number of the procedure with this code; nil where there is none.
  public func number(of code: ProcedureCode) -> Int64? { numbers[code] }

  func code(of number: Int64) -> ProcedureCode? { codes[number] }
}
