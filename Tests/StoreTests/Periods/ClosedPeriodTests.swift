import Indicators
import Postgres
import Procedures
import Testing

@testable import Store

extension LiveTests {
  @Suite struct ClosedPeriodTests {
    private static let head = "code,agency_code,level\n"
    private static let day = TestStore.day("2026-03-01")
    private static let today = TestStore.day("2026-11-22")
    private static let request = RegisterRequest(
      startedBy: "tester", program: "motcua test",
      startedAt: Instant(microsecondsSince2000: 848_000_000_000_000))

    private func withQuarter(
      _ body: (TestStore, ClosedPeriodRegister, Period) async throws -> Void
    ) async throws {
      try await withStore { store in
        try await store.syncAgencies(on: Self.day)
        try await store.syncCatalog(
          Self.head + "1.000001,H32.16,4\n1.000002,H32.16,3\n1.000003,H32.17,3\n", on: Self.day)
        try await body(
          store, ClosedPeriodRegister(pool: store.pool, authority: store.authority),
          try Period("2026-Q1"))
      }
    }

    /// Says the state of the quarter otherwise, later.
    @discardableResult
    private func correct(_ store: TestStore, _ levels: String) async throws -> Int64? {
      try await store.syncCatalog(
        Self.head
          + zip(
            ["1.000001,H32.16", "1.000002,H32.16", "1.000003,H32.17"], levels
          ).map { "\($0),\($1)\n" }.joined(),
        store.request("catalog", on: Self.day, given: true, allowChanges: 99)
      ).summary.run
    }

    /// The figure as a question about the period is answered.
    private func figure(
      _ store: TestStore, _ register: ClosedPeriodRegister, _ period: Period,
      filters: [Dimension: String] = [:]
    ) async throws -> IndicatorFigure? {
      let pin = try await register.pin(of: period)
      let results = try await store.figures.answer(
        [
          IndicatorQuery(
            indicator: "level4_of_all", count: .offerings, filters: filters, period: period)
        ], on: period.last, known: pin?.known)
      return (pin?.marked(results) ?? results).first?.figure
    }

    @Test func `a closed period answers as it was closed, whatever comes in`() async throws {
      try await withQuarter { store, register, quarter in
        _ = try await register.close(quarter, reason: "báo cáo", Self.request)
        let closed = try await figure(store, register, quarter)
        #expect(closed?.tally.numerator == 1)
        #expect(closed?.flags == ["closed"])

        try await correct(store, "443")

        let again = try await figure(store, register, quarter)
        #expect(again?.tally == closed?.tally)
        #expect(again?.knownOn == closed?.knownOn)
        #expect(again?.dataVersion == closed?.dataVersion)
        #expect(again?.flags == ["closed", "restatement_pending"])
        let part = try await figure(store, register, quarter, filters: [.agency: "H32.16"])
        #expect(part?.tally.numerator == 1)
        #expect(part?.tally.denominator == 2)
        let open = try await figure(store, register, try Period("2026-03"))
        #expect(open?.tally.numerator == 2)
        #expect(open?.flags == [])
      }
    }

    @Test func `what a later run would change is recorded with the run`() async throws {
      try await withQuarter { store, register, quarter in
        _ = try await register.close(quarter, Self.request)
        #expect(try await register.pending() == [])

        let run = try await correct(store, "443")

        let pending = try await register.pending().filter {
          $0.indicator == "level4_of_all" && $0.count == .offerings
        }
        #expect(pending.map(\.agency) == [nil, "H32", "H32.16"])
        #expect(pending.map { $0.old?.numerator } == [1, 1, 1])
        #expect(pending.map { $0.new?.numerator } == [2, 2, 2])
        #expect(pending.map(\.run) == [run, run, run].compactMap(\.self))
      }
    }

    @Test func `what is as it was closed again is not pending`() async throws {
      try await withQuarter { store, register, quarter in
        _ = try await register.close(quarter, Self.request)
        try await correct(store, "443")
        try await correct(store, "433")

        #expect(try await register.pending() == [])
        #expect(try await figure(store, register, quarter)?.flags == ["closed"])
        #expect(
          try await store.number("SELECT count(*) FROM pending_restatement") > 0)
      }
    }

    @Test func `a run that does not touch the period leaves nothing pending`() async throws {
      try await withQuarter { store, register, quarter in
        _ = try await register.close(quarter, Self.request)

        try await store.syncCatalog(
          Self.head + "1.000001,H32.16,4\n1.000002,H32.16,4\n1.000003,H32.17,3\n", on: Self.today)

        #expect(try await register.pending() == [])
        #expect(try await store.number("SELECT count(*) FROM pending_restatement") == 0)
        #expect(try await store.counts() == "2/3 ?0 #0")
      }
    }

    @Test func `changes of registers and reverts are seen too`() async throws {
      try await withQuarter { store, register, quarter in
        _ = try await register.close(quarter, Self.request)
        let exclusions = ExclusionRegister(pool: store.pool, authority: store.authority)

        let outcome = try await exclusions.add(
          [
            NewExclusion(
              indicator: "level4_of_all", procedure: ProcedureCode(local: "1.000003"),
              agency: nil, legalBasis: "b", reason: "r", from: Self.day)
          ], Self.request)
        let pending = try await register.pending()
        #expect(Set(pending.map(\.run)) == [outcome.run ?? 0])
        #expect(Set(pending.map(\.indicator)) == ["level4_of_all"])
        #expect(pending.first?.new?.excluded == 1)

        let run = try await correct(store, "333")
        let revert = try await store.revert(run).summary.run
        let last = try await store.number("SELECT max(run_id) FROM pending_restatement")
        #expect(last == revert)
        #expect(Set(try await register.pending().map(\.indicator)) == ["level4_of_all"])
      }
    }

