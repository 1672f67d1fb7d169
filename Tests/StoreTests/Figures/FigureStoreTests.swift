import Indicators
import Postgres
import Procedures
import Testing

@testable import Store

extension LiveTests {
  /// Receipts: the same question about the same data has the same answer, to the bit.
  @Suite struct FigureStoreTests {
    private static let head = "code,agency_code,level,decision\n"
    private static let later = TestStore.day("2026-12-01")

    /// A store that has nothing in memory.
    private func fresh(_ store: TestStore) -> TestStore {
      TestStore(
        pool: store.pool, authority: store.authority,
        figures: FigureStore(pool: store.pool, authority: store.authority))
    }

    @Test func `before any run the figure is empty and its version is 0`() async throws {
      try await withStore { store in
        let figure = try await store.figure()

        #expect(figure.dataVersion == 0)
        #expect(
          figure.tally
            == Tally(numerator: 0, denominator: 0, unknown: 0, held: 0, excluded: 0, inScope: 0))
        #expect(figure.knownOn == (try await store.figures.version().recordedAt))
      }
    }

    @Test func `a version that takes the number of a lost one answers for itself`() async throws {
      try await withAgencies { store in
        try await store.syncCatalog(Self.head + "1.000001,H32.16,4,")
        let query = IndicatorQuery(indicator: "level4_of_all")

        let lost = try await store.answerOnLostVersion(query, store.figures)?.figure
        try await store.syncCatalog(Self.head + "1.000001,H32.16,3,")
        let figure = try await store.figure()

        #expect(lost?.dataVersion == figure.dataVersion)
        #expect(lost?.tally.numerator == 1)
        #expect(figure.tally.numerator == 0)
        #expect(figure == (try await fresh(store).figure()))
      }
    }

    @Test func `a receipt carries the instant at which its data version was recorded`()
      async throws
    {
      try await withAgencies { store in
        try await store.syncCatalog(Self.head + "1.000001,H32.16,4,")

        let figure = try await store.figure()

        let recorded = try await store.pool.withConnection { connection in
          try await connection.queryOne(
            "SELECT recorded_at FROM data_version ORDER BY version DESC LIMIT 1"
          ) { try $0.timestamp(0).microsecondsSince2000 }
        }
        #expect(figure.knownOn.microsecondsSince2000 == recorded)
        #expect(figure.dataVersion == 2)
        #expect(figure.validOn == TestStore.today)
      }
    }

    @Test func `runs that change nothing leave the receipt as it is`() async throws {
      try await withAgencies { store in
        let csv = Self.head + "1.000001,H32.16,4,\n1.000002,H32.16,3,"
        try await store.syncCatalog(csv)
        let receipt = try await store.figure()

        try await store.syncCatalog(csv)
        try await store.syncCatalog(csv, on: Self.later)
        try await store.syncCatalog(Self.head + "1.000002,H32.16,3,\n1.000001,H32.16,4,")
        try await store.syncAgencies()

        #expect(try await store.figure() == receipt)
        #expect(try await fresh(store).figure() == receipt)
      }
    }

    @Test(arguments: [
      "code,agency_code,level,decision\n1.000001,H32.16,4,9/QĐ",
      "code,agency_code,level,eligible_decision\n1.000001,H32.16,4,9/QĐ",
      "code,agency_code,level,one_stop\n1.000001,H32.16,4,x",
      "code,agency_code,level,interlinked\n1.000001,H32.16,4,x",
      "code,agency_code,level,tier\n1.000001,H32.16,4,Cấp xã",
    ])
    func `what no figure reads moves no data version`(_ csv: String) async throws {
      try await withAgencies { store in
        try await store.syncCatalog(Self.head + "1.000001,H32.16,4,1/QĐ")
        let receipt = try await store.figure()

        let outcome = try await store.syncCatalog(csv)

        #expect(outcome.summary.rowsWritten > 0)
        #expect(try await store.figure() == receipt)
        #expect(try await fresh(store).figure() == receipt)
        #expect(try await fresh(store).figure(known: receipt.knownOn) == receipt)
      }
    }

    @Test(arguments: [
      "code,agency_code,level\n1.000001,H32.16,3", "code,agency_code,eligible\n1.000001,H32.16,x",
      "code,agency_code,eligible_full\n1.000001,H32.16,x",
      "code,agency_code,fee\n1.000001,H32.16,x",
      "code,agency_code,payment_eligible\n1.000001,H32.16,x",
      "code,agency_code,payment_enabled\n1.000001,H32.16,x",
      "code,agency_code,means\n1.000001,H32.16,web", "code,agency_code,name\n1.000001,H32.16,Một",
      "code,agency_code,field\n1.000001,H32.16,Y tế",
      "code,agency_code,type\n1.000001,H32.16,Nội bộ", "code,agency_code\n1.000001,H32.16;H32.17",
      "code,agency_code\n1.000001,H32.17", "code,agency_code\n1.000001,H32.16\n1.000001,",
      "code,agency_code\n1.000001,H32.16\nxyz,",
    ])
    func `what a figure reads moves the data version by one`(_ csv: String) async throws {
      try await withAgencies { store in
        try await store.syncCatalog(Self.head + "1.000001,H32.16,4,1/QĐ")
        let receipt = try await store.figure()

        let outcome = try await store.syncCatalog(csv)

        #expect(outcome.summary.dataVersion == receipt.dataVersion + 1)
        #expect(try await store.figure().knownOn > receipt.knownOn)
      }
    }

