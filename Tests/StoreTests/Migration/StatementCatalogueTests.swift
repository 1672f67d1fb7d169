import Indicators
import Postgres
import Procedures
import Schema
import Testing

@testable import Store

/// Every statement of the store, planned by the server on the migrated schema. A new statement is
/// added to the list that suits it.
extension LiveTests {
  @Suite struct StatementCatalogueTests {
    private static let day = TestStore.today
    private static let serving = ServingKey(authority: 1)
    private static let date = PostgresDate(daysSince2000: TestStore.today.daysSince2000)
    private static let instant = PostgresTimestamp(microsecondsSince2000: 1)

    private static let request = SyncRequest(
      source: "catalog", effective: day, startedBy: "tester", program: "motcua test",
      startedAt: Instant(microsecondsSince2000: 0))
    private static let ledger = RunLedger(
      authority: 1, kind: "catalog", request: request, location: "file", profile: "catalog",
      sha256: [UInt8](repeating: 0, count: 32), size: 0)
    private static let tree = AgencyBook(authority: 1, source: 1, effective: day)
    private static let period = AgencyPeriod(
      from: day, to: AgencyPeriod.endless,
      content: AgencyContent(name: "a", tier: nil, kind: nil, parent: nil, successors: []))

    /// Statements on the schema itself.
    private static func onSchema() throws -> [Statement] {
      let levels = try LevelList.load()
      return [
        Migrator.lock, Migrator.unlock, Migrator.ledgerExists, Migrator.foreignTables,
        Migrator.appliedSteps, Migrator.note(MigrationList.all[0]),
        Authority.selectAny,
        Authority.select(TestStore.authorityCode), Authority.insert(TestStore.authorityCode),
        Authority.insertLevels(levels, of: TestStore.authorityCode),
        Authority.insertBeginning(of: TestStore.authorityCode),
        Authority.selectLevels(authority: 1),
        DataVersion.select(authority: 1, limit: instant), DataVersion.selectNext(authority: 1),
        DataVersion.insertNext(authority: 1, run: 1, known: instant),
        ServingState.select(authority: 1), serving.announce, serving.wait, ServingKey.bound(1),
        serving.notify, serving.hold, serving.isStill, serving.release,
        ServingKey.boundIdleness, ServingKey.releaseAll,
        RecordedVersion.select(authority: 1, after: 0, limit: 1),
        SourceRegister.selectFreshness(authority: 1),
        SourceAges.select(authority: 1), SourceAges.selectNow,
        SetMaximumAgeAction.upsert(authority: 1, source: 1, hours: 1, run: 1),
        SetMaximumAgeAction.delete(authority: 1, source: 1),
        RunBook.select(authority: 1, run: nil, limit: 1),
        RunBook.select(authority: 1, RunFilter(), before: 9, limit: 1),
        RunBook.count(authority: 1, RunFilter()),
        RunCount.select(authority: 1),
        RunBook.selectHeld(authority: 1, run: 1, offset: 0, limit: 1),
        RunLedger.selectSource(authority: 1, kind: "catalog", name: "a"),
        RunLedger.insertSource(authority: 1, kind: "catalog", name: "a", demonstration: false),
        RunLedger.selectLast(authority: 1, source: 1, scope: ""),
        RunLedger.selectAgencyVersion(authority: 1),
        RunLedger.selectHeldInForce(authority: 1, source: 1, scope: ""),
        ledger.insertRun(
          source: 1, summary: SyncSummary(source: "a", kind: "catalog", state: .applied),
          state: "applied", agencyVersion: 0, heldDigest: nil, message: nil),
        ledger.completeRun(
          1, summary: SyncSummary(source: "a", kind: "catalog", state: .applied), known: instant),
        RunLedger.selectHeld(authority: 1, run: 1), RunLedger.lock(authority: 1),
        RunLedger.prepareTransaction,
      ] + agencies + figures + sources + book + adoptions + explained + exclusions
        + periods + dossierRows + TokenStatements.all
    }

    private static let views: [CatalogView] = [nil, instant].map { asOf in
      CatalogView(
        authority: 1, day: date,
        version: DataVersion(number: 1, recordedAt: Instant(microsecondsSince2000: 1)), run: 1,
        asOf: asOf)
    }

    /// The rows behind figures.
    private static let explained: [Statement] =
      views.map { ClaimOrigins.select($0, procedures: ["1.000001"], agencies: [1]) } + [
        ClaimOrigins.selectRuns(authority: 1, runs: [1]),
        HeldDetails.select(views[0], kinds: ["catalog"]),
      ]

