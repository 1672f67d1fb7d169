public import Procedures

/// What a catalog's rows together say of one procedure.
///
/// Each attribute is the majority over the valid rows, ties decided by code-point order, so that
/// the order of rows never matters. It is unknown where all cells are empty, unsaid where the
/// column is missing.
public struct ProcedureDeclaration: Hashable, Sendable {
  /// The national code.
  public let code: ProcedureCode
  /// Name (tên thủ tục).
  public let name: Claim<String>
  /// Field (lĩnh vực).
  public let field: Claim<String>
  /// Tiers (cấp thực hiện) in the order of government: `Cấp tỉnh, Cấp xã`.
  public let tiers: Claim<String>
  /// Whether the type column calls it internal (nội bộ); such procedures are not counted.
  public let isInternal: Claim<Bool>
  /// The procedures that it takes the place of (thay thế), in code-point order.
  public let replaces: Claim<[ProcedureCode]>
  /// Whether some row names the procedure without an agency.
  public let declared: Bool
  /// The first row that names it, as a spreadsheet numbers rows.
  public let row: Int

  /// A procedure as its rows tell it.
  public init(
    code: ProcedureCode, name: Claim<String>, field: Claim<String>, tiers: Claim<String>,
    isInternal: Claim<Bool>, replaces: Claim<[ProcedureCode]>, declared: Bool, row: Int
  ) {
    self.code = code
    self.name = name
    self.field = field
    self.tiers = tiers
    self.isInternal = isInternal
    self.replaces = replaces
    self.declared = declared
    self.row = row
  }
}
