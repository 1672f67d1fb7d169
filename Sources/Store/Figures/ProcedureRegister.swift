import Indicators
import Procedures

/// What one source says of a procedure in force.
struct ProcedureClaimRow: Sendable {
  let id: Int64
  let code: String
  let name: String?
  let field: String?
  let isInternal: Int16?
  let source: Int64
}

/// The procedures in force, by code; internal ones left out. For each attribute the first source
/// that knows it wins, in the order declared for it.
struct ProcedureRegister: Sendable {
  let procedures: [CatalogProcedure]
  let fields: [String]
  /// Position by the database's number.
  let positions: [Int64: Int32]
  /// Position by code.
  let byCode: [String: Int]

  init(_ rows: [ProcedureClaimRow], precedence: SourcePrecedence = .undeclared) {
    var known: [Int64: (code: String, name: String, field: String?, isInternal: Int16)] = [:]
    let bySource = rows.sorted { $0.source < $1.source }
    func ordered(_ attribute: SourceAttribute) -> [ProcedureClaimRow] {
      guard precedence.isDeclared(for: attribute) else { return bySource }
      return bySource.sorted { precedence.isBefore($0.source, $1.source, for: attribute) }
    }
    for row in ordered(.name) {
      var entry = known[row.id] ?? (row.code, "", nil, 2)
      if entry.name.isEmpty, let name = row.name { entry.name = name }
      known[row.id] = entry
    }
    for row in ordered(.field) where known[row.id]?.field == nil {
      known[row.id]?.field = row.field
    }
    for row in ordered(.type) where known[row.id]?.isInternal == 2 {
      if let isInternal = row.isInternal { known[row.id]?.isInternal = isInternal }
    }
    let counted = known.filter { $0.value.isInternal != 1 }
      .sorted { $0.value.code < $1.value.code }
    let fields = Set(counted.compactMap(\.value.field)).sorted()
    let places = Dictionary(uniqueKeysWithValues: fields.enumerated().map { ($1, $0) })
    var procedures: [CatalogProcedure] = []
    var positions: [Int64: Int32] = [:]
    var byCode: [String: Int] = [:]
    for (index, entry) in counted.enumerated() {
      procedures.append(
        CatalogProcedure(
          code: ProcedureCode(local: entry.value.code), name: entry.value.name,
          field: entry.value.field.flatMap { places[$0] }))
      positions[entry.key] = Int32(index)
      byCode[entry.value.code] = index
    }
    self.procedures = procedures
    self.fields = fields
    self.positions = positions
    self.byCode = byCode
  }
}