    /// The dossiers behind figures: one statement for what is known now, one for an instant.
    private static let dossierRows: [Statement] = [nil, instant].compactMap { asOf in
      let catalog = CatalogSnapshot(
        authority: TestStore.authorityCode, validOn: day,
        knownOn: Instant(microsecondsSince2000: 1), dataVersion: 1, agencies: AgencyTree([]),
        fields: [], procedures: [],
        offerings: OfferingColumns(procedure: [], agency: [], combination: [], combinations: []))
      let query = IndicatorQuery(indicator: "progress_on_time", filters: [.channel: "online"])
      guard let question = try? EventSnapshot(catalog).question(query, on: day) else { return nil }
      var sums = EventSums(
        authority: 1, first: day, last: day,
        halves: EventHalves(first: day, last: day, latest: nil),
        asOf: asOf)
      sums.limits = EventSums.Limits(agencies: [1], outside: [2], procedures: [0, 1])
      return DossierSelection(question: question, sums: sums)
        .select(.missing, after: "a", limit: 1)
    }

    private static let register = RegisterContext(
      authority: Authority(id: 1, code: TestStore.authorityCode), run: 1, known: instant)
    private static let ending = EndExclusionAction(
      agency: nil, day: "2026-11-22", indicator: "level4_of_all", procedure: "1.000001",
      reason: "")

    /// The register of exclusions.
    private static let exclusions: [Statement] = [
      ExclusionRegister.selectAll(authority: 1, day: date),
      ExclusionRegister.selectRead(views[0], indicator: "level4_of_all"),
      AddExclusionsAction.selectProcedure(authority: 1, code: "1.000001"),
      AddExclusionsAction.selectOverlaps(
        authority: 1, indicator: "level4_of_all", procedure: 1, agency: nil, from: date,
        to: .infinity),
      AddExclusionsAction.insert(
        register,
        NewExclusion(
          indicator: "level4_of_all", procedure: ProcedureCode(local: "1.000001"), agency: nil,
          legalBasis: "b", reason: "r", from: day), procedure: 1, agency: nil, from: date,
        to: .infinity, enteredBy: "tester"),
      EndExclusionAction.shorten(register, ending, to: date),
      EndExclusionAction.end(register, ending, on: date),
    ]

    /// The closed periods.
    private static let periods: [Statement] = {
      guard let quarter = try? Period("2023-Q1") else { return [] }
      let key = PeriodFigure.Key(indicator: "level4_of_all", counted: "procedures", agency: "")
      return [
        ClosedPeriodRegister.selectAll(authority: 1),
        ClosedPeriodRegister.selectPin(authority: 1, period: "2023-Q1", calendar: "civil"),
        ClosedPeriodRegister.selectPending(authority: 1, period: quarter),
        PeriodClosing.selectCurrent(authority: 1, period: "2023-Q1", calendar: "civil"),
        PeriodClosing.selectFigures(
          authority: 1, run: 1, period: "2023-Q1", calendar: "civil"),
        PeriodClosing.end(register, period: "2023-Q1", calendar: "civil"),
        PeriodClosing.insert(register, period: quarter, reason: "r", enteredBy: "tester"),
        PeriodClosing.insertFigures(register, period: quarter, []),
        PendingRestatements.selectClosed(authority: 1, run: 1),
        PendingRestatements.selectBefore(authority: 1, closing: 1, period: quarter),
        PendingRestatements.insert(
          authority: 1, run: 1, period: quarter,
          [PendingRestatements.Change(key: key, old: nil, new: [1, 2, 3, 4, 5])]),
      ]
    }()

    private static let layout = SourceLayout(sheet: nil, headings: ["Mã"], meanings: ["code"])