    @Test func `an earlier instant gives exactly the figures of then`() async throws {
      try await withAgencies { store in
        var receipts: [IndicatorFigure] = [try await store.figure()]
        for csv in [
          "1.000001,H32.16,4,\n1.000002,H32.16,3,", "1.000001,H32.16,3,\n1.000002,H32.16,3,",
          "1.000002,H32.16,3,\n1.000003,H32.17,4,", "1.000002,H32.16,3,\nxyz,H32.17,4,",
          "1.000001,H32.16,4,\n1.000002,H32.16,4,",
        ] {
          try await store.syncCatalog(Self.head + csv)
          receipts.append(try await store.figure())
        }

        for receipt in receipts {
          #expect(try await fresh(store).figure(known: receipt.knownOn) == receipt)
          // Between two versions the older one answers, by the instant that was asked for.
          let after = Instant(microsecondsSince2000: receipt.knownOn.microsecondsSince2000 + 1)
          var same = receipt
          same.knownOn = after
          #expect(try await fresh(store).figure(known: after) == same)
        }
      }
    }

    @Test func `an instant before the records begin is refused`() async throws {
      try await withStore { store in
        do {
          _ = try await store.figure(known: Instant(microsecondsSince2000: 0))
          Issue.record("a figure was given for a time without records")
        } catch let error as StoreError {
          #expect(error.kind == .badRequest)
          #expect(
            error.description == """
              answer by what was known at 2000-01-01T00:00:00.000000Z: the records of authority \
              H32 begin later
              """)
          #expect(
            error.vietnamese == """
              không trả lời được theo dữ liệu ghi nhận đến 2000-01-01T00:00:00.000000Z: dữ liệu \
              của cơ quan H32 bắt đầu muộn hơn
              """)
        }
      }
    }

    @Test func `what the source wins is the same on an earlier instant`() async throws {
      try await withAgencies { store in
        try await store.syncCatalog(Self.head + "1.000001,H32.16,,", source: "one")
        try await store.syncCatalog(Self.head + "1.000001,H32.16,4,", source: "two")
        let receipt = try await store.figure()
        try await store.syncCatalog(Self.head + "1.000001,H32.16,3,", source: "one")

        #expect(receipt.tally.numerator == 1)
        #expect(try await store.counts() == "0/1 ?0 #0")
        #expect(try await fresh(store).figure(known: receipt.knownOn) == receipt)
      }
    }

    @Test func `the register of exclusions is read on both clocks`() async throws {
      try await withAgencies { store in
        try await store.syncCatalog(Self.head + "1.000001,H32.16,4,\n1.000001,H32.17,3,")
        try await store.pool.withConnection { connection in
          try await connection.execute(
            """
            INSERT INTO exclusion (authority_id, indicator, procedure_id, agency_id, legal_basis,
              reason, entered_by, valid_from, valid_to, known_from, known_to)
            SELECT \(store.authority.id), 'level4_of_all', procedure.procedure_id,
              agency.agency_id, 'Điều 1', 'r', 'tester', date '2026-11-22', date '2026-12-01',
              timestamptz '2000-01-01', 'infinity'
            FROM procedure, agency
            WHERE agency.code = 'H32.17'
            """)
        }
        let figure = try await fresh(store).figure()
        let other = try await fresh(store).figure("online_of_all")
        let after = try await fresh(store).figure(on: Self.later)

        #expect(figure.tally.excluded == 1)
        #expect(figure.tally.denominator == 1)
        #expect(other.tally.excluded == 0)
        #expect(after.tally.excluded == 0)
      }
    }

    @Test func `more days than are kept in memory are answered alike`() async throws {
      try await withAgencies { store in
        try await store.syncCatalog(Self.head + "1.000001,H32.16,4,")
        var answers: Set<IndicatorFigure> = []
        for shift in (0..<7).map({ Int32($0) }) + (0..<7).map({ Int32($0) }) {
          answers.insert(try await store.figure(on: TestStore.today.advanced(by: shift)))
        }

        #expect(answers.count == 7)
        #expect(Set(answers.map(\.tally)).count == 1)
      }
    }

    @Test func `figures of one answer come from one state`() async throws {
      try await withAgencies(size: 3) { store in
        try await store.syncCatalog(Self.head + "1.000001,H32.16,4,")
        let queries = Indicator.catalog.map { IndicatorQuery(indicator: $0.id) }
        async let sync: SyncOutcome = store.syncCatalog(Self.head + "1.000001,H32.16,3,")
        for _ in 0..<20 {
          let results = try await fresh(store).figures.answer(
            queries, on: TestStore.today, known: nil)

          #expect(Set(results.map(\.figure.dataVersion)).count == 1)
        }
        #expect(try await sync.summary.recordCounts == [0, 1, 0, 0, 0])
      }
    }
  }
}
