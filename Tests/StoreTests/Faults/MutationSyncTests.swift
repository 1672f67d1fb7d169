import Intake
import TestSupport
import Testing

@testable import Store

extension LiveTests {
  /// The same files, synced: accounted for to the last row, or nothing changes.
  @Suite struct MutationSyncTests {
    private static let good = SampleCatalog.good(seed: 1)
    private static var goodFile: [UInt8] {
      SampleFormat.csv.bytes([SampleCatalog.headings] + good.rows)
    }

    private static func mutant(_ round: Int, _ random: inout SeededGenerator) -> Mutant {
      let changes = Mutant.Change.allCases
      let formats = SampleFormat.allCases
      return Mutant(
        good, changes[round % changes.count],
        formats[(round / changes.count + round) % formats.count], using: &random)
    }

    /// What became of a file; nil where it was refused.
    private func sync(
      _ bytes: [UInt8], in store: TestStore, dryRun: Bool = false
    ) async throws -> SyncOutcome? {
      do {
        let outcome = try await CatalogSync(pool: store.pool, authority: store.authority).run(
          SourceFile(name: "catalog", contents: bytes),
          store.request("catalog", dryRun: dryRun))
        return outcome.refusals.isEmpty ? outcome : nil
      } catch let error as IntakeError {
        #expect(error.file == "catalog" && error.reason.count > 20)
        return nil
      }
    }

    /// Whether the sums are right and, where it is known what the file says, each number.
    private func check(
      _ outcome: SyncOutcome, _ mutant: Mutant, _ comment: Comment
    ) {
      let rows = outcome.summary.rows
      #expect(rows.read == rows.nonData + rows.duplicate + rows.held + rows.applied, comment)
      #expect(rows.held == outcome.held.count, comment)
      guard let meaning = mutant.meaning else { return }
      #expect(
        outcome.summary.rowCounts == [
          meaning.rows.count + mutant.doubled + mutant.added, mutant.added, mutant.doubled, 0,
          meaning.rows.count,
        ], comment)
      let before = Self.good.offerings
      let after = meaning.offerings
      let dropped = Self.good.rows.filter { !meaning.rows.contains($0) }
      let touched = Set(SampleCatalog(rows: dropped).offerings.keys)
      #expect(
        outcome.summary.recordCounts == [
          0, touched.count { after[$0] != nil }, before.count - after.count, 0,
          after.keys.count { !touched.contains($0) },
        ], comment)
    }

    @Test(arguments: 0..<(LongTests.areWanted ? 10 : 1))
    func `a mutated catalog is planned to the last row or refused, and changes nothing`(
      _ part: Int
    ) async throws {
      try await withAgencies { store in
        var random = SeededGenerator(seed: 77 + UInt64(part))
        _ = try await sync(Self.goodFile, in: store)
        let (claims, runs) = (try await store.claims(), try await store.runs())
        var planned = 0
        let rounds = part * 200..<(part + 1) * 200

        for round in rounds {
          let mutant = Self.mutant(round, &random)
          let comment: Comment = "round \(round), \(mutant.change), \(mutant.format)"
          let outcome = try await sync(mutant.bytes, in: store, dryRun: true)
          if let outcome {
            check(outcome, mutant, comment)
            planned += 1
          } else {
            #expect(mutant.meaning == nil, comment)
          }
          #expect(try await store.claims() == claims, comment)
        }

        #expect(planned > rounds.count / 3 && planned < rounds.count)
        #expect(try await store.counts() == Self.good.figure)
        #expect(try await store.runs() == runs)
        if LongTests.areWanted { #expect(LongTests.peakMemory < 100 << 10) }
      }
    }

    @Test(arguments: 0..<(LongTests.areWanted ? 10 : 1))
    func `a mutated catalog is applied as it stands, or the figures stay`(
      _ part: Int
    ) async throws {
      var random = SeededGenerator(seed: 1078 + UInt64(part))
      for round in part * 19..<(part + 1) * 19 {
        let mutant = Self.mutant(round, &random)
        let comment: Comment = "round \(round), \(mutant.change), \(mutant.format)"
        try await withAgencies { store in
          _ = try await sync(Self.goodFile, in: store)
          let claims = try await store.claims()
          #expect(claims == Self.claims(of: Self.good))
          #expect(try await store.counts() == Self.good.figure)

          let outcome = try await sync(mutant.bytes, in: store)

          let state = try await store.runs(1).first?.state
          guard let outcome else {
            #expect(mutant.meaning == nil, comment)
            #expect(state == "failed" || state == "refused", comment)
            #expect(try await store.claims() == claims, comment)
            #expect(try await store.counts() == Self.good.figure, comment)
            return
          }
          let isSame = mutant.bytes == Self.goodFile
          #expect(outcome.summary.state == (isSame ? .skipped : .applied), comment)
          #expect(state == outcome.summary.state.rawValue, comment)
          check(outcome, mutant, comment)
          if let meaning = mutant.meaning {
            #expect(try await store.claims() == Self.claims(of: meaning), comment)
            #expect(try await store.counts() == meaning.figure, comment)
          } else {
            try await checkKeys(outcome, mutant, in: store, comment)
          }
          #expect(try await store.verify().isIntact, comment)
        }
      }
    }

    /// What is in force then: all keys of valid rows, none that stands nowhere, and of those that
    /// the file does not name any more only such as a held row may be.
    private func checkKeys(
      _ outcome: SyncOutcome, _ mutant: Mutant, in store: TestStore, _ comment: Comment
    ) async throws {
      let reading = try MutantReading(mutant.bytes)
      let keys = Self.keys(try await store.claims())
      let valid = Set(reading.keys)
      let said = Self.keys(Self.claims(of: Self.good))
      let conflicts = outcome.held.count { $0.rule == "conflict" }
      if conflicts == 0 { #expect(valid.isSubset(of: keys), comment) }
      #expect(keys.isSubset(of: valid.union(said)), comment)
      if outcome.held.isEmpty { #expect(keys == valid, comment) }
    }

    /// Code, agency and service of claims.
    private static func keys(_ claims: [String]) -> Set<String> {
      Set(
        claims.map { line in
          line.split(separator: " ").prefix { !$0.contains("..") }.joined(separator: " ")
        })
    }

    /// What is believed then, as the database is asked for it.
    private static func claims(of catalog: SampleCatalog) -> [String] {
      let keyed: [(key: [String], line: String)] = catalog.rows.flatMap { row in
        SampleCatalog.agencies(in: row[SampleCatalog.agency]).map { agency in
          let (code, service) = (row[SampleCatalog.code], row[SampleCatalog.service])
          let level = SampleCatalog.levels[row[SampleCatalog.level]]?.code ?? "unknown"
          let words = [code, agency, service, "2026-11-22..infinity", level]
          return ([code, agency, service], words.filter { !$0.isEmpty }.joined(separator: " "))
        }
      }
      return keyed.sorted { $0.key.lexicographicallyPrecedes($1.key) }.map(\.line)
    }
  }
}
