import Indicators
import Procedures
import Testing

@Suite("Bounds against every completion")
struct BoundsTests {
  /// Every way to settle what is unknown in a tiny catalog gives a ratio within the bounds.
  @Test(arguments: UInt64(1)...80, Indicator.catalog.map(\.id))
  func `no completion of the unknown attributes leaves the bounds`(
    seed: UInt64, indicator: String
  ) throws {
    var random = SeededGenerator(seed: seed)
    let rows = (0..<3).map { _ in Self.facts(&random) }
    let query = IndicatorQuery(indicator: indicator, count: .offerings)
    let figure = try CatalogEvaluator(Self.snapshot(rows)).evaluate(query).figure

    var ratios: [Double] = []
    for completed in Self.completions(of: rows, for: indicator) {
      let exact = try CatalogEvaluator(Self.snapshot(completed)).evaluate(query).figure
      #expect(exact.tally.unknown == 0)
      if let ratio = exact.ratio { ratios.append(ratio) }
    }

    if let low = figure.low, let high = figure.high {
      #expect(ratios.allSatisfy { low <= $0 && $0 <= high })
      #expect(!ratios.isEmpty)
    } else {
      #expect(ratios.isEmpty)
    }
  }

  /// Three offerings of three procedures at one agency.
  private static func snapshot(_ rows: [OfferingFacts]) -> CatalogSnapshot {
    let code = RandomCatalog.code("H32")
    return CatalogSnapshot(
      authority: code, validOn: CalendarDay(daysSince2000: 0),
      knownOn: Instant(microsecondsSince2000: 0), dataVersion: 1,
      agencies: AgencyTree([(1, code, "UBND", .province, nil)]), fields: [],
      procedures: rows.indices.map {
        CatalogProcedure(code: ProcedureCode(local: "\($0)"), name: "", field: nil)
      },
      offerings: OfferingColumns(
        procedure: rows.indices.map(Int32.init), agency: rows.map { _ in 0 },
        combination: rows.indices.map(UInt16.init), combinations: rows))
  }

  private static func facts(_ random: inout SeededGenerator) -> OfferingFacts {
    func ternary(_ random: inout SeededGenerator) -> Ternary {
      Ternary.allCases.randomElement(using: &random) ?? .no
    }
    return OfferingFacts(
      level: LevelKey.allCases.randomElement(using: &random) ?? .unknown,
      eligible: ternary(&random), eligibleFull: ternary(&random), fee: ternary(&random),
      paymentEligible: ternary(&random), paymentEnabled: ternary(&random),
      mobile: ternary(&random), usedOnline: ternary(&random), feeDossier: ternary(&random),
      paidOnline: ternary(&random))
  }

  /// The rows with every unknown attribute that the indicator reads settled in every way.
  private static func completions(
    of rows: [OfferingFacts], for indicator: String
  ) -> [[OfferingFacts]] {
    let read: [WritableKeyPath<OfferingFacts, Ternary>] =
      switch indicator {
      case "level4_of_eligible": [\.eligibleFull]
      case "online_of_eligible": [\.eligible]
      case "mobile_of_online": [\.mobile]
      case "payment_enabled": [\.fee, \.paymentEligible, \.paymentEnabled]
      case "level4_alive", "services_used": [\.usedOnline]
      case "procedures_paid_online": [\.fee, \.paidOnline]
      case "procedures_fee_used": [\.fee, \.feeDossier]
      default: []
      }
    var result: [[OfferingFacts]] = [[]]
    for row in rows {
      var settled = [row]
      for path in read where row[keyPath: path] == .unknown {
        settled = settled.flatMap { facts in
          [Ternary.yes, .no].map { value in
            var copy = facts
            copy[keyPath: path] = value
            return copy
          }
        }
      }
      if indicator != "payment_enabled", row.level == .unknown {
        settled = settled.flatMap { facts in
          [LevelKey.full, .partial, .info].map { level in
            var copy = facts
            copy.level = level
            return copy
          }
        }
      }
      result = result.flatMap { start in settled.map { start + [$0] } }
    }
    return result
  }
}