    private static let book: [Statement] = [
      RunLedger.describe(authority: 1, run: 1, layout: layout),
      Attempt.insert(ledger), Attempt.lock(1), Attempt.delete(authority: 1, id: 1),
      Attempt.select(authority: 1, limit: 1), Attempt.count(authority: 1, RunFilter()),
      KeptBytes.insertSource(authority: 1, sha256: [], size: 0),
      KeptBytes.selectSource(authority: 1, sha256: []),
      KeptBytes.selectPart(authority: 1, sha256: [], part: 0),
      KeptBytes.dropOld(authority: 1, keepDays: 1),
      ChangeDigest.select(authority: 1, run: 1), FactLedger.version(authority: 1),
      FactLedger.describe(authority: 1, run: 1, dropped: [], keptSHA256: nil),
      FactLedger.isOverwritten(authority: 1, kind: "dossiers", run: 1),
      FactDirectories.selectAgencies(authority: 1), FactDirectories.selectProcedures(authority: 1),
      HolidayRegister.select(authority: 1), DossierTimes.selectPairs(authority: 1),
      AuditChain.selectFacts(authority: 1, run: 1), AuditChain.selectHead(authority: 1),
      AuditChain.selectEntries(authority: 1),
      AuditChain.insert(
        authority: 1,
        entry: AuditChain.Entry(
          number: 1, run: 1, changeCount: 0, changes: [], previous: [], hash: [])),
      ChangeDigest.prepare, AuditVerifier.selectStrays(authority: 1),
      RecordedRun.select(authority: 1, run: nil),
      RunReversal.selectTaking(authority: 1, run: 1),
      RunReversal.selectLater(authority: 1, source: 1, run: 1),
      RunReversal.moveToPastOfferings(authority: 1, run: run, by: 2, known: instant),
      RunReversal.restoreOfferings(authority: 1, run: run, known: instant),
      RunReversal.moveToPastProcedures(authority: 1, run: run, by: 2, known: instant),
      RunReversal.restoreProcedures(authority: 1, run: run, known: instant),
      RunReversal.moveToPastAgencies(authority: 1, run: run, by: 2, known: instant),
      RunReversal.restoreAgencies(authority: 1, run: run, known: instant),
      StateHash.select(authority: 1, asOf: 1, limits: true),
      RunReplayer.limitsAreThose(authority: 1, run: 1),
      ReplayScratch.lookUpReal, ReplayScratch.lookUpScratchAndReal,
    ]

    private static let run = RecordedRun(
      id: 1, kind: "catalog", source: 1, sourceName: "catalog", scope: "", state: "applied",
      mode: "snapshot", location: "file", profile: "catalog", flags: "", program: "motcua test",
      sha256: nil, keptSHA256: nil, profileSHA256: nil, effective: day, knownAt: instant,
      reverts: nil,
      records: SyncSummary.Records(), startedBy: "tester", sheet: nil,
      startedAt: Instant(microsecondsSince2000: 0),
      layout: SourceLayout(sheet: nil, headings: [], meanings: []))

    private static let agencies: [Statement] = [
      AgencyRegister.select(authority: 1, from: day),
      AgencyBook.selectTold(authority: 1, source: 1),
      AgencyBook.selectInForce(authority: 1, day: date),
      AgencyBook.selectEverTold(authority: 1, source: 1),
      AgencyBook.selectOffering(authority: 1, day: date),
      AgencyBook.insertAgencies(authority: 1, codes: ["H32"]),
      AgencyBook.moveToPast(
        authority: 1, source: 1, run: 1, known: instant, codes: ["H32"], days: [1]),
      tree.insertClaims(
        [(TestStore.authorityCode, period)], rows: [TestStore.authorityCode: 2], run: 1,
        known: instant),
    ]

    private static let figures: [Statement] =
      [nil, instant].flatMap { asOf in
        let view = CatalogView(
          authority: 1, day: date,
          version: DataVersion(number: 1, recordedAt: Instant(microsecondsSince2000: 1)), run: 1,
          asOf: asOf)
        return [
          view.agencies, view.procedures, view.offerings, view.held, view.exclusions,
          view.agenciesEver, view.proceduresEver, view.heldFacts(["dossiers"]), view.appliedKinds,
          view.observations(of: "satisfaction_agencies"),
        ] + events(asOf)
      } + [
        EventSums.latestDossier(authority: 1), EventSums.latestPayment(authority: 1),
        CatalogView.demonstrationSources(authority: 1),
        CatalogView.run(ofVersion: 1, authority: 1),
      ]

