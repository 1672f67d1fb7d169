import Indicators
import Procedures
import TestSupport
import Testing

@testable import Store

/// Orders of sources without a database.
@Suite struct SourcePrecedenceTests {
  @Test(arguments: [1, 2, 3, 4, 5] as [UInt64])
  func `named sources come first in their order, then the others by number`(_ seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let sources = (1...9).map(Int64.init)
    for _ in 0..<50 {
      let named = Array(
        sources.shuffled(using: &random).prefix(Int.random(in: 0...9, using: &random)))
      let present = sources.filter { _ in Bool.random(using: &random) }
      let precedence = SourcePrecedence([.level: named])

      let ordered = precedence.ordered(present.map { ($0, ()) }, for: .level).map(\.source)

      #expect(ordered == named.filter(present.contains) + present.filter { !named.contains($0) })
      #expect(
        precedence.ordered(present.map { ($0, ()) }, for: .fee).map(\.source) == present)
    }
  }

  @Test(arguments: [1, 2, 3] as [UInt64])
  func `each attribute takes the first known value in its own order`(_ seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let levels = LevelTable(try OnlineLevel.list())
    for _ in 0..<200 {
      let claims = (1...4).map { source in
        (
          source: Int64(source),
          said: ClaimedFacts(
            level: nil, eligible: [nil, 0, 1, 2].randomElement(using: &random) ?? nil,
            eligibleFull: nil, fee: [nil, 0, 1, 2].randomElement(using: &random) ?? nil,
            paymentEligible: nil, paymentEnabled: nil, means: nil)
        )
      }
      let order = (1...4).map(Int64.init).shuffled(using: &random)
      let resolution = SourceResolution(
        levels: levels, demonstrations: [], precedence: SourcePrecedence([.fee: order]))

      let facts = resolution.facts(claims)

      func first(_ order: [Int64], _ path: KeyPath<ClaimedFacts, Int16?>) -> Ternary {
        for source in order {
          if let code = claims[Int(source) - 1].said[keyPath: path], code < 2 {
            return code == 1 ? .yes : .no
          }
        }
        return .unknown
      }
      #expect(facts.fee == first(order, \.fee))
      #expect(facts.eligible == first([1, 2, 3, 4], \.eligible))
      #expect((resolution.known(.fee, claims).isEmpty) == (facts.fee == .unknown))
    }
  }
}
