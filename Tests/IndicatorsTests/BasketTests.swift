import Indicators
import Procedures
import Testing

@Suite struct BasketTests {
  private struct Row {
    let procedure: ProcedureCode
    let agency: AgencyCode?
    let facts: OfferingFacts
    let position: Int
  }

  private func rows(_ snapshot: CatalogSnapshot) -> [Row] {
    let columns = snapshot.offerings
    return (0..<columns.count).map { row in
      let place = columns.agency[row]
      return Row(
        procedure: snapshot.procedures[Int(columns.procedure[row])].code,
        agency: place < 0 ? nil : snapshot.agencies.nodes[Int(place)].code,
        facts: columns.combinations[Int(columns.combination[row])], position: row)
    }
  }

  /// A catalog of some rows alone.
  private func only(_ kept: [Row], of then: CatalogSnapshot) -> CatalogSnapshot {
    let columns = then.offerings
    return CatalogSnapshot(
      authority: then.authority, validOn: then.validOn, knownOn: then.knownOn,
      dataVersion: then.dataVersion, agencies: then.agencies, fields: then.fields,
      procedures: then.procedures,
      offerings: OfferingColumns(
        procedure: kept.map { columns.procedure[$0.position] },
        agency: kept.map { columns.agency[$0.position] },
        combination: kept.map { columns.combination[$0.position] },
        combinations: columns.combinations), exclusions: then.exclusions)
  }

  /// The rule once more over plain rows, for catalogs in which nothing was followed: the oracle
  /// says of single rows whether they belonged.
  private func naive(
    _ query: IndicatorQuery, _ now: CatalogSnapshot, _ then: CatalogSnapshot
  ) -> (numerator: Int, denominator: Int, unknown: Int) {
    let all = rows(then)
    let today = rows(now)
    let units =
      query.count == .procedures
      ? Dictionary(grouping: all, by: \.procedure).map(\.value) : all.map { [$0] }
    var answer = (numerator: 0, denominator: 0, unknown: 0)
    for unit in units {
      let whole = NaiveOracle(snapshot: only(unit, of: then)).answer(query)
      answer.unknown += whole.unknown
      guard whole.denominator == 1 else { continue }
      var decided = Ternary.no
      for row in unit {
        // The row alone, counted as a procedure so that a declared one counts too.
        let single = NaiveOracle(snapshot: only([row], of: then)).answer(
          IndicatorQuery(indicator: query.indicator, count: .procedures))
        let belonged: Ternary =
          single.denominator == 1
          ? .yes
          : single.unknown == 1 ? denominator(query.indicator, row.facts) : .no
        for other in today where other.procedure == row.procedure {
          guard row.agency == nil || row.agency == other.agency else { continue }
          let level = other.facts.level
          decided =
            decided
            || (belonged && (level == .unknown ? .unknown : Ternary(level == .full)))
        }
      }
      switch decided {
      case .yes:
        answer.numerator += 1
        answer.denominator += 1
      case .no: answer.denominator += 1
      case .unknown: answer.unknown += 1
      }
    }
    return answer
  }

  private func denominator(_ indicator: String, _ facts: OfferingFacts) -> Ternary {
    switch indicator {
    case "level4_of_eligible": facts.eligibleFull
    case "level4_of_online":
      facts.level == .unknown
        ? .unknown : Ternary(facts.level == .full || facts.level == .partial)
    default: .yes
    }
  }

  @Test(
    arguments: UInt64(0)..<60, ["level4_of_all", "level4_of_eligible", "level4_of_online"])
  func `a frozen basket counts what belonged then by what is so now`(
    seed: UInt64, indicator: String
  ) throws {
    let then = RandomCatalog.snapshot(seed: seed)
    let now = RandomCatalog.snapshot(seed: seed &+ 5000)
    for unit in CountUnit.choices {
      let query = IndicatorQuery(indicator: indicator, count: unit)

      let figure = try CatalogEvaluator(now).evaluate(query, basket: CatalogEvaluator(then)).figure

      let expected = naive(query, now, then)
      #expect(figure.tally.numerator == expected.numerator, "\(seed) \(unit)")
      #expect(figure.tally.denominator == expected.denominator, "\(seed) \(unit)")
      #expect(figure.tally.unknown == expected.unknown, "\(seed) \(unit)")
      #expect(figure.flags.contains("basket=\(then.validOn)"))
    }
  }

  @Test(arguments: UInt64(0)..<20)
  func `the basket of the same day is the figure itself`(seed: UInt64) throws {
    let snapshot = RandomCatalog.snapshot(seed: seed)
    let evaluator = CatalogEvaluator(snapshot)
    for var query in EveryQuery.of(snapshot, seed: seed, extra: 4) {
      query.by = [nil, .agency, .field, .level][Int(seed % 4)]

      let plain = try evaluator.evaluate(query)
      let frozen = try evaluator.evaluate(query, basket: evaluator)

      #expect(frozen.figure.tally == plain.figure.tally, "\(query)")
      #expect(frozen.groups.map(\.key) == plain.groups.map(\.key))
      #expect(frozen.groups.map { counts($0) } == plain.groups.map { counts($0) }, "\(query)")
    }
  }

  private func counts(_ group: IndicatorGroup) -> [Int] {
    let tally = group.figure.tally
    return [tally.numerator, tally.denominator, tally.unknown, tally.excluded]
  }

  @Test(arguments: UInt64(0)..<60)
  func `the deciding offering has the outcome of its row`(seed: UInt64) throws {
    let snapshot = RandomCatalog.snapshot(seed: seed)
    let evaluator = CatalogEvaluator(snapshot)
    for query in EveryQuery.of(snapshot, seed: seed, extra: 2) {
      let deciding = try DecidingOfferings(evaluator, query)
      for kind in RowKind.allCases where kind != .held {
        for row in try evaluator.rows(query, kind: kind) {
          #expect(deciding.offering(behind: row, kind: kind) != nil, "\(query) \(kind)")
        }
      }
    }
  }
}
