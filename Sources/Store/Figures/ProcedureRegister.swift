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
/// that knows it wins.
struct ProcedureRegister {
  let procedures: [CatalogProcedure]
  let fields: [String]
  /// Position by the database's number.
  let positions: [Int64: Int32]
  /// Position by code.
  let byCode: [String: Int]

  init(_ rows: [ProcedureClaimRow]) {
    var known: [Int64: (code: String, name: String, field: String?, isInternal: Int16)] = [:]
    for row in rows.sorted(by: { $0.source < $1.source }) {
      var entry = known[row.id] ?? (row.code, "", nil, 2)
      if entry.name.isEmpty, let name = row.name { entry.name = name }
      if entry.field == nil { entry.field = row.field }
      if entry.isInternal == 2, let isInternal = row.isInternal { entry.isInternal = isInternal }
      known[row.id] = entry
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
