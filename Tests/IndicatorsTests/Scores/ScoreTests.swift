import Procedures
import Testing

@testable import Indicators

@Suite struct ScoreTests {
  private static func item(
    _ id: String, most: String, full: String = "100", zero: ScoreIndex.ZeroRule = .zero,
    informational: Bool = false
  ) -> ScoreIndex.Item {
    ScoreIndex.Item(
      id: id, indicator: "i\(id)", labelVi: id, labelEn: id,
      most: ScorePoints(most) ?? .zero, fullFrom: PercentTarget(full) ?? .whole, zero: zero,
      isInformational: informational)
  }

  private static func index(_ groups: [(String, [ScoreIndex.Item])]) -> ScoreIndex {
    ScoreIndex(
      id: "test", titleVi: "t", titleEn: "t", source: "s",
      groups: groups.map { ScoreIndex.Group(id: $0.0, labelVi: $0.0, labelEn: $0.0, items: $0.1) },
      classes: [("excellent", 90), ("good", 80), ("fair", 70), ("average", 50), ("weak", 0)].map {
        ScoreIndex.Class(
          id: $0.0, labelVi: $0.0, labelEn: $0.0, from: ScorePoints("\($0.1)") ?? .zero)
      })
  }

  private static func fact(_ numerator: Int, _ denominator: Int) -> ScoreFact {
    ScoreFact(indicator: "x", numerator: numerator, denominator: denominator)
  }

  @Test(arguments: [
    ("2", "80", 80, 100, "2.00"), ("2", "80", 79, 100, "1.98"), ("2", "80", 100, 100, "2.00"),
    ("6", "50", 25, 100, "3.00"), ("6", "50", 50, 100, "6.00"), ("6", "90", 9, 10, "6.00"),
    ("6", "90", 0, 10, "0.00"), ("20", "100", 1, 3, "6.67"), ("4", "100", 516, 1884, "1.10"),
  ])
  func `an item gives its points in proportion up to its full mark`(
    _ most: String, _ full: String, _ numerator: Int, _ denominator: Int, _ points: String
  ) {
    let index = Self.index([("g", [Self.item("1", most: most, full: full)])])

    let score = Score(index, facts: ["1": Self.fact(numerator, denominator)])

    #expect(score.total?.description == points)
  }

  @Test(
    arguments: [
      (.zero, "0.00"), (.full, "6.00"), (.null, nil),
    ] as [(ScoreIndex.ZeroRule, String?)])
  func `a denominator of 0 gives what the item says`(
    _ rule: ScoreIndex.ZeroRule, _ points: String?
  ) {
    let index = Self.index([("g", [Self.item("1", most: "6", zero: rule)])])

    let score = Score(index, facts: ["1": Self.fact(0, 0)])

    #expect(score.groups.first?.points?.description == points)
    #expect(score.total?.description == points)
  }

  @Test func `a group without facts has no points, and then there is no total and no class`() {
    let index = Self.index([
      ("a", [Self.item("1", most: "60")]), ("b", [Self.item("2", most: "40")]),
    ])

    let score = Score(index, facts: ["1": Self.fact(1, 1)])

    #expect(score.groups.map { $0.points?.description } == ["60.00", nil])
    #expect(score.total == nil)
    #expect(score.class == nil)
  }

  @Test func `items without facts are named and what is for information gives nothing`() {
    let index = Self.index([
      (
        "a",
        [
          Self.item("1", most: "60"), Self.item("2", most: "40"),
          Self.item("3", most: "0", informational: true),
        ]
      )
    ])

    let score = Score(index, facts: ["1": Self.fact(1, 1), "3": Self.fact(9, 9)])

    #expect(score.total?.description == "60.00")
    #expect(score.groups.first?.missing.map(\.item.id) == ["2"])
    #expect(score.isIncomplete)
    #expect(score.class?.id == "average")
  }

  @Test(arguments: [
    (90_000, "excellent"), (89_999, "good"), (80_000, "good"), (79_999, "fair"), (70_000, "fair"),
    (69_999, "average"), (50_000, "average"), (49_999, "weak"), (0, "weak"), (100_000, "excellent"),
  ])
  func `a total falls into its class at the bound, before rounding`(
    _ part: Int, _ expected: String
  ) {
    let index = Self.index([("g", [Self.item("1", most: "100")])])

    #expect(Score(index, facts: ["1": Self.fact(part, 100_000)]).class?.id == expected)
  }

  /// The functions of the national index as its analysis writes them, in floating point.
  private static func naive(_ counts: [String: (Int, Int)]) -> [Double] {
    func ratio(_ id: String) -> Double? {
      counts[id].flatMap { $0.1 == 0 ? nil : Double($0.0) / Double($0.1) }
    }
    let full: [String: Double] = ["5.2": 6, "5.3": 6]
    func points(_ id: String, _ function: (Double) -> Double) -> Double {
      ratio(id).map(function) ?? full[id] ?? 0
    }
    return [
      points("1.1") { 6 * $0 } + points("1.2") { 4 * $0 } + points("1.3") { 2 * $0 }
        + points("1.4") { 6 * $0 },
      points("2.1") { 20 * $0 },
      points("3.1") { min(2, 2 * $0 / 0.8) } + points("3.2") { 4 * $0 }
        + points("3.3") { min(6, 6 * $0 / 0.5) },
      points("3.5") { min(2, 2.5 * $0) } + points("3.5b") { min(2, 2.5 * $0) }
        + points("3.6") { 6 * $0 },
      points("5.2") { 6 * $0 } + points("5.3") { 6 * $0 } + points("5.4") { min(6, 6 * $0 / 0.9) },
    ]
  }

