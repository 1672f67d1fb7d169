import Indicators
import Intake
import Procedures
import Testing

@testable import Store

extension LiveTests {
  @Suite struct CatalogRowsTests {
    private static let catalog = """
      code,name,field,agency_code,service_code,level,eligible,eligible_full,fee,payment_eligible,payment_enabled,means
      1.000001,Một,Y tế,H32.16,,4,x,x,x,x,x,web;mobile
      1.000001,Một,Y tế,H32.17,,3,x,,x,x,,web
      1.000002,Hai,Y tế,H32.16,1.000002.01,2,x,x,,,,
      1.000002,Hai,Y tế,H32.16,1.000002.02,4,x,x,,,,
      1.000003,Ba,Đất đai,H32.201,,,x,,x,,,web
      1.000004,Bốn,Đất đai,,,3,,x,,,,
      1.000005,Năm,,H32.99,,4,,,,,,
      hỏng,Sáu,,H32.17,,4,,,,,,
      1.000006,Bảy,,H32.201.1,,9,,,,,,
      """

    private func rows(_ store: TestStore) -> CatalogRows {
      CatalogRows(pool: store.pool, authority: store.authority, figures: store.figures)
    }

    private func request(
      _ indicator: String, _ count: CountUnit? = nil, filters: [Dimension: String] = [:],
      rows: RowKind? = nil, limit: Int = 1000, cursor: String? = nil
    ) -> ExplainRequest {
      ExplainRequest(
        query: IndicatorQuery(indicator: indicator, count: count, filters: filters),
        day: TestStore.today, rows: rows, limit: limit, cursor: cursor)
    }

    private func withCatalog(_ body: (TestStore) async throws -> Void) async throws {
      try await withAgencies { store in
        try await store.syncCatalog(Self.catalog)
        try await store.syncCatalog(
          "code,agency_code,level\n1.000003,H32.201,4\n1.000001,H32.17,\n", source: "portal")
        _ = try await ExclusionRegister(pool: store.pool, authority: store.authority).add(
          Indicator.catalog.map {
            NewExclusion(
              indicator: $0.id, procedure: ProcedureCode(local: "1.000002"), agency: nil,
              legalBasis: "QĐ 1", reason: "r", from: TestStore.today)
          }, ExclusionRegisterTests.request)
        try await body(store)
      }
    }

    @Test func `there are as many rows of each kind as the figure counts`() async throws {
      try await withCatalog { store in
        var kinds: Set<RowKind> = []
        for indicator in Indicator.catalog {
          for count in [CountUnit.procedures, .offerings] {
            for filters in [[:], [Dimension.agency: "H32.16"], [.field: "Y tế"], [.level: "4"]] {
              let whole = try await rows(store).explanation(
                of: request(indicator.id, count, filters: filters))
              let figure = try await store.figure(indicator.id, count: count, filters: filters)
              func number(_ kind: RowKind) -> Int { whole.rows.count { $0.kind == kind } }

              #expect(whole.figure == figure)
              #expect(number(.counted) == figure.tally.numerator)
              #expect(number(.counted) + number(.missing) == figure.tally.denominator)
              #expect(number(.unknown) == figure.tally.unknown)
              #expect(number(.held) == figure.tally.held)
              #expect(number(.excluded) == figure.tally.excluded)
              #expect(whole.cursor == nil)
              for kind in RowKind.allCases {
                let part = try await rows(store).explanation(
                  of: request(indicator.id, count, filters: filters, rows: kind))
                #expect(part.rows == whole.rows.filter { $0.kind == kind })
                #expect(part.total == number(kind))
                if number(kind) > 0 { kinds.insert(kind) }
              }
            }
          }
        }
        #expect(kinds == Set(RowKind.allCases))
      }
    }

    @Test func `a value leads to the cell that said it`() async throws {
      try await withCatalog { store in
        let answer = try await rows(store).explanation(of: request("level4_of_all", .procedures))
        let first = try #require(answer.rows.first)

        #expect(first.kind == .counted)
        #expect(first.procedure?.text == "1.000001")
        #expect(first.procedureName == "Một")
        #expect(first.decidedAt?.text == "H32.16")
        #expect(first.levels?.lowest == .partial)
        #expect(first.levels?.highest == .full)
        #expect(first.levels?.atHighest == 1)
        #expect(first.levels?.offerings == 2)
        let value = try #require(first.values.first)
        #expect(first.values.count == 1)
        #expect(value.attribute == "level")
        #expect(value.value == "full")
        let origin = try #require(value.origins.first)
        #expect(value.origins.count == 1)
        #expect(origin.said == "ND43 4")
        #expect(!origin.isDeclaration)
        #expect(origin.place.source == "catalog")
        #expect(origin.place.file == "catalog.csv")
        #expect(origin.place.row == 2)
        #expect(origin.place.column == "level")
        #expect(origin.place.cell == "F2")
      }
    }

