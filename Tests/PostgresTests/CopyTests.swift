import FoundationEssentials
import Postgres
import Synchronization
import TestSupport
import Testing

extension LiveTests {
  @Suite struct CopyTests {
    struct Mine: Error, Equatable {}

    @Test func `a hundred megabytes go in and come out`() async throws {
      let line = Array((String(repeating: "á", count: 499) + "\n").utf8)
      let lines = 100_000
      let (taken, size, given) = try await withConnection { connection in
        try await connection.execute("CREATE TEMP TABLE lines (line text)")
        let taken = try await connection.copyIn("COPY lines FROM STDIN") { writer in
          for _ in 0..<lines { try await writer.write(line) }
        }
        let size = try await connection.queryOne("SELECT sum(octet_length(line)) FROM lines") {
          try $0.int64(0)
        }
        let given = try await connection.copyOut("COPY lines TO STDOUT") { reader in
          var given = 0
          while let chunk = try await reader.next() { given += chunk.count }
          return given
        }
        return (taken, size, given)
      }

      #expect(taken == lines)
      #expect(size == Int64((line.count - 1) * lines))
      #expect(given == line.count * lines)
    }

    @Test(arguments: [1, 3, 65_535, 65_536, 65_537, 1_000_000])
    func `pieces of any size make the same rows`(_ size: Int) async throws {
      let text = (0..<20_000).map { "row \($0)\n" }.joined()
      let bytes = size < 100 ? Array(text.utf8.prefix(40_000)) : Array(text.utf8)
      let whole = Array(bytes[...(bytes.lastIndex(of: 10) ?? 0)])
      let sum = try await withConnection { connection in
        try await connection.execute("CREATE TEMP TABLE lines (line text)")
        try await connection.copyIn("COPY lines FROM STDIN") { writer in
          var start = 0
          while start < whole.count {
            let end = min(start + size, whole.count)
            try await writer.write(Array(whole[start..<end]))
            start = end
          }
        }
        return try await connection.queryOne(
          "SELECT string_agg(line || chr(10), '' ORDER BY ctid) FROM lines"
        ) { try $0.string(0) }
      }

      #expect(sum == String(decoding: whole, as: UTF8.self))
    }

    @Test func `a server that does not read holds the writer back`() async throws {
      let offered = 128 * 1024 * 1024
      let written = Atomic<Int>(0)
      try await withPool(size: 1) { pool in
        try await pool.withConnection { try await $0.execute("SELECT 1") }
        let error = await postgresError {
          try await pool.withConnection(deadline: .milliseconds(700)) { connection in
            try await connection.execute("CREATE TEMP TABLE lines (line text)")
            let pid = connection.processID
            try await connection.copyIn("COPY lines FROM STDIN") { writer in
              try await withFrozen(pid) {
                let piece = [UInt8](repeating: 10, count: 65_536)
                while written.load(ordering: .relaxed) < offered {
                  try await writer.write(piece)
                  written.add(piece.count, ordering: .relaxed)
                }
              }
            }
          }
        }

        #expect(error?.kind == .deadline)
        #expect(written.load(ordering: .relaxed) < 8 * 1024 * 1024)
      }
    }

    @Test func `rows that nobody asks for wait in the server`() async throws {
      try await withPool(size: 1) { watching in
        try await withConnection { connection in
          let pid = connection.processID
          try await connection.copyOut(
            "COPY (SELECT generate_series(1, 1000000000)) TO STDOUT"
          ) { reader in
            _ = try await reader.next()
            try await Observer(pool: watching).untilWaiting(pid, for: "ClientWrite")
          }
        }
      }
    }

    @Test func `a chunk ends at the end of a row`() async throws {
      let chunks = try await withConnection { connection in
        try await connection.copyOut(
          "COPY (SELECT generate_series(1, 100000)) TO STDOUT"
        ) { reader in
          var chunks: [[UInt8]] = []
          while let chunk = try await reader.next() { chunks.append(chunk) }
          return chunks
        }
      }

      #expect(chunks.allSatisfy { $0.last == 10 })
      #expect(chunks.dropLast().allSatisfy { $0.count >= 65_536 })
      let numbers = chunks.joined().split(separator: 10).compactMap {
        Int(String(decoding: $0, as: UTF8.self))
      }
      #expect(numbers == Array(1...100_000))
    }