    /// Sums of events: by every key and by none, with every limit and none, of halves whole and cut.
    private static func events(_ asOf: PostgresTimestamp?) -> [Statement] {
      [false, true].flatMap { isFull in
        [CalendarDay?.none, day].flatMap { latest in
          var sums = EventSums(
            authority: 1, first: day.advanced(by: -100), last: day,
            halves: EventHalves(first: day.advanced(by: -100), last: day, latest: latest),
            asOf: asOf)
          if isFull {
            sums.keys = EventSums.Keys(agency: true, procedure: true, channel: true, half: true)
            sums.limits = EventSums.Limits(agencies: [1], outside: [2], procedures: [0, 1])
          }
          var byProcedure = sums
          byProcedure.keys = EventSums.Keys(procedure: true)
          byProcedure.limits = EventSums.Limits(outside: [2])
          return [
            sums.dossiers(Array(DossierMeasure.allCases.prefix(12))),
            sums.dossiers(Array(DossierMeasure.allCases.dropFirst(12).prefix(9))),
            sums.dossiers(Array(DossierMeasure.allCases.dropFirst(21))),
            byProcedure.dossiers([.received]), sums.payments(PaymentMeasure.allCases),
            sums.open(first: day, last: day), sums.stocks(),
          ]
        }
      }
    }

    /// What is agreed about sources.
    private static let sources: [Statement] = [
      RegisterRun.mark(authority: 1, run: 1),
      SourcePrecedence.select(authority: 1, known: instant),
      SetLimitAction.upsert(
        authority: 1, source: 1, rule: "rows", atLeast: 1, percent: 1, run: 1),
      ClearLimitAction.delete(authority: 1, source: 1, rule: "rows"),
      SetPrecedenceAction.selectCurrent(authority: 1, attribute: "level"),
      SetPrecedenceAction.end(authority: 1, attribute: "level", known: instant),
      SetPrecedenceAction.insert(
        authority: 1, attribute: "level", sources: [1],
        context: RegisterContext(
          authority: Authority(id: 1, code: TestStore.authorityCode), run: 1, known: instant)),
      SetPrecedenceAction.countSpeakers(authority: 1, kind: "catalog"),
      SourceRegister.selectNames(authority: 1, kind: "catalog"),
      SourceRegister.selectSources(authority: 1), SourceRegister.selectLimits(authority: 1),
      SourceRegister.selectPositions(authority: 1),
      SourceRegister.selectPrecedenceNames(authority: 1, known: instant),
      SourceSettings.select(authority: 1, source: 1),
      SourceConflicts.selectNames(authority: 1),
      ProcedureNameCheck.select(authority: 1, source: 1, day: day),
    ]

    private static let registerContext = RegisterContext(
      authority: Authority(id: 1, code: TestStore.authorityCode), run: 1, known: instant)

    /// What was adopted, and reports on tasks.
    private static let adoptions: [Statement] = [
      AdoptedDocument.select(authority: 1, kind: "plan", known: instant),
      AdoptedDocument.selectContent(authority: 1, kind: "plan", id: "a"),
      AdoptedDocument.end(authority: 1, kind: "plan", id: "a", known: instant),
      AdoptedDocument.insert(kind: "plan", id: "a", content: "{}", registerContext),
      AdoptHolidaysAction.end(authority: 1, year: 2024, known: instant),
      AdoptHolidaysAction.insert(
        HolidayYear(
          year: 2024, isComplete: true, source: "s",
          off: [HolidayYear.Day(day: day, name: "x")], working: []), registerContext),
      TaskRegister.select(authority: 1, plan: "a", known: instant),
      ObservedRows.select(names: ["a"], authority: 1, known: instant),
      HeldCodes.select(authority: 1, known: .infinity),
      SetTaskAction.end(authority: 1, plan: "a", task: "b", known: instant),
      SetTaskAction(plan: "a", task: "b", TaskReport(state: .notStarted)).insert(registerContext),
    ]

    /// The temporary tables of a catalog sync, in the order in which they are made.
    private static let tables: [Statement] = [
      CatalogTables.createStageOffering, CatalogTables.createStageProcedure,
      CatalogTables.createStageHeldKey, CatalogRepeats.createRepeatedKeys,
      CatalogPlan.createOfferings(authority: 1, source: 1),
      CatalogPlan.createWithdrawals(authority: 1, source: 1, effective: day, scope: [1]),
      CatalogChanges.createMoves, CatalogChanges.createTable,
      CatalogApply.createCuts(effective: day),
      ProcedurePlan.create(authority: 1, source: 1, effective: day, isPartial: true),
    ]

    private static let copies: [Statement] = [
      CatalogTables.copyStageOffering, CatalogTables.copyStageProcedure,
      CatalogTables.copyStageHeldKey, RunLedger.copyHeld, KeptBytes.copyParts,
    ]

