import Indicators
import Procedures

/// Small random catalogs with everything that makes counting hard: vertical roots, missing tiers,
/// fields and levels, several scales, procedures without offerings, quarantined rows, exclusions.
enum RandomCatalog {
  /// A catalog; the same for the same seed. `rootPresent: false` leaves the authority's agency out.
  static func snapshot(
    seed: UInt64, rootPresent: Bool = true, held: Bool = true
  ) -> CatalogSnapshot {
    var random = SeededGenerator(seed: seed)
    let tree = tree(rootPresent, &random)
    let fields = ["Đất đai", "Hộ tịch", " Đất  đai ", "Xây dựng", "unknown"]
    var procedures: [CatalogProcedure] = []
    for number in 0..<Int.random(in: 1...7, using: &random) {
      guard let code = ProcedureCode("1.00\((number * 4703 + 1000) % 9000 + 1000)") else {
        continue
      }
      let field = random.once(in: 4) ? nil : Int.random(in: fields.indices, using: &random)
      procedures.append(CatalogProcedure(code: code, name: "Thủ tục \(number)", field: field))
    }
    let combinations = (0..<Int.random(in: 1...12, using: &random)).map { _ in facts(&random) }
    var procedure: [Int32] = []
    var agency: [Int32] = []
    var combination: [UInt16] = []
    for position in procedures.indices {
      let none = random.once(in: 4) || tree.nodes.isEmpty
      let all = tree.nodes.indices.filter { _ in random.once(in: 3) }
      for agencyPosition in none ? [-1] : all {
        procedure.append(Int32(position))
        agency.append(Int32(agencyPosition))
        combination.append(UInt16.random(in: 0..<UInt16(combinations.count), using: &random))
      }
    }
    return CatalogSnapshot(
      authority: code("H32"), validOn: CalendarDay(daysSince2000: 9000),
      knownOn: Instant(microsecondsSince2000: 42), dataVersion: 7, agencies: tree,
      fields: fields, procedures: procedures,
      offerings: OfferingColumns(
        procedure: procedure, agency: agency, combination: combination,
        combinations: combinations),
      held: held ? heldRows(procedures.count, tree.nodes.count, &random) : [],
      exclusions: exclusions(procedures.count, tree.nodes.count, &random))
  }

  static func code(_ text: String) -> AgencyCode {
    guard let code = AgencyCode(text) else { preconditionFailure("\(text) is no agency code") }
    return code
  }

  private static func tree(_ rootPresent: Bool, _ random: inout SeededGenerator) -> AgencyTree {
    let codes =
      (rootPresent ? ["H32"] : [])
      + ["H32.3", "H32.16", "H32.16.2", "H32.16.10", "H32.201", "H32.201.1", "G09", "G09.5", "H44"]
    var agencies: [(id: Int64, code: AgencyCode, name: String, tier: Tier?, parent: AgencyCode?)] =
      []
    for (number, text) in codes.enumerated() where text == "H32" || !random.once(in: 5) {
      let own = code(text)
      let tier: Tier? =
        random.once(in: 5)
        ? nil
        : own.isVertical ? .vertical : Tier.allCases.randomElement(using: &random)
      let parent = random.once(in: 6) ? AgencyCode("H32.3") : own.prefixes.first
      agencies.append(
        (Int64(number + 1), own, "Cơ quan \(text)", tier, text == "H32" ? nil : parent))
    }
    return AgencyTree(agencies.shuffled(using: &random))
  }

  private static func facts(_ random: inout SeededGenerator) -> OfferingFacts {
    func ternary(_ random: inout SeededGenerator) -> Ternary {
      Ternary.allCases.randomElement(using: &random) ?? .unknown
    }
    let level = LevelKey.allCases.randomElement(using: &random) ?? .unknown
    let scheme = ["ND43", "ND42", nil].randomElement(using: &random) ?? nil
    return OfferingFacts(
      level: level, levelScheme: level == .unknown ? nil : scheme, eligible: ternary(&random),
      eligibleFull: ternary(&random), fee: ternary(&random), paymentEligible: ternary(&random),
      paymentEnabled: ternary(&random), mobile: ternary(&random), usedOnline: ternary(&random),
      feeDossier: ternary(&random), paidOnline: ternary(&random))
  }

  private static func heldRows(
    _ procedures: Int, _ agencies: Int, _ random: inout SeededGenerator
  ) -> [HeldRowScope] {
    (0..<Int.random(in: 0...4, using: &random)).map { _ in
      HeldRowScope(
        procedure: random.once(in: 2) || procedures == 0
          ? nil : Int.random(in: 0..<procedures, using: &random),
        agencies: random.once(in: 2) || agencies == 0
          ? []
          : Array(
            Set(
              (0..<Int.random(in: 1...3, using: &random)).map { _ in
                Int.random(in: 0..<agencies, using: &random)
              })
          ).sorted())
    }
  }

  private static func exclusions(
    _ procedures: Int, _ agencies: Int, _ random: inout SeededGenerator
  ) -> [Exclusion] {
    (0..<Int.random(in: 0...6, using: &random)).compactMap { _ in
      guard procedures > 0, let indicator = Indicator.catalog.randomElement(using: &random) else {
        return nil
      }
      return Exclusion(
        procedure: Int.random(in: 0..<procedures, using: &random),
        agency: random.once(in: 2) || agencies == 0
          ? nil : Int.random(in: 0..<agencies, using: &random),
        indicator: indicator.id)
    }
  }
}