    @Test func `stopping early leaves the session usable`() async throws {
      try await withConnection { connection in
        let pid = connection.processID
        let first = try await connection.copyOut(
          "COPY (SELECT generate_series(1, 1000000000)) TO STDOUT"
        ) { try await $0.next()?.prefix(4) }
        let again = try await connection.queryOne("SELECT pg_backend_pid()") { try $0.int32(0) }

        #expect(first.map(Array.init) == Array("1\n2\n".utf8))
        #expect(again == pid)
      }
    }

    @Test func `a reader past the last row gives nil again`() async throws {
      let ends = try await withConnection { connection in
        try await connection.copyOut("COPY (SELECT 1) TO STDOUT") { reader in
          [try await reader.next(), try await reader.next(), try await reader.next()]
        }
      }

      #expect(ends == [Array("1\n".utf8), nil, nil])
    }

    @Test func `a writer's closure that throws takes the rows back`() async throws {
      try await withConnection { connection in
        try await connection.execute("CREATE TEMP TABLE lines (line text)")
        await #expect(throws: Mine()) {
          try await connection.copyIn("COPY lines FROM STDIN") { writer in
            try await writer.write(Array(repeating: 10, count: 200_000))
            throw Mine()
          }
        }
        let count = try await connection.queryOne("SELECT count(*) FROM lines") {
          try $0.int64(0)
        }

        #expect(count == 0)
      }
    }

    @Test func `a reader's closure that throws leaves the session usable`() async throws {
      try await withConnection { connection in
        await #expect(throws: Mine()) {
          try await connection.copyOut(
            "COPY (SELECT generate_series(1, 1000000000)) TO STDOUT"
          ) { reader in
            _ = try await reader.next()
            throw Mine()
          }
        }
        let again = try await connection.queryOne("SELECT 5") { try $0.int32(0) }

        #expect(again == 5)
      }
    }

    @Test func `a statement that is no COPY is refused`() async throws {
      try await withConnection { connection in
        var kinds: [PostgresError.Kind?] = []
        do { try await connection.copyIn("SELECT 1") { _ in } } catch {
          kinds.append((error as? PostgresError)?.kind)
        }
        do { try await connection.copyOut("SELECT 1") { _ in } } catch {
          kinds.append((error as? PostgresError)?.kind)
        }
        let again = try await connection.queryOne("SELECT 5") { try $0.int32(0) }

        #expect(kinds == [.usage, .usage])
        #expect(again == 5)
      }
    }

    @Test func `a statement in the middle of a COPY is refused and the COPY goes on`()
      async throws
    {
      let (inner, rows) = try await withConnection { connection in
        try await connection.execute("CREATE TEMP TABLE lines (line text)")
        let inner = Mutex<PostgresError.Kind?>(nil)
        let rows = try await connection.copyIn("COPY lines FROM STDIN") { writer in
          do { try await connection.execute("SELECT 1") } catch {
            inner.withLock { $0 = (error as? PostgresError)?.kind }
          }
          try await writer.write(Array("a line\n".utf8))
        }
        return (inner.withLock { $0 }, rows)
      }

      #expect(inner == .usage)
      #expect(rows == 1)
    }

    @Test(arguments: ["query", "reduce", "execute"])
    func `a COPY in an ordinary operation is refused and costs the session`(_ name: String)
      async throws
    {
      try await withPool(size: 1) { pool in
        let error = await postgresError {
          try await pool.withConnection { connection in
            switch name {
            case "query": _ = try await connection.query("COPY (SELECT 1) TO STDOUT") { _ in 0 }
            case "reduce":
              _ = try await connection.reduce("COPY (SELECT 1) TO STDOUT", into: 0) { _, _ in }
            default: try await connection.execute("COPY (SELECT 1) TO STDOUT")
            }
          }
        }
        let again = try await pool.withConnection { connection in
          try await connection.queryOne("SELECT 5") { try $0.int32(0) }
        }

        #expect(error == PostgresError(kind: .usage))
        #expect(again == 5)
      }
    }

    @Test func `a gigabyte of rows is folded in little memory`() async throws {
      let before = try residentPages()
      let (count, after) = try await withConnection { connection in
        let count = try await connection.reduce(
          "SELECT repeat('x', 1000) FROM generate_series(1, 1000000)", into: 0
        ) { count, row in
          count += try row.string(0).utf8.count
        }
        return (count, try residentPages())
      }

      #expect(count == 1_000_000_000)
      // All rows at once would be a gigabyte; other tests may run beside this one.
      #expect((after - before) * 4096 < 400_000_000)
    }

    private func residentPages() throws -> Int {
      let statistics = try String(contentsOfFile: "/proc/self/statm", encoding: .utf8)
      return try #require(Int(statistics.split(separator: " ")[1]))
    }
  }
}