    /// Statements that read or write the temporary tables.
    private static let onStage: [Statement] = [
      CatalogTables.resolveProcedures(authority: 1),
      CatalogRepeats.markConflicts, CatalogRepeats.conflictRows, CatalogRepeats.markDuplicates,
      CatalogRepeats.countDuplicates,
      CatalogPlan.keepWhatWasToCome(authority: 1, source: 1),
      CatalogPlan.dropHeldKeys(authority: 1), CatalogPlan.markMissing(agencies: [1], all: false),
      CatalogPlan.countRecords(authority: 1, source: 1, effective: day),
      CatalogGuardQueries.withdrawnByAgency(authority: 1, source: 1, effective: day),
      CatalogGuardQueries.inForceByAgency(authority: 1, source: 1, effective: day, scope: nil),
      CatalogGuardQueries.lostValues(authority: 1),
      CatalogGuardQueries.lostWithServices(authority: 1, source: 1, effective: day),
      CatalogGuardQueries.procedureValues(
        authority: 1, source: 1, effective: day, isPartial: true),
      CatalogChanges.addArrivals(authority: 1, source: 1),
      CatalogChanges.addDifferences(authority: 1, source: 1),
      CatalogChanges.addDepartures(authority: 1, source: 1, effective: day),
      CatalogChanges.addProcedures(authority: 1, source: 1, isPartial: true),
      CatalogChanges.addLeavingProcedures(authority: 1, source: 1, effective: day),
      ProcedureNameCheck.selectRows(positions: [1]), CatalogChanges.countKinds,
      CatalogChanges.selectDigest,
      CatalogChanges.selectAll(authority: 1, source: 1),
      CatalogChanges.selectFirst(authority: 1, source: 1),
      CatalogGuardQueries.knownValues(authority: 1, source: 1, effective: day, scope: [1]),
      CatalogApply.insertProcedures(authority: 1), CatalogApply.insertFields(authority: 1),
      CatalogApply.moveToPast(authority: 1, source: 1, run: 1, known: instant),
      CatalogApply.insertClipped(authority: 1, source: 1, run: 1, known: instant),
      CatalogApply.insertOfferings(authority: 1, source: 1, run: 1, known: instant),
      CatalogWriter.offeringsAreRead, ProcedurePlan.isRead,
      ProcedurePlan.moveToPast(authority: 1, source: 1, run: 1, known: instant),
      ProcedurePlan.insertClipped(authority: 1, source: 1, run: 1, known: instant),
      ProcedurePlan.insert(authority: 1, source: 1, run: 1, known: instant),
    ]

    @Test func `every statement has a plan on the migrated schema`() async throws {
      try await withStore { store in
        try await store.pool.withTransaction { connection in
          for statement in try Self.onSchema() {
            try await connection.execute("EXPLAIN \(statement)")
          }
          for table in Self.tables { try await connection.execute(table) }
          try await connection.execute(CatalogTables.analyzeStageOffering)
          for statement in [
            CatalogWriter.analyzeOfferings, CatalogPlan.indexWithdrawals,
            CatalogPlan.analyzeWithdrawals,
          ] { try await connection.execute(statement) }
          for copy in Self.copies {
            let rows = try await connection.copyIn(copy) { writer in
              var empty = BinaryRows()
              empty.finish()
              try await writer.write(empty.take())
            }
            #expect(rows == 0)
          }
          for statement in Self.onStage { try await connection.execute("EXPLAIN \(statement)") }
        }
        // Makes the ledger of steps where there is none, and leaves one that is there.
        try await store.pool.withConnection { connection in
          try await connection.execute(Migrator.createLedger)
          try await connection.execute(ServingKey.listen)
        }
      }
    }

    @Test func `every statement has a label of its own`() throws {
      let all = try Self.onSchema() + Self.tables + Self.copies + Self.onStage
      let labels = all.map { $0.label ?? "none: \($0.text)" }
      // These are the same for both states of the view.
      let shared: Set = [
        "store.figures.held", "store.figures.exclusions", "store.figures.agenciesEver",
        "store.figures.proceduresEver", "store.figures.heldFacts", "store.figures.appliedKinds",
        "store.figures.sumDossiers", "store.figures.sumPayments", "store.figures.openDossiers",
        "store.figures.stocks",
      ]
      let repeated = Dictionary(grouping: labels, by: \.self).filter { $1.count > 1 }.keys

      #expect(Set(repeated).subtracting(shared) == [])
      #expect(labels.allSatisfy { $0.hasPrefix("store.") })
    }
  }
}
