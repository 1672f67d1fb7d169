import Intake
import Postgres
import Procedures
import Testing

@testable import Store

extension LiveTests {
  /// Taking back a run that was applied wrongly.
  @Suite struct RunReverterTests {
    private static let head = "code,agency_code,service_code,name,field,level,effective_from\n"
    private static let good =
      head + """
        1.000001,H32.16,,Cấp phép,Y tế,4,
        1.000001,H32.17,1.000001.01,Cấp phép,Y tế,3,
        1.000002,H32.16,,Gia hạn,Đất đai,3,2026-12-05
        1.000003,,,Khai báo,Y tế,2,
        1.000004,H32.99,,Lạ,Y tế,4,
        """
    /// Another level, one clipped and one new offering, one to come, one gone, another held row.
    private static let wrong =
      head + """
        1.000001,H32.16,,Cấp giấy phép,Y tế,2,
        1.000001,H32.17,1.000001.01,Cấp giấy phép,Y tế,1,2026-12-01
        1.000001,H32.17,1.000001.02,Cấp giấy phép,Y tế,4,
        1.000005,H32.201,,Mới,Hộ tịch,4,
        1.000006,H32.16,,Sai,Hộ tịch,chín,
        """
    private static let days = [
      "2026-11-20", "2026-11-22", "2026-11-25", "2026-12-01", "2026-12-04", "2026-12-06",
    ].map(TestStore.day)

    private func withGood(_ body: (TestStore) async throws -> Void) async throws {
      try await withAgencies { store in
        try await store.syncCatalog(Self.good)
        try await body(store)
      }
    }

    private func applyWrong(_ store: TestStore, on day: String = "2026-11-25") async throws
      -> SyncOutcome
    {
      try await store.syncCatalog(
        Self.wrong,
        store.request(
          "catalog", on: TestStore.day(day), allowWithdrawals: 100, allowChanges: 100))
    }

    /// Refused as a bad request with this sentence.
    private func expectRefusal(
      _ store: TestStore, _ run: Int64?, _ sentence: String,
      sourceLocation: SourceLocation = #_sourceLocation
    ) async throws {
      let runs = try await store.runs()
      let error = await #expect(throws: StoreError.self, sourceLocation: sourceLocation) {
        try await store.revert(run)
      }
      #expect(error?.kind == .badRequest, sourceLocation: sourceLocation)
      #expect(error?.description.contains(sentence) == true, sourceLocation: sourceLocation)
      #expect(try await store.runs() == runs, sourceLocation: sourceLocation)
    }

