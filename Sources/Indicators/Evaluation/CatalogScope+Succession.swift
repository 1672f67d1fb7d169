import Procedures

/// Filters by code, which follow a code to the one that has its place.
extension CatalogScope {
  /// What a filter by code names.
  struct Place {
    let position: Int
    /// Whether it is another one than was asked for.
    let isSuccessor: Bool
  }

  static func agency(_ value: String?, _ snapshot: CatalogSnapshot)
    throws(IndicatorError) -> Place?
  {
    guard let value else { return nil }
    let tree = snapshot.agencies
    guard let code = AgencyCode(value) else { throw unknownAgency(value, snapshot) }
    if let position = tree.position(of: code), !tree.nodes[position].isFormer {
      return Place(position: position, isSuccessor: false)
    }
    func exists(_ code: AgencyCode) -> Bool {
      tree.position(of: code).map { !tree.nodes[$0].isFormer } ?? false
    }
    let heirs = snapshot.succession.agencies.heirs(of: code, where: exists)
    if heirs.count == 1, let position = tree.position(of: heirs[0]) {
      return Place(position: position, isSuccessor: true)
    }
    if heirs.count > 1 {
      throw IndicatorError(
        .unknownValue,
        "agency \(code) was split and is not in force on \(snapshot.validOn); "
          + "ask for one of \(listed(heirs.map(\.text)))",
        vi: "cơ quan \(code) đã được chia tách, không còn tồn tại ngày \(snapshot.validOn); "
          + "hãy hỏi một trong các cơ quan \(listed(heirs.map(\.text)))")
    }
    let origins = snapshot.succession.agencies.origins(of: code, where: exists)
    if !origins.isEmpty {
      throw IndicatorError(
        .unknownValue,
        "agency \(code) is not in force on \(snapshot.validOn) yet; it took the place of "
          + "\(listed(origins.map(\.text))): ask for those, or on the tree of now (tree=now)",
        vi: "ngày \(snapshot.validOn) chưa có cơ quan \(code); cơ quan này thay cho "
          + "\(listed(origins.map(\.text))): hãy hỏi các cơ quan đó, "
          + "hoặc hỏi theo cây cơ quan hiện nay (tree=now)")
    }
    throw unknownAgency(value, snapshot)
  }

  static func procedure(_ value: String?, _ snapshot: CatalogSnapshot)
    throws(IndicatorError) -> Place?
  {
    guard let value else { return nil }
    let cleaned = ProcedureCode(cleaning: value)
    let codes = [ProcedureCode(local: value)] + (cleaned.map { [$0] } ?? [])
    func position(_ code: ProcedureCode) -> Int? {
      snapshot.procedures.firstIndex { $0.code == code }
    }
    for code in codes {
      if let position = position(code) { return Place(position: position, isSuccessor: false) }
    }
    let succession = snapshot.succession.procedures
    guard let code = codes.last, !succession.isEmpty else {
      throw unknownProcedure(value, snapshot)
    }
    // Only codes that nobody has are followed, so that the walk is short.
    let existing = Set(snapshot.procedures.map(\.code))
    let successors = succession.successors(of: code, where: existing.contains)
    let found =
      successors.isEmpty
      ? succession.predecessors(of: code, where: existing.contains) : successors
    if found.count > 1 {
      throw IndicatorError(
        .unknownValue,
        "procedure \(code) is not in force on \(snapshot.validOn); "
          + "\(listed(found.map(\.text))) have its place: ask for one of them",
        vi: "thủ tục \(code) không có hiệu lực ngày \(snapshot.validOn); thay cho thủ tục này là "
          + "\(listed(found.map(\.text))): hãy hỏi một trong các thủ tục đó")
    }
    guard let other = found.first, let position = position(other) else {
      throw unknownProcedure(value, snapshot)
    }
    return Place(position: position, isSuccessor: true)
  }

  private static func unknownAgency(
    _ value: String, _ snapshot: CatalogSnapshot
  ) -> IndicatorError {
    IndicatorError(
      .unknownValue,
      "no agency in force on \(snapshot.validOn) has the code \"\(value.excerpt)\"; "
        + "give the code of an agency, for example \(snapshot.authority)",
      vi: "ngày \(snapshot.validOn) không có cơ quan nào mang mã \"\(value.excerpt)\"; "
        + "hãy cho mã của một cơ quan, ví dụ \(snapshot.authority)")
  }

  private static func unknownProcedure(
    _ value: String, _ snapshot: CatalogSnapshot
  ) -> IndicatorError {
    IndicatorError(
      .unknownValue,
      "no procedure in force on \(snapshot.validOn) has the code \"\(value.excerpt)\"; "
        + "give a code of the catalog, like 1.004194",
      vi: "không có thủ tục nào có hiệu lực ngày \(snapshot.validOn) mang mã "
        + "\"\(value.excerpt)\"; hãy cho một mã của danh mục thủ tục, ví dụ 1.004194")
  }

  private static func listed(_ codes: [String]) -> String {
    codes.prefix(12).joined(separator: ", ") + (codes.count > 12 ? " …" : "")
  }
}
