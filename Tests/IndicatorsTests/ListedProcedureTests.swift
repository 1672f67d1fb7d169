import Indicators
import Procedures
import Testing

@Suite("Lists of procedures")
struct ListedProcedureTests {
  @Test(arguments: 0..<40 as Range<UInt64>)
  func `there are as many procedures as a figure of the same scope has rows`(
    seed: UInt64
  ) throws {
    let snapshot = RandomCatalog.snapshot(seed: seed)
    let evaluator = CatalogEvaluator(snapshot)
    for query in EveryQuery.of(snapshot, seed: seed)
    where query.indicator == "level4_of_all" && query.count == .procedures {
      let listed = try evaluator.procedures(query.filters)
      let tally = try evaluator.evaluate(query).figure.tally

      #expect(listed.count == tally.inScope, "\(query.filters)")
      #expect(Set(listed.map(\.procedure)).count == listed.count)
      let codes = listed.map { snapshot.procedures[$0.procedure].code }
      #expect(codes == codes.sorted())
    }
  }

  @Test(arguments: 0..<40 as Range<UInt64>)
  func `the level of a listed procedure is the one by which figures filter it`(
    seed: UInt64
  ) throws {
    let snapshot = RandomCatalog.snapshot(seed: seed)
    let evaluator = CatalogEvaluator(snapshot)
    for agency in snapshot.agencies.nodes.map(\.code.text) {
      let listed = try evaluator.procedures([.agency: agency])
      for level in LevelKey.allCases {
        let filtered = try evaluator.procedures([.agency: agency, .level: level.rawValue])

        #expect(filtered == listed.filter { $0.level == level }, "\(agency) \(level)")
      }
    }
  }

  @Test(arguments: 0..<40 as Range<UInt64>)
  func `the rows of a procedure are those that name it`(seed: UInt64) {
    let snapshot = RandomCatalog.snapshot(seed: seed)
    let column = snapshot.offerings.procedure
    for procedure in snapshot.procedures.indices {
      #expect(
        Array(snapshot.rows(of: procedure))
          == column.indices.filter { column[$0] == Int32(procedure) })
    }
  }

  @Test func `a code finds the procedure that has its place, else those that have`() throws {
    func code(_ text: String) -> ProcedureCode { ProcedureCode(local: text) }
    let random = RandomCatalog.snapshot(seed: 1)
    let codes = random.procedures.map(\.code)
    let (first, second) = (codes[0], codes[1])
    let succession = ProcedureSuccession([
      (code: first, replaced: [code("9.000001"), code("9.000002")]),
      (code: second, replaced: [code("9.000002")]),
    ])
    let snapshot = CatalogSnapshot(
      authority: random.authority, validOn: random.validOn, knownOn: random.knownOn,
      dataVersion: 1, agencies: random.agencies, fields: random.fields,
      procedures: random.procedures, offerings: random.offerings,
      succession: Succession(procedures: succession))

    #expect(snapshot.finding(of: first.text) == .inForce(0))
    #expect(snapshot.finding(of: "9.000001.000.00.00.H32") == .replaced(code("9.000001"), by: 0))
    #expect(
      snapshot.finding(of: "9.000002")
        == .missing(code("9.000002"), successors: [first, second].sorted()))
    #expect(snapshot.finding(of: "9.000003") == .missing(code("9.000003"), successors: []))
  }
}