    @Test func `after a run is taken back every figure is what it was before`() async throws {
      try await withGood { store in
        let before = try await store.everyFigure(on: Self.days)
        let claims = try await store.claims()
        let known = try await store.figures.version()
        let wrong = try await applyWrong(store)
        let between = try await store.everyFigure(on: Self.days)
        #expect(between != before)

        let outcome = try await store.revert(wrong.summary.run)

        #expect(outcome.summary.state == .applied)
        #expect(outcome.summary.mode == "revert")
        #expect(try await store.claims() == claims)
        #expect(try await store.everyFigure(on: Self.days) == before)
        #expect(try await store.version() == known.number + 2)
        #expect(
          try await store.counts(on: TestStore.day("2026-12-06"), known: known.recordedAt)
            == (try await store.counts(on: TestStore.day("2026-12-06"))))
      }
    }

    @Test func `what was believed before a run was taken back is still known`() async throws {
      try await withGood { store in
        let wrong = try await applyWrong(store)
        let known = try await store.figures.version().recordedAt
        let then = try await store.counts(on: TestStore.day("2026-12-01"))

        try await store.revert(wrong.summary.run)

        #expect(try await store.counts(on: TestStore.day("2026-12-01"), known: known) == then)
        #expect(try await store.counts(on: TestStore.day("2026-12-01")) != then)
      }
    }

    @Test func `a revert that is taken back brings the run back, again and again`() async throws {
      try await withGood { store in
        let before = try await store.everyFigure(on: Self.days)
        var last = try await applyWrong(store)
        let after = try await store.everyFigure(on: Self.days)

        for round in 0..<4 {
          last = try await store.revert(last.summary.run)
          #expect(
            try await store.everyFigure(on: Self.days) == (round % 2 == 0 ? before : after))
        }

        #expect(try await store.verify().findings == [])
      }
    }

    @Test func `runs are taken back in the reverse order`() async throws {
      try await withGood { store in
        let claims = try await store.claims()
        let first = try await applyWrong(store)
        let middle = try await store.claims()
        let second = try await store.syncCatalog(
          Self.head + "1.000001,H32.16,,Cấp,Y tế,4,\n",
          store.request("catalog", on: TestStore.day("2026-11-27"), allowWithdrawals: 100))
        let number = try #require(second.summary.run)

        try await expectRefusal(store, first.summary.run, "wrote something: \(number); take")
        try await store.revert(number)
        #expect(try await store.claims() == middle)
        try await store.revert(first.summary.run)

        #expect(try await store.claims() == claims)
      }
    }

    @Test func `a run that was taken back, wrote nothing or was not applied is refused`()
      async throws
    {
      try await withGood { store in
        let wrong = try await applyWrong(store)
        let again = try await store.syncCatalog(
          Self.wrong,
          store.request("catalog", on: TestStore.day("2026-11-25"), program: "another"))
        await #expect(throws: IntakeError.self) { try await store.syncCatalog("<html></html>") }
        let failed = try await store.runs(1).first?.id
        let revert = try await store.revert(wrong.summary.run)

        try await expectRefusal(store, again.summary.run, "wrote nothing")
        try await expectRefusal(store, failed, "it was failed")
        try await expectRefusal(
          store, wrong.summary.run, "run \(revert.summary.run ?? 0) has taken it back already")
        try await expectRefusal(store, 4711, "has no such run")
      }
    }

    @Test func `the bytes of a run that was taken back are applied again, and not skipped`()
      async throws
    {
      try await withGood { store in
        let wrong = try await applyWrong(store)
        // It repeats what the wrong one said; what it stands on goes with that.
        _ = try await store.syncCatalog(
          Self.wrong,
          store.request("catalog", on: TestStore.day("2026-11-25"), program: "another"))
        try await store.revert(wrong.summary.run)

        let same = try await store.syncCatalog(Self.good)
        let again = try await applyWrong(store)

        #expect(same.summary.state == .skipped)
        #expect(again.summary.state == .applied)
        #expect(again.summary.rowsWritten > 0)
      }
    }

    @Test func `held rows count as before the run, as of every version`() async throws {
      try await withGood { store in
        let wrong = try await store.syncCatalog(
          Self.good + "\n1.000008,H32.98,,Lạ,Y tế,4,", store.request("catalog"))
        let middle = try await store.figures.version().recordedAt
        let counts = try await store.counts()

        try await store.revert(wrong.summary.run)

        #expect(counts.hasSuffix("#2"))
        #expect(try await store.counts(known: middle) == counts)
        #expect(try await store.counts().hasSuffix("#1"))
      }
    }

    @Test func `the guard compares the next file with the last run that stands`() async throws {
      try await withGood { store in
        let many =
          Self.head
          + (100..<400).map { "1.000\($0),H32.16,,A,Y tế,4," }
          .joined(separator: "\n")
        let wrong = try await store.syncCatalog(many, store.request("catalog", allowWithdrawals: 9))
        try await store.revert(wrong.summary.run)

        let next = try await store.syncCatalog(Self.good + "\n1.000009,H32.16,,B,Y tế,4,")

        #expect(next.refusals == [])
        #expect(next.summary.state == .applied)
      }
    }

    @Test func `agencies go back to the tree before the run`() async throws {
      try await withGood { store in
        let before = try await store.everyFigure(on: Self.days)
        let tree = try await store.agencyClaims()
        let wrong = try await store.syncAgencies(
          """
          code,name,parent_code,tier
          H32,UBND tỉnh Khánh Hòa,,province
          H32.16,Sở Y tế và Dân số,H32.201,province
          H32.17,Sở Xây dựng,H32,commune
          H32.201,UBND phường Nha Trang,H32,commune
          H32.30,Sở Mới,H32,province
          """, allowWithdrawals: 10)
        #expect(try await store.agencyClaims() != tree)

        let outcome = try await store.revert(wrong.summary.run)

        #expect(outcome.summary.kind == "agencies")
        #expect(try await store.agencyClaims() == tree)
        #expect(try await store.everyFigure(on: Self.days) == before)
      }
    }

    @Test func `agencies that offerings refer to do not vanish`() async throws {
      try await withStore { store in
        let tree = try await store.syncAgencies()
        try await store.syncCatalog(Self.good)
        let claims = try await store.agencyClaims()

        try await expectRefusal(
          store, tree.summary.run, "2 agencies would vanish that have offerings in force: H32.16")

        #expect(try await store.agencyClaims() == claims)
      }
    }

    @Test func `a run of a part is taken back without touching the others`() async throws {
      try await withGood { store in
        try await store.syncCatalog(Self.good, source: "portal")
        let before = try await store.claims()
        let part = try await store.syncCatalog(
          Self.head + "1.000001,H32.16,,Cấp phép,Y tế,1,\n1.000007,H32.16,,Bảy,Y tế,1,\n",
          store.request("catalog", scope: "H32.16", allowWithdrawals: 5, allowChanges: 5))
        #expect(try await store.claims() != before)

        let outcome = try await store.revert(part.summary.run)

        #expect(try await store.claims() == before)
        #expect(try await store.runs(1).first?.scope == "agency=H32.16")
        #expect(outcome.summary.records.withdrawn == part.summary.records.added)
      }
    }
  }
}