  private static let national = index([
    (
      "transparency",
      [
        item("1.1", most: "6"), item("1.2", most: "4"), item("1.3", most: "2"),
        item("1.4", most: "6"),
      ]
    ),
    ("progress", [item("2.1", most: "20")]),
    (
      "online_services",
      [
        item("3.1", most: "2", full: "80"), item("3.2", most: "4"),
        item("3.3", most: "6", full: "50"),
      ]
    ),
    (
      "online_payment",
      [
        item("3.5", most: "2", full: "80"), item("3.5b", most: "2", full: "80"),
        item("3.6", most: "6"),
      ]
    ),
    (
      "satisfaction",
      [
        item("5.2", most: "6", zero: .full), item("5.3", most: "6", zero: .full),
        item("5.4", most: "6", full: "90"),
      ]
    ),
  ])

  @Test func `scores agree with the published functions on 10,000 random counts`() {
    var random = SeededGenerator(seed: 766)
    let ids = Self.national.groups.flatMap(\.items).map(\.id)
    for _ in 0..<10_000 {
      var counts: [String: (Int, Int)] = [:]
      for id in ids {
        let whole = random.once(in: 8) ? 0 : Int.random(in: 1...500_000, using: &random)
        counts[id] = (Int.random(in: 0...whole, using: &random), whole)
      }

      let score = Score(Self.national, facts: counts.mapValues { Self.fact($0.0, $0.1) })

      let expected = Self.naive(counts)
      for (group, value) in zip(score.groups, expected) {
        #expect(abs((group.points?.value ?? -1) - value) < 0.000_001, "\(counts)")
      }
      #expect(abs((score.total?.value ?? -1) - expected.reduce(0, +)) < 0.000_001)
    }
  }

  @Test func `equal totals share a place and those without one come last`() {
    let index = Self.index([("g", [Self.item("1", most: "100")])])
    let entries = [("a", 95), ("b", 60), ("c", 95), ("d", nil), ("e", 40)].map { key, part in
      ScoreRanking.Entry(
        key: key, label: key,
        score: Score(index, facts: part.map { ["1": Self.fact($0, 100)] } ?? [:]))
    }

    let ranking = ScoreRanking(entries)

    #expect(
      ranking.places.map { "\($0.entry.key) \($0.rank ?? 0)" } == [
        "a 1", "c 1", "b 3", "e 4", "d 0",
      ])
    #expect(
      ranking.classes.map { "\($0.class?.id ?? "-") \($0.places.count)" }
        == ["excellent 2", "average 1", "weak 1", "- 1"])
  }

  @Test(
    arguments: [
      (fact(5, 10), fact(5, 10), ScoreReconciliation.Circumstances(), ["same"]),
      (fact(5, 10), fact(6, 10), .init(), ["numerator"]),
      (fact(5, 10), fact(5, 12), .init(), ["denominator"]),
      (fact(5, 10), fact(5, 12), .init(countsDossiers: true), ["missing_dossiers"]),
      (fact(5, 12), fact(5, 10), .init(countsDossiers: true), ["denominator"]),
      (
        fact(5, 10), fact(6, 10), .init(period: "2023-Q1", publishedPeriod: "2023"),
        ["timing", "numerator"]
      ),
      (fact(5, 10), fact(6, 10), .init(heldByCode: 2), ["codes", "numerator"]),
      (
        ScoreFact(indicator: "x", numerator: 5, denominator: 10, unknown: 4), fact(8, 13), .init(),
        ["undetermined", "denominator"]
      ),
      (
        ScoreFact(indicator: "x", numerator: 5, denominator: 10, unknown: 1), fact(9, 10), .init(),
        ["numerator"]
      ),
      (nil, fact(1, 1), .init(), ["no_data"]), (nil, nil, .init(), ["no_data"]),
      (fact(0, 0), fact(0, 0), .init(), ["same"]),
    ] as [(ScoreFact?, ScoreFact?, ScoreReconciliation.Circumstances, [String])])
  func `a difference is named by what the facts tell`(
    _ ours: ScoreFact?, _ published: ScoreFact?, _ circumstances: ScoreReconciliation.Circumstances,
    _ causes: [String]
  ) {
    #expect(
      ScoreReconciliation.causes(ours, published, circumstances).map(\.rawValue) == causes)
  }

  @Test func `a published score stands beside ours`() {
    let index = Self.index([("g", [Self.item("1", most: "100")])])

    let both = ScoreReconciliation(
      ours: Score(index, facts: ["1": Self.fact(80, 100)]),
      published: Score(index, facts: ["1": Self.fact(85, 100)]),
      publishedPoints: ["test": "85.01", "g": "85"], circumstances: [:])

    #expect(both.lines.map { $0.points?.description } == ["80.00"])
    #expect(both.lines.map { $0.publishedPoints?.description } == ["85.00"])
    #expect(both.sums.map { $0.group ?? "total" } == ["g", "total"])
    #expect(both.sums.map { $0.published } == ["85", "85.01"])
    #expect(both.sums.last?.recomputed?.description == "85.00")
  }
}
