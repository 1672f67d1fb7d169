import Postgres
import Procedures
import TestSupport
import Testing

@testable import Store

extension LiveTests {
  /// Random deliveries in random order, with repeats, against a model that knows no SQL.
  @Suite struct DossierDeliveryTests {
    private func generator(
      _ store: TestStore, seed: UInt64
    ) async throws -> DeliveryGenerator {
      func numbers(_ codes: [String], _ statement: (String) -> Statement) async throws -> [Int64] {
        var result: [Int64] = []
        for code in codes { result.append(try await store.number(statement(code))) }
        return result
      }
      return DeliveryGenerator(
        random: SeededGenerator(seed: seed),
        procedures: try await numbers(DeliveryGenerator.procedureCodes) {
          "SELECT procedure_id FROM procedure WHERE code = \($0)"
        },
        agencies: try await numbers(DeliveryGenerator.agencyCodes) {
          "SELECT agency_id FROM agency WHERE code = \($0)"
        })
    }

    /// The kept counts as the model's: by key, then by measure.
    /// Nothing was imported, so that the program's own days off hold.
    private func holidays() throws -> HolidayCalendar {
      let years = try AdoptionRegister.ownHolidays(except: [])
      return HolidayCalendar(
        off: Set(years.flatMap(\.off).map(\.day)), working: Set(years.flatMap(\.working).map(\.day))
      )
    }

    private func kept(_ store: TestStore) async throws -> [String: [String: Int]] {
      let cells = try await store.texts(
        """
        SELECT concat_ws('|', concat_ws(' ', half, agency_id, procedure_id, channel), measure.key,
          measure.value)
        FROM dossier_half
        CROSS JOIN LATERAL jsonb_each_text(to_jsonb(dossier_half)
          - ARRAY['authority_id', 'half', 'agency_id', 'procedure_id', 'channel']) AS measure
        WHERE measure.value <> '0'
        """)
      var counts: [String: [String: Int]] = [:]
      for cell in cells {
        let parts = cell.split(separator: "|").map(String.init)
        counts[parts[0], default: [:]][parts[1]] = Int(parts[2])
      }
      return counts
    }

    private func lines(_ rows: some Sequence<DeliveryModel.Row>, runs: [Int64]) -> [String] {
      rows.map { row in
        "\(row.dossier.code) \(row.dossier.status.rawValue) "
          + "\(row.dossier.eventAt.microsecondsSince2000) \(DossierTable.content(row.dossier)) "
          + "\(runs[row.run])"
      }.sorted()
    }

    private func stored(_ store: TestStore) async throws -> [String] {
      try await store.texts(
        """
        SELECT concat_ws(' ', dossier_code, status,
          (extract(epoch FROM event_at - timestamptz '2000-01-01 00:00+00') * 1000000)::bigint,
          content, run_id)
        FROM dossier
        """
      ).sorted()
    }

    @Test(arguments: 1...24)
    func `any deliveries leave what the model says, also in rollups and in the past`(
      seed: Int
    ) async throws {
      try await withFacts { store in
        var generator = try await generator(store, seed: UInt64(seed))
        var model = DeliveryModel()
        var runs: [Int64] = [0]
        var earlier: [Dossier] = []
        for _ in 1...6 {
          let rows = generator.delivery(after: earlier)
          var next = model
          let run = runs.count
          let effect = next.deliver(rows, run: run)
          let outcome = try await store.importDossiers(generator.csv(rows), source: "s\(run % 2)")
          guard effect.held.count <= 10 || effect.held.count * 2 <= rows.count else {
            #expect(outcome.summary.state == .refused)
            continue
          }
          earlier += rows
          model = next
          runs.append(outcome.summary.run ?? 0)

          let held = Dictionary(
            outcome.held.map { ($0.row - 2, $0.rule) }, uniquingKeysWith: { first, _ in first })
          #expect(
            DeliveryModel.Effect(
              added: outcome.summary.records.added, changed: outcome.summary.records.changed,
              unchanged: outcome.summary.records.unchanged,
              duplicate: outcome.summary.rows.duplicate, held: held) == effect, "run \(run)")
          #expect(outcome.summary.rowsWritten == effect.added + 3 * effect.changed)
          #expect(try await stored(store) == lines(model.believed.values, runs: runs))
          #expect(
            try await kept(store)
              == DeliveryModel.counts(
                model.believed.values.map(\.dossier), holidays: try holidays()))
          #expect(try await store.verifyRollups().differences == [])
          #expect(
            try await store.texts(
              """
              SELECT concat_ws(' ', dossier_code, run_id, superseded_by_run)
              FROM dossier_past
              """
            ).sorted()
              == model.past.map {
                "\($0.row.dossier.code) \(runs[$0.row.run]) \(runs[$0.endedBy])"
              }.sorted())
        }
        try await checkKnown(store, model, runs)
      }
    }

    /// As known at the instant of each run: counts now, less what was said since, and what ended
    /// since.
    private func checkKnown(
      _ store: TestStore, _ model: DeliveryModel, _ runs: [Int64]
    ) async throws {
      for (run, id) in runs.enumerated().dropFirst() {
        let sums = try await store.texts(
          """
          WITH moment AS (
            SELECT max(known_at) AS known FROM run WHERE run_id <= \(id)
          ), fact AS (
            SELECT 1 AS sign, received_day, end_day, ending, status, time_class, national_class,
              flags
            FROM dossier
            UNION ALL
            SELECT -1, received_day, end_day, ending, status, time_class, national_class, flags
            FROM dossier, moment
            WHERE known_from > moment.known
            UNION ALL
            SELECT 1, received_day, end_day, ending, status, time_class, national_class, flags
            FROM dossier_past, moment
            WHERE known_from <= moment.known AND known_to > moment.known
          )
          SELECT concat_ws(' ', sum(sign * received), sum(sign * resolved_late),
            sum(sign * fee_yes))
          FROM fact
          CROSS JOIN LATERAL dossier_measures(
            received_day, end_day, ending, status, time_class, national_class, flags)
          """)
        let counts = DeliveryModel.counts(
          (model.after[run] ?? [:]).values.map(\.dossier), holidays: try holidays())
        func sum(_ measure: String) -> Int { counts.values.reduce(0) { $0 + ($1[measure] ?? 0) } }

        if !counts.isEmpty {
          #expect(
            sums == ["\(sum("received")) \(sum("resolved_late")) \(sum("fee_yes"))"], "run \(run)")
        }
      }
    }
  }
}
