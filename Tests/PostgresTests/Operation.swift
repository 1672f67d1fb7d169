@_spi(Scripts) import Postgres

/// Each public way to run something, once quick, once wrong and once without an end.
enum Operation: String, CaseIterable, Sendable {
  case query, queryOne, reduce, execute, script, transaction
  case copyInWaiting, copyInWriting, copyOutWaiting, copyOutReading

  /// What an endless operation of this kind waits for on the server.
  var waitEvent: String {
    switch self {
    // These never stand still; what they wait for changes all the time.
    case .copyInWriting, .copyOutReading: ""
    default: "PgSleep"
    }
  }

  func succeed(_ connection: borrowing PostgresConnection) async throws -> Int {
    switch self {
    case .query:
      return try await connection.query("SELECT 7") { Int(try $0.int32(0)) }[0]
    case .queryOne:
      return try await connection.queryOne("SELECT 7") { Int(try $0.int32(0)) } ?? 0
    case .reduce:
      return try await connection.reduce("SELECT generate_series(1, 7)", into: 0) { count, _ in
        count += 1
      }
    case .execute:
      return try await connection.execute("SELECT generate_series(1, 7)")
    case .script:
      try await connection.run(Script("SELECT 1; SELECT 2"))
      return 7
    case .transaction:
      return try await connection.transaction { connection in
        try await connection.execute("SELECT generate_series(1, 7)")
      }
    case .copyInWaiting, .copyInWriting:
      try await connection.execute("CREATE TEMP TABLE IF NOT EXISTS lines (line text)")
      return try await connection.copyIn("COPY lines FROM STDIN") { writer in
        for _ in 0..<7 { try await writer.write(Array("a line\n".utf8)) }
      }
    case .copyOutWaiting, .copyOutReading:
      return try await connection.copyOut(
        "COPY (SELECT generate_series(1, 7)) TO STDOUT"
      ) { reader in
        var lines = 0
        while let chunk = try await reader.next() { lines += chunk.count { $0 == 10 } }
        return lines
      }
    }
  }

  func fail(_ connection: borrowing PostgresConnection) async throws {
    switch self {
    case .query: _ = try await connection.query("SELECT 1 / 0") { _ in 0 }
    case .queryOne: _ = try await connection.queryOne("SELECT 1 / 0") { _ in 0 }
    case .reduce:
      _ = try await connection.reduce("SELECT 1 / (3 - g) FROM generate_series(1, 9) g", into: 0) {
        count, _ in count += 1
      }
    case .execute: try await connection.execute("SELECT 1 / 0")
    case .script: try await connection.run(Script("SELECT 1; SELECT 1 / 0; SELECT 2"))
    case .transaction:
      try await connection.transaction { try await $0.execute("SELECT 1 / 0") }
    case .copyInWaiting:
      try await connection.copyIn("COPY (SELECT 1 / 0) TO STDOUT") { _ in }
    case .copyInWriting:
      try await connection.execute(
        """
        CREATE TEMP TABLE IF NOT EXISTS quotients
          (d int, q int GENERATED ALWAYS AS (1 / d) STORED)
        """
      )
      try await connection.copyIn("COPY quotients (d) FROM STDIN") { writer in
        try await writer.write(Array("1\n0\n2\n".utf8))
      }
    case .copyOutWaiting:
      try await connection.copyOut("COPY (SELECT 1 / 0) TO STDOUT") { _ in }
    case .copyOutReading:
      try await connection.copyOut(
        "COPY (SELECT 1 / (100000 - g) FROM generate_series(1, 200000) g) TO STDOUT"
      ) { reader in
        while try await reader.next() != nil {}
      }
    }
  }

  /// Runs until it is stopped from outside.
  func runForever(_ connection: borrowing PostgresConnection) async throws {
    switch self {
    case .query: _ = try await connection.query("SELECT pg_sleep(600)") { _ in 0 }
    case .queryOne: _ = try await connection.queryOne("SELECT pg_sleep(600)") { _ in 0 }
    case .reduce:
      _ = try await connection.reduce(
        "SELECT g, CASE WHEN g = 1000 THEN pg_sleep(600) END FROM generate_series(1, 2000) g",
        into: 0
      ) { count, _ in count += 1 }
    case .execute: try await connection.execute("SELECT pg_sleep(600)")
    case .script: try await connection.run(Script("SELECT 1; SELECT pg_sleep(600)"))
    case .transaction:
      try await connection.transaction { try await $0.execute("SELECT pg_sleep(600)") }
    case .copyInWaiting:
      try await connection.execute("CREATE TEMP TABLE IF NOT EXISTS slow (line text)")
      try await connection.run(
        Script(
          """
          CREATE OR REPLACE FUNCTION pg_temp.wait() RETURNS trigger LANGUAGE plpgsql
            AS $$ BEGIN PERFORM pg_sleep(600); RETURN NEW; END $$;
          CREATE TRIGGER wait BEFORE INSERT ON slow EXECUTE FUNCTION pg_temp.wait();
          """))
      try await connection.copyIn("COPY slow FROM STDIN") { writer in
        try await writer.write(Array("a line\n".utf8))
      }
    case .copyInWriting:
      try await connection.execute("CREATE TEMP TABLE IF NOT EXISTS lines (line text)")
      let line = Array(String(repeating: "x", count: 8191).utf8) + [10]
      try await connection.copyIn("COPY lines FROM STDIN WHERE false") { writer in
        while true { try await writer.write(line) }
      }
    case .copyOutWaiting:
      try await connection.copyOut("COPY (SELECT pg_sleep(600)) TO STDOUT") { reader in
        while try await reader.next() != nil {}
      }
    case .copyOutReading:
      try await connection.copyOut(
        "COPY (SELECT generate_series(1, 1000000000000)) TO STDOUT"
      ) { reader in
        while try await reader.next() != nil {}
      }
    }
  }
}
