import Indicators
import Postgres
import Procedures
import Testing

@testable import Store

extension LiveTests {
  /// From rows as the server sends them to columns of a snapshot.
  @Suite struct OfferingAssemblyTests {
    /// Procedures 1 to 3 at positions 0 to 2, agencies 11 and 12 at 0 and 1; others are not in
    /// force.
    private func assembled(_ values: Statement) async throws -> [String] {
      let rows: Statement = """
        SELECT column1::bigint, column2::bigint, column3::bigint, column4::smallint,
          column5::smallint, column6::smallint, column7::smallint, column8::smallint,
          column9::smallint, column10::text
        FROM (\(values)) AS claims
        """
      return try await withStore { store in
        try await store.pool.withConnection { connection in
          var claims = try await connection.reduce(
            rows, into: ClaimColumns(procedures: [1: 0, 2: 1, 3: 2], agencies: [11: 0, 12: 1])
          ) { try $0.take($1) }
          claims.sort()
          var assembly = OfferingAssembly(
            resolution: SourceResolution(
              levels: LevelTable(try OnlineLevel.list()), demonstrations: []))
          let columns = try assembly.assemble(claims, procedures: 3)
          return (0..<columns.count).map { row in
            let facts = columns.combinations[Int(columns.combination[row])]
            return "\(columns.procedure[row]) \(columns.agency[row]) \(facts.level) \(facts.fee)"
          }
        }
      }
    }

    @Test func `a procedure without offerings in force gets one row`() async throws {
      let rows = try await assembled(
        """
        VALUES
          (1, 0, 1, 4, NULL, NULL,
            1, NULL, NULL, NULL),
          (2, 99, 1, 4, NULL, NULL, 1, NULL, NULL, NULL),
          (9, 11, 1, 4, NULL, NULL, 1, NULL, NULL, NULL)
        """)

      #expect(rows == ["0 -1 full yes", "1 -1 unknown unknown", "2 -1 unknown unknown"])
    }

    @Test func `rows stand in the order of procedure and agency whatever order they come in`()
      async throws
    {
      let rows = try await assembled(
        """
        VALUES
          (3, 12, 1, 3, NULL, NULL,
            NULL, NULL, NULL, NULL),
          (1, 12, 1, 4, NULL, NULL, NULL, NULL, NULL, NULL),
          (2, 11, 1, 2, NULL, NULL, NULL, NULL, NULL, NULL),
          (1, 11, 1, 3, NULL, NULL, NULL, NULL, NULL, NULL)
        """)

      #expect(
        rows == [
          "0 0 partial unknown", "0 1 full unknown", "1 0 info unknown", "2 1 partial unknown",
        ])
    }

    @Test func `services come first, then the declaration of the source, then other sources`()
      async throws
    {
      let rows = try await assembled(
        """
        VALUES
          -- Two services of source 2, whose declaration tells the fee.
          (1, 11, 2, 2, NULL, NULL,
            NULL, NULL, NULL, NULL),
          (1, 11, 2, 3, NULL, NULL, NULL, NULL, NULL, NULL),
          (1, 0, 2, 4, NULL, NULL, 1, NULL, NULL, NULL),
          -- Source 1 knows no level, so that its declaration does not win.
          (1, 0, 1, 0, NULL, NULL, 0, NULL, NULL, NULL),
          -- An agency of which only source 3 speaks.
          (1, 12, 3, NULL, NULL, NULL, 2, NULL, NULL, NULL)
        """)

      #expect(
        rows == [
          // Source 1 declares that there is no fee, and stands before source 2.
          "0 0 partial no", "0 1 full no", "1 -1 unknown unknown", "2 -1 unknown unknown",
        ])
    }
  }
}
