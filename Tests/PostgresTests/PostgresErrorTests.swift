import TestSupport
import Testing

@_spi(Scripts) @testable import Postgres

@Suite struct PostgresErrorTests {
  @Test func `errors are equal when kind and code are equal`() {
    let one = PostgresError(kind: .server, sqlState: .uniqueViolation)

    #expect(one == PostgresError(kind: .server, sqlState: SQLState(rawValue: "23505")))
    #expect(one != PostgresError(kind: .server, sqlState: .checkViolation))
    #expect(one != PostgresError(kind: .commitUnknown, sqlState: .uniqueViolation))
  }

  @Test(arguments: [
    ("relation \"agency\" does not exist", "42P01", "relation \"agency\" does not exist"),
    ("relation \"secret\" does not exist", "42P01", "relation \"…\" does not exist"),
    (
      "violates unique constraint \"agency_pkey\"", "23505",
      "violates unique constraint \"agency_pkey\""
    ),
    (
      "invalid input syntax for type date: \"31.02\"", "22007",
      "invalid input syntax for type date: \"…\""
    ),
    ("invalid input syntax: \"a\"secret\"b\"", "22P02", "invalid input syntax: \"…\""),
    ("invalid input syntax: \"agency\" secret\"", "22P02", "invalid input syntax: \"…\""),
    ("odd \"agency\" secret\"", "42000", "odd \"…\""),
    ("division by zero", "22012", "division by zero"),
  ])
  func `a message keeps names and loses values`(_ raw: String, _ code: String, _ told: String) {
    let message = ServerMessage(
      raw, sqlState: SQLState(rawValue: code), names: ["agency_pkey"],
      sql: "SELECT name FROM agency WHERE code = $1")

    #expect(message.text == told)
  }
}

extension LiveTests {
  @Suite struct ServerErrorTests {
    @Test func `the description is one line and answers the four questions`() async throws {
      let error = try await failure { connection in
        try await connection.execute("CREATE TEMP TABLE a (code text CONSTRAINT a_key PRIMARY KEY)")
        try await connection.execute("INSERT INTO a VALUES ('x')")
        let code = "x"
        let statement: Statement = "INSERT INTO a\n  VALUES (\(code))"
        try await connection.execute(statement.labelled("tests.a.insert"))
      }

      let server = try TestServer.configuration().redacted
      #expect(error.sqlState == .uniqueViolation)
      #expect(error.constraint == "a_key")
      #expect(error.table == "a")
      #expect(error.statementLabel == "tests.a.insert")
      #expect(error.file.hasSuffix("PostgresErrorTests.swift"))
      #expect(
        error.description == """
          statement tests.a.insert on \(server) failed: duplicate key value violates unique \
          constraint "a_key" (SQLSTATE 23505, constraint a_key, table a); SQL: INSERT INTO a \
          VALUES ($1) [\(error.file):\(error.line)]
          """)
    }

    @Test func `no value of a parameter appears in a description`() async throws {
      let secret = "nguyen-van-an"
      let statements: [Statement] = [
        "SELECT \(secret)::int", "SELECT \(secret)::date", "SELECT \(secret)::regclass",
        "SELECT set_config('work_mem', \(secret), false)", "SELECT \(secret)::jsonb",
        "SELECT convert_from(convert_to(\(secret), 'UTF8'), \(secret))",
        "SELECT (ARRAY[\(secret)])[1]::boolean",
        "INSERT INTO nobody VALUES (\(secret))",
      ]

      for statement in statements {
        let error = try await failure { try await $0.execute(statement) }
        #expect(error.kind == .server)
        #expect(!error.description.contains(secret), "\(error)")
        #expect(!"\([error])".contains(secret))
      }
    }

    @Test func `the position of an error in a script is known`() async throws {
      let error = try await failure { connection in
        try await connection.run(Script("SELECT 1;\nSELECT nothing_like_it;"))
      }

      #expect(error.sqlState == .undefinedColumn)
      #expect(error.position == 18)
      #expect(error.message.contains("nothing_like_it"))
    }

    @Test func `a script with a NUL character is refused whole`() async throws {
      let error = try await failure { connection in
        try await connection.run(Script("SELECT 1;\0 SELECT 1 / 0"))
      }

      #expect(error == PostgresError(kind: .usage))
    }

    @Test func `a query for one row refuses two`() async throws {
      let error = try await failure { connection in
        _ = try await connection.queryOne("SELECT generate_series(1, 2)") { try $0.int32(0) }
      }

      #expect(error == PostgresError(kind: .tooManyRows))
    }

    @Test func `a caller's error passes through unchanged and the session stays usable`()
      async throws
    {
      struct Mine: Error, Equatable { var number: Int }

      try await withConnection { connection in
        let pid = connection.processID
        await #expect(throws: Mine(number: 3)) {
          try await connection.query("SELECT generate_series(1, 9)") { row in
            let number = Int(try row.int32(0))
            if number == 3 { throw Mine(number: number) }
            return number
          }
        }
        await #expect(throws: Mine(number: 1000)) {
          try await connection.reduce("SELECT generate_series(1, 1000000000)", into: 0) {
            state, row in
            state = Int(try row.int32(0))
            if state == 1000 { throw Mine(number: state) }
          }
        }
        let again = try await connection.queryOne("SELECT pg_backend_pid()") { try $0.int32(0) }
        #expect(again == pid)
      }
    }

    @Test func `an unreachable server is named together with what to check`() async throws {
      let nowhere = try PostgresConfiguration(url: "host=/nonexistent user=clerk password=s3cret")
      let error = try await withPool(configuration: nowhere) { pool in
        await postgresError { try await pool.withConnection { _ in } }
      }

      let text = try #require(error?.description)
      #expect(error == PostgresError(kind: .connection))
      #expect(text.hasPrefix("opening a session on clerk@/nonexistent failed: "))
      #expect(text.contains("check that the server runs"))
      #expect(!text.contains("s3cret"))
    }

    @Test func `a database that is not there has its code`() async throws {
      let absent = try TestServer.configuration().database("motcua_never_made")
      let error = try await withPool(configuration: absent) { pool in
        await postgresError { try await pool.withConnection { _ in } }
      }

      #expect(error == PostgresError(kind: .connection, sqlState: .noSuchDatabase))
    }

    private func failure(
      _ body: (borrowing PostgresConnection) async throws -> Void
    ) async throws -> PostgresError {
      let error = try await withConnection { connection in
        do { try await body(connection) } catch { return error as? PostgresError }
        return nil
      }
      return try #require(error)
    }
  }
}
