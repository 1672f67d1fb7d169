import Procedures

/// The part of the catalog that a query is about, resolved against a snapshot: every filter value
/// exists.
struct CatalogScope {
  /// What is counted.
  let unit: CountUnit
  /// Whether an agency is in scope, at its position plus one; position 0 stands for rows without
  /// an agency.
  let agencies: [Bool]
  /// The agencies that a split by agency may list: the scope before the tier filter.
  let tree: [Bool]
  /// Whether an agency was asked for.
  let asksAgency: Bool
  /// The tier asked for; `.some(nil)` asks for agencies without a tier.
  let tier: Tier??
  /// The field asked for, as in ``CatalogIndex/fieldOf``.
  let field: Int?
  /// Position of the procedure asked for.
  let procedure: Int?
  /// The level asked for.
  let level: LevelKey?
  /// Whether a filter named a code whose place another one has.
  let followsSuccession: Bool
  /// The scope as the receipt writes it.
  let receipt: FigureScope

  /// The receipt of the same scope with one filter set.
  func receipt(setting dimension: Dimension, to key: String) -> FigureScope {
    if dimension == .agency {
      return FigureScope(authority: receipt.authority, agency: key, filters: receipt.filters)
    }
    var filters = receipt.filters
    filters[dimension] = key
    return FigureScope(authority: receipt.authority, agency: receipt.agency, filters: filters)
  }

  /// Whether a procedure passes the filters on field and procedure.
  @inline(__always)
  func admits(procedure position: Int, field other: Int) -> Bool {
    (procedure == nil || procedure == position) && (field == nil || field == other)
  }
}

extension CatalogScope {
  /// Resolves the filters of a query; throws `unknown_value` for a value that the catalog does
  /// not have.
  init(_ query: IndicatorQuery, unit: CountUnit, snapshot: CatalogSnapshot, index: CatalogIndex)
    throws(IndicatorError)
  {
    let agency = try Self.agency(query.filters[.agency], snapshot)
    let tier = try Self.tier(query.filters[.tier])
    let field = try Self.field(query.filters[.field], index)
    let procedure = try Self.procedure(query.filters[.procedure], snapshot)
    let level = try Self.level(query.filters[.level])

    let tree = snapshot.agencies
    let root = tree.position(of: snapshot.authority)
    let base: [Bool]
    if let top = agency?.position {
      base = tree.subtree(of: top)
    } else if case .some(.some(.vertical)) = tier {
      // Vertical bodies are roots of their own; the authority's root does not bound them.
      base = [Bool](repeating: true, count: tree.nodes.count)
    } else if let root {
      base = tree.subtree(of: root)
    } else {
      base = [Bool](repeating: false, count: tree.nodes.count)
    }
    // A procedure that no agency offers and an event that names no agency count for the whole.
    var agencies = [unit != .offerings && agency == nil && tier == nil && root != nil]
    for (position, node) in tree.nodes.enumerated() {
      agencies.append(base[position] && (tier.map { $0 == node.tier } ?? true))
    }

    var filters: [Dimension: String] = [:]
    if let tier { filters[.tier] = tier?.rawValue ?? Dimension.unknownKey }
    if let field {
      filters[.field] = field == 0 ? Dimension.unknownKey : index.fieldNames[field - 1]
    }
    if let procedure { filters[.procedure] = snapshot.procedures[procedure.position].code.text }
    if let level { filters[.level] = level.rawValue }

    self.init(
      unit: unit, agencies: agencies, tree: base, asksAgency: agency != nil, tier: tier,
      field: field, procedure: procedure?.position, level: level,
      followsSuccession: agency?.isSuccessor == true || procedure?.isSuccessor == true,
      receipt: FigureScope(
        authority: snapshot.authority.text,
        agency: agency.map { tree.nodes[$0.position].code.text }, filters: filters))
  }

  static func tier(_ value: String?) throws(IndicatorError) -> Tier?? {
    guard let value else { return nil }
    if value == Dimension.unknownKey { return .some(nil) }
    guard let tier = Tier(rawValue: value) else {
      let allowed = Tier.allCases.map(\.rawValue) + [Dimension.unknownKey]
      throw IndicatorError(
        .unknownValue,
        "there is no tier \"\(value.excerpt)\"; tiers are \(allowed.joined(separator: ", "))",
        vi: "không có cấp \"\(value.excerpt)\"; các cấp là \(allowed.joined(separator: ", "))")
    }
    return .some(tier)
  }

  private static func field(_ value: String?, _ index: CatalogIndex)
    throws(IndicatorError) -> Int?
  {
    guard let value else { return nil }
    let name = CatalogIndex.normalised(value)
    if name == Dimension.unknownKey { return 0 }
    guard let position = index.fieldNames.firstIndex(of: name) else {
      let few = index.fieldNames.count <= 8
      let list = (index.fieldNames + [Dimension.unknownKey]).joined(separator: ", ")
      let allowed =
        few ? "fields are \(list)" : "a split by field lists the \(index.fieldNames.count) fields"
      let allowedVi =
        few
        ? "các lĩnh vực là \(list)"
        : "tách theo field sẽ liệt kê \(index.fieldNames.count) lĩnh vực"
      throw IndicatorError(
        .unknownValue, "the catalog has no field \"\(value.excerpt)\"; \(allowed)",
        vi: "danh mục thủ tục không có lĩnh vực \"\(value.excerpt)\"; \(allowedVi)")
    }
    return position + 1
  }

  static func level(_ value: String?) throws(IndicatorError) -> LevelKey? {
    guard let value else { return nil }
    guard let level = LevelKey(alias: value) else {
      let allowed = LevelKey.allCases.map(\.rawValue).joined(separator: ", ")
      throw IndicatorError(
        .unknownValue,
        "there is no level \"\(value.excerpt)\"; levels are \(allowed), "
          + "and 4, 3, 2, 1 for the first three",
        vi: "không có mức độ \"\(value.excerpt)\"; các mức độ là \(allowed), "
          + "và 4, 3, 2, 1 thay cho ba mức độ đầu")
    }
    return level
  }
}
