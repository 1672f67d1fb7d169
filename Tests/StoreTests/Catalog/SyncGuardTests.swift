import Testing

@testable import Store

@Suite struct SyncGuardTests {
  private func rules(
    withdrawals: Int? = nil, changes: Int? = nil, limits: GuardLimits = GuardLimits(),
    _ set: (inout GuardFacts) -> Void
  ) -> [String] {
    SyncGuard(limits: limits, allowWithdrawals: withdrawals, allowChanges: changes)
      .refusals(GuardFacts(set)).map(\.rule)
  }

  @Test func `nothing lost passes`() {
    #expect(rules { _ in } == [])
  }

  @Test(arguments: [
    (10, 20, false), (11, 20, true), (10, 10, false), (11, 220, false), (11, 219, true),
    (50, 1000, false), (51, 1000, true), (51, 1020, false),
  ])
  func `withdrawals pass up to ten or five percent`(
    _ withdrawn: Int, _ inForce: Int, _ isRefused: Bool
  ) {
    let found = rules {
      $0.withdrawn = withdrawn
      $0.inForce = inForce
    }

    #expect(found == (isRefused ? ["withdrawals"] : []))
  }

  @Test(arguments: [
    (5, 5, false), (6, 6, true), (6, 20, false), (6, 19, true), (30, 100, false), (31, 100, true),
  ])
  func `withdrawals of one agency pass up to five or thirty percent`(
    _ withdrawn: Int, _ inForce: Int, _ isRefused: Bool
  ) {
    let found = rules {
      $0.withdrawn = withdrawn
      $0.inForce = 1_000_000
      $0.byAgency = [("H32.16", withdrawn, inForce)]
    }

    #expect(found == (isRefused ? ["agency_withdrawals"] : []))
  }

  @Test(arguments: [
    (100, 91, false), (100, 90, true), (200, 190, false), (200, 189, true), (9, 1, false),
    (10, 1, false), (11, 1, true), (1000, 950, false), (1000, 949, true), (10, 2000, false),
  ])
  func `fewer rows pass while under ten or at least 95 percent`(
    _ last: Int, _ now: Int, _ isRefused: Bool
  ) {
    let found = rules {
      $0.lastDataRows = last
      $0.dataRows = now
    }

    #expect(found == (isRefused ? ["rows"] : []))
  }

  @Test(arguments: [
    (10, 10, false), (11, 11, true), (11, 220, false), (11, 219, true), (50, 1000, false),
    (51, 1000, true),
  ])
  func `values that become unknown and levels that fall have the same limit`(
    _ lost: Int, _ known: Int, _ isRefused: Bool
  ) {
    let values = rules { $0.lost = [("level", 0, 1000), ("fee", lost, known)] }
    let levels = rules {
      $0.levelsFalling = lost
      $0.levelsKnown = known
    }

    #expect(values == (isRefused ? ["unknown_values"] : []))
    #expect(levels == (isRefused ? ["levels"] : []))
  }

  @Test(arguments: [
    (1, 1, true), (1, 2, false), (2, 3, true), (500, 1000, false), (501, 1000, true),
  ])
  func `more than half of the rows held is refused whatever is allowed`(
    _ held: Int, _ rows: Int, _ isRefused: Bool
  ) {
    let found = self.rules(withdrawals: .max, changes: .max) {
      $0.heldRows = held
      $0.dataRows = rows
    }

    #expect(found == (isRefused ? ["held"] : []))
  }

  @Test(arguments: [(nil, true), (59, true), (60, false), (1000, false)] as [(Int?, Bool)])
  func `one number opens both limits on withdrawals`(_ allowed: Int?, _ isRefused: Bool) {
    let found = rules(withdrawals: allowed, changes: .max) {
      $0.withdrawn = 60
      $0.inForce = 100
      $0.byAgency = [("H32.16", 60, 100)]
    }

    #expect(found == (isRefused ? ["withdrawals", "agency_withdrawals"] : []))
  }

  @Test(arguments: [(nil, true), (49, true), (50, false)] as [(Int?, Bool)])
  func `the flag for withdrawals opens the limit on rows`(_ allowed: Int?, _ isRefused: Bool) {
    let found = rules(withdrawals: allowed, changes: .max) {
      $0.lastDataRows = 100
      $0.dataRows = 50
    }

    #expect(found == (isRefused ? ["rows"] : []))
  }

  @Test(arguments: [(nil, true), (59, true), (60, false)] as [(Int?, Bool)])
  func `the flag for changes opens the limits on values only`(_ allowed: Int?, _ isRefused: Bool) {
    let found = rules(withdrawals: .max, changes: allowed) {
      $0.lost = [("level", 60, 100)]
      $0.levelsFalling = 60
      $0.levelsKnown = 100
    }
    let withdrawals = rules(changes: .max) {
      $0.withdrawn = 60
      $0.inForce = 100
    }

    #expect(found == (isRefused ? ["unknown_values", "levels"] : []))
    #expect(withdrawals == ["withdrawals"])
  }

  @Test func `a source may have limits of its own`() {
    var limits = GuardLimits()
    limits.withdrawals = GuardLimits.Limit(atLeast: 0, percent: 0)

    #expect(rules(limits: limits) { $0.withdrawn = 1 } == ["withdrawals"])
  }

  @Test func `a refusal names the number, its limit, the flag, and the way for a part`() {
    let found = SyncGuard(limits: GuardLimits(), allowWithdrawals: nil, allowChanges: nil)
      .refusals(
        GuardFacts {
          $0.withdrawn = 60
          $0.inForce = 100
        })

    #expect(
      found.map(\.description) == [
        """
        60 of 100 records in force would be withdrawn, the limit is 10; --allow-withdrawals 60 \
        opens it; where the file is only a part of the source, say so with --scope agency=CODE or \
        give it a --source of its own
        """
      ])
  }
}
