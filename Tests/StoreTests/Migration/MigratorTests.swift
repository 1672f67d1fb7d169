import Postgres
import Procedures
import TestSupport
import Testing

@testable import Schema
@testable import Store

extension LiveTests {
  @Suite struct MigratorTests {
    private let all = MigrationList.all

    /// Lends a session on an empty database.
    private func onEmptyDatabase<R: Sendable>(
      _ body: (borrowing PostgresConnection) async throws -> R
    ) async throws -> R {
      try await withTestDatabase { configuration in
        try await withPool(configuration) { try await $0.withConnection(body) }
      }
    }

    private func error(_ body: () async throws -> Void) async -> StoreError? {
      do {
        try await body()
        return nil
      } catch {
        return error as? StoreError
      }
    }

    @Test func `an empty database takes all steps, and a second run none`() async throws {
      try await onEmptyDatabase { connection in
        let before = try await Migrator().state(of: connection)
        let first = try await Migrator().migrate(connection)
        let after = try await Migrator().state(of: connection)
        let second = try await Migrator().migrate(connection)

        #expect(before == .empty)
        #expect(first == all.map(\.name))
        #expect(after == .current)
        #expect(second == [])
        try await Migrator().requireCurrent(connection)
      }
    }

    @Test func `an older database takes the steps that are missing`() async throws {
      try await onEmptyDatabase { connection in
        _ = try await Migrator(steps: Array(all.prefix(3))).migrate(connection)

        let state = try await Migrator().state(of: connection)
        let names = try await Migrator().migrate(connection)

        #expect(state == .older(version: 3))
        #expect(names == all.dropFirst(3).map(\.name))
      }
    }

    @Test func `an older database is refused with the command that helps`() async throws {
      try await onEmptyDatabase { connection in
        _ = try await Migrator(steps: Array(all.prefix(3))).migrate(connection)

        do {
          try await Migrator().requireCurrent(connection)
          Issue.record("an older schema was taken")
        } catch let error as StoreError {
          #expect(error.kind == .schemaOlder)
          #expect(
            error.description == """
              the database's schema is at step 3, this program needs step \(all.count); \
              run `motcua db migrate`
              """)
        }
      }
    }

    @Test func `an empty database is refused with the command that helps`() async throws {
      try await onEmptyDatabase { connection in
        do {
          try await Migrator().requireCurrent(connection)
          Issue.record("an empty database was taken")
        } catch let error as StoreError {
          #expect(error.kind == .schemaOlder)
          #expect(
            error.description
              == "the database has no schema of motcua yet; run `motcua db migrate`")
        }
      }
    }

    @Test func `a newer database is neither used nor migrated`() async throws {
      try await onEmptyDatabase { connection in
        _ = try await Migrator().migrate(connection)
        let older = Migrator(steps: Array(all.prefix(4)))

        let state = try await older.state(of: connection)

        #expect(state == .newer(version: all.count))
        for attempt in [true, false] {
          do {
            if attempt {
              try await older.requireCurrent(connection)
            } else {
              _ = try await older.migrate(connection)
            }
            Issue.record("a newer schema was taken")
          } catch let error as StoreError {
            #expect(error.kind == .schemaNewer)
            #expect(
              error.description == """
                the database's schema is at step \(all.count), this program knows only 4 steps; \
                run the newer motcua that migrated it
                """)
          }
        }
      }
    }

    @Test func `an edited step is found and named with both checksums`() async throws {
      try await onEmptyDatabase { connection in
        _ = try await Migrator().migrate(connection)
        var steps = all
        steps[1] = Migration(version: 2, name: all[1].name, bytes: Array("SELECT 1".utf8))

        do {
          _ = try await Migrator(steps: steps).state(of: connection)
          Issue.record("an edited step was not found")
        } catch let error as StoreError {
          #expect(error.kind == .schemaEdited)
          // SHA-256 of `SELECT 1` begins with e004ebd5.
          #expect(
            error.description.hasPrefix("migration 0002_create_run was applied with different"))
          #expect(
            error.description.contains("program e004ebd5…); run the program that the database"))
        }
      }
    }

    @Test func `a database of another program is left alone`() async throws {
      try await onEmptyDatabase { connection in
        try await connection.execute("CREATE TABLE theirs (id bigint)")

        do {
          _ = try await Migrator().migrate(connection)
          Issue.record("a foreign database was migrated")
        } catch let error as StoreError {
          #expect(error.kind == .schemaEdited)
          #expect(
            error.description == """
              read the schema of database: it holds 1 tables but no schema_migration, so it is \
              not a database of motcua; give the URL of an empty database
              """)
        }
        let tables = try await connection.query(
          "SELECT relname::text FROM pg_class WHERE relnamespace = 'public'::regnamespace"
        ) { try $0.string(0) }
        #expect(tables == ["theirs"])
      }
    }

    @Test func `a step that fails leaves the steps before it, and the lock free`() async throws {
      try await withTestDatabase { configuration in
        try await withPool(configuration, size: 2) { pool in
          try await pool.withConnection { connection in
            let broken = Migration(
              version: 2, name: "0002_broken",
              bytes: Array("CREATE TABLE half (id bigint); SELECT 1 / 0;".utf8))

            await #expect(throws: PostgresError(kind: .server, sqlState: .divisionByZero)) {
              try await Migrator(steps: [all[0], broken]).migrate(connection)
            }

            let state = try await Migrator().state(of: connection)
            let half = try await connection.queryOne("SELECT to_regclass('half') IS NULL") {
              try $0.bool(0)
            }
            #expect(state == .older(version: 1))
            #expect(half == true)
            // Another session gets the lock, so that the first one does not hold it any more.
            try await pool.withConnection { other in
              let names = try await Migrator().migrate(other)
              #expect(names == all.dropFirst().map(\.name))
            }
          }
        }
      }
    }

    @Test func `two migrators at once take turns`() async throws {
      try await withTestDatabase { configuration in
        try await withPool(configuration, size: 2) { pool in
          @Sendable func migrate() async throws -> Int {
            try await pool.withConnection { try await Migrator().migrate($0).count }
          }
          async let one = migrate()
          async let other = migrate()
          let counts = try await [one, other].sorted()

          #expect(counts == [0, all.count])
        }
      }
    }

    @Test func `an authority is entered once, with its levels and the empty beginning`()
      async throws
    {
      try await withStore(size: 2) { store in
        @Sendable func ensure() async throws -> Authority? {
          guard let code = AgencyCodeSample.other else { return nil }
          return try await store.pool.withConnection { try await Authority.ensure(code, on: $0) }
        }
        async let one = ensure()
        async let other = ensure()
        let both = try await [one, other]

        let levels = try OnlineLevel.list()
        let stored = try await store.pool.withConnection { connection in
          try await both[0]?.levels(on: connection)
        }
        #expect(both[0] != nil)
        #expect(both[0] == both[1])
        #expect(both[0]?.id != store.authority.id)
        #expect(stored == levels.sorted { $0.id < $1.id })
        #expect(try await store.number("SELECT count(*) FROM data_version WHERE version = 0") == 2)
      }
    }
  }
}
