import Indicators
import Procedures

/// What sources say of a catalog on one day, by what was known at one instant, and the order in
/// which they are believed. Figures and the list of conflicts are both made of it.
struct CatalogClaims: Sendable {
  let agencies: [AgencyClaimRow]
  let tree: AgencyTree
  /// Position in the tree by the database's number.
  let positions: [Int64: Int32]
  let procedures: [ProcedureClaimRow]
  let register: ProcedureRegister
  /// Sorted.
  let offerings: ClaimColumns
  /// Who took whose place.
  let succession: Succession
  let resolution: SourceResolution
}