    @Test func `of several sources the one that knows is named`() async throws {
      try await withCatalog { store in
        let answer = try await rows(store).explanation(of: request("level4_of_all", .offerings))
        let third = try #require(
          answer.rows.first { $0.procedure?.text == "1.000003" && $0.kind == .counted })

        let origins = third.values.flatMap(\.origins)
        #expect(origins.map(\.place.source) == ["portal"])
        #expect(origins.map(\.place.cell) == ["C2"])
      }
    }

    @Test func `of several services those at the highest level decide`() async throws {
      try await withCatalog { store in
        let answer = try await rows(store).explanation(
          of: request("level4_of_all", .offerings, rows: .excluded))

        #expect(answer.rows.map { $0.procedure?.text } == ["1.000002"])
        let origins = answer.rows.flatMap { $0.values.flatMap(\.origins) }
        #expect(origins.map(\.service) == ["1.000002.02"])
        #expect(origins.map(\.place.cell) == ["F5"])
        #expect(answer.exclusions.map(\.legalBasis) == ["QĐ 1"])
      }
    }

    @Test func `what a procedure declares itself is said to be a declaration`() async throws {
      try await withCatalog { store in
        let answer = try await rows(store).explanation(of: request("online_of_all", .procedures))
        let fourth = try #require(answer.rows.first { $0.procedure?.text == "1.000004" })

        #expect(fourth.kind == .counted)
        #expect(fourth.decidedAt == nil)
        #expect(fourth.values.flatMap(\.origins).map(\.isDeclaration) == [true])
        #expect(fourth.values.flatMap(\.origins).map(\.place.cell) == ["F7"])
      }
    }

    @Test func `an unknown value leads to the cells that do not know`() async throws {
      try await withCatalog { store in
        let answer = try await rows(store).explanation(
          of: request("level4_of_eligible", .offerings, rows: .unknown))
        let row = try #require(
          answer.rows.first { $0.procedure?.text == "1.000001" && $0.agency?.text == "H32.17" })

        let full = try #require(row.values.first { $0.attribute == "eligible_full" })
        #expect(full.value == "unknown")
        #expect(full.origins.map(\.said) == [""])
        #expect(full.origins.map(\.place.cell) == ["H3"])
        let level = try #require(row.values.first { $0.attribute == "level" })
        #expect(level.origins.map(\.said) == ["ND43 3"])
      }
    }

    @Test func `a held row names its rule and its cell`() async throws {
      try await withCatalog { store in
        let answer = try await rows(store).explanation(of: request("level4_of_all", rows: .held))

        #expect(answer.rows.map { $0.held?.rule } == ["unknown_agency", "bad_code", "bad_value"])
        #expect(answer.rows.map { $0.held?.place.cell } == ["D8", "A9", "F10"])
        #expect(answer.rows.map { $0.held?.raw } == ["H32.99", "hỏng", "9"])
      }
    }

    @Test func `pages put together are the whole`() async throws {
      try await withCatalog { store in
        let whole = try await rows(store).explanation(of: request("online_of_all", .offerings))
        for limit in 1...(whole.rows.count + 1) {
          var pieces: [ExplainedRow] = []
          var cursor: String?
          repeat {
            let page = try await rows(store).explanation(
              of: request("online_of_all", .offerings, limit: limit, cursor: cursor))
            #expect(page.rows.count <= limit)
            #expect(page.total == whole.rows.count)
            pieces += page.rows
            cursor = page.cursor
          } while cursor != nil

          #expect(pieces == whole.rows)
        }
      }
    }

    @Test func `a cursor of other data or of another question is refused`() async throws {
      try await withCatalog { store in
        let first = try await rows(store).explanation(of: request("level4_of_all", limit: 1))
        let cursor = try #require(first.cursor)
        for wrong in [
          request("online_of_all", cursor: cursor), request("level4_of_all", cursor: "7-x"),
          request("level4_of_all", .offerings, cursor: cursor),
        ] {
          let error = await #expect(throws: StoreError(.badRequest, "")) {
            try await rows(store).explanation(of: wrong)
          }
          let refused = try #require(wrong.cursor)
          #expect(error?.vietnamese?.contains("\"\(refused)\"") == true)
        }
        try await store.syncCatalog("code,agency_code,level\n1.000003,H32.201,3\n", source: "new")
        await #expect(throws: StoreError(.badRequest, "")) {
          try await rows(store).explanation(of: request("level4_of_all", cursor: cursor))
        }
      }
    }

    @Test func `an earlier state is explained by the claims of then`() async throws {
      try await withCatalog { store in
        let before = try await rows(store).explanation(of: request("level4_of_all", .offerings))
        try await store.syncCatalog(
          "code,agency_code,level\n1.000003,H32.201,2\n1.000001,H32.17,4\n", source: "portal")
        var asked = request("level4_of_all", .offerings)
        asked.known = before.figure.knownOn

        let again = try await rows(store).explanation(of: asked)

        #expect(again == before)
        #expect(
          try await rows(store).explanation(of: request("level4_of_all", .offerings)) != again)
      }
    }
  }
}