    @Test func `a restatement moves the figures and keeps the earlier ones`() async throws {
      try await withQuarter { store, register, quarter in
        _ = try await register.close(quarter, reason: "lần đầu", Self.request)
        let closed = try await figure(store, register, quarter)
        try await correct(store, "443")

        let outcome = try await register.restate(quarter, reason: "sửa dữ liệu", Self.request)

        let restated = try await figure(store, register, quarter)
        #expect(restated?.tally.numerator == 2)
        #expect(restated?.flags == ["closed"])
        #expect(try await register.pending() == [])
        let entries = try await register.list()
        #expect(entries.map(\.reason) == ["lần đầu", "sửa dữ liệu"])
        #expect(entries.map { $0.until == nil } == [false, true])
        #expect(entries.first?.dataVersion == closed?.dataVersion)
        #expect(entries.last?.run == outcome.run)
        let stored = try await store.texts(
          """
          SELECT numerator || '/' || denominator
          FROM closed_figure
          WHERE indicator = 'level4_of_all' AND counted = 'offerings' AND agency = ''
          ORDER BY run_id
          """)
        #expect(stored == ["1/3", "2/3"])
      }
    }

    @Test func `a restatement that would change nothing writes nothing`() async throws {
      try await withQuarter { store, register, quarter in
        _ = try await register.close(quarter, Self.request)
        let runs = try await store.runs().count

        let outcome = try await register.restate(quarter, reason: "x", Self.request)

        #expect(outcome.run == nil)
        #expect(try await store.runs().count == runs)
      }
    }

    @Test func `what cannot be closed or restated is refused`() async throws {
      try await withQuarter { _, register, quarter in
        for text in ["2026", "2026-11", "2027-Q1"] {
          let period = try Period(text)
          await #expect(throws: StoreError(.badRequest, "")) {
            try await register.close(period, Self.request)
          }
        }
        await #expect(throws: StoreError(.badRequest, "")) {
          try await register.restate(quarter, reason: "x", Self.request)
        }
        _ = try await register.close(quarter, Self.request)
        await #expect(throws: StoreError(.badRequest, "")) {
          try await register.close(quarter, Self.request)
        }
        await #expect(throws: StoreError(.badRequest, "")) {
          try await register.restate(quarter, reason: " ", Self.request)
        }
        _ = try await register.close(try Period("2026-Q1", calendar: .report), Self.request)
        #expect(try await register.list().count == 2)
      }
    }

    @Test func `closings are proved by audit and replay`() async throws {
      try await withQuarter { store, register, quarter in
        _ = try await register.close(quarter, Self.request)
        try await correct(store, "443")
        _ = try await register.restate(quarter, reason: "sửa", Self.request)
        try await correct(store, "444")
        let last = try await store.number("SELECT max(run_id) FROM run")

        for run in 1...last {
          let report = try await store.replay(upTo: run)
          #expect(report.isEqual)
          #expect(report.firstDifference == nil)
        }
        #expect(try await store.verify().findings == [])
      }
    }

    @Test func `dossiers that come in late are pending in a closed period`() async throws {
      try await withQuarter { store, register, quarter in
        let head = "dossier_code,procedure_code,agency_code,channel,received_at,status\n"
        try await store.importDossiers(head + "A-1,1.000001,H32.16,Trực tiếp,2026-02-03,4\n")
        _ = try await register.close(quarter, Self.request)

        let run = try await store.importDossiers(
          head + "A-2,1.000001,H32.16,Trực tuyến,2026-03-30,4\n"
        ).summary.run

        let pending = try await register.pending().filter { $0.indicator == "dossiers_online" }
        #expect(pending.map(\.agency) == [nil, "H32", "H32.16"])
        #expect(pending.map { $0.old?.denominator } == [1, 1, 1])
        #expect(pending.map { $0.new?.denominator } == [2, 2, 2])
        #expect(pending.map { $0.new?.numerator } == [1, 1, 1])
        #expect(Set(pending.map(\.run)) == [run ?? 0])
        let last = try await store.number("SELECT max(run_id) FROM run")
        let report = try await store.replay(upTo: last)
        #expect(report.isEqual)
        #expect(report.firstDifference == nil)
        #expect(try await store.verify().findings == [])
      }
    }

    @Test(
      arguments: [
        "UPDATE closed_figure SET numerator = 0 WHERE numerator > 0",
        "UPDATE pending_restatement SET new_counts = '{0,1,2,3,4}'",
        "DELETE FROM pending_restatement", "UPDATE closed_period SET version = 0",
      ] as [Statement])
    func `a closing that was tampered with is found`(_ change: Statement) async throws {
      try await withQuarter { store, register, quarter in
        _ = try await register.close(quarter, Self.request)
        try await correct(store, "443")
        let last = try await store.number("SELECT max(run_id) FROM run")

        #expect(try await store.tamper(change) > 0)

        #expect(try await store.verify().findings != [])
        #expect(try await !store.replay(upTo: last).isEqual)
      }
    }
  }
}
