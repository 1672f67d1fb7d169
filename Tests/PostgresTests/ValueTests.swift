import Postgres
import TestSupport
import Testing

extension LiveTests {
  /// What is sent comes back the same, and nothing is converted silently.
  @Suite struct ValueTests {
    @Test(arguments: [Int16.min, -1, 0, 1, .max])
    func `smallint`(_ value: Int16) async throws { try await expectRoundTrip(value) }

    @Test(arguments: [Int32.min, -1, 0, 1, .max])
    func `integer`(_ value: Int32) async throws { try await expectRoundTrip(value) }

    @Test(arguments: [Int64.min, -1, 0, 1, .max])
    func `bigint`(_ value: Int64) async throws {
      try await expectRoundTrip(value)
      try await expectRoundTrip(Int(value))
    }

    @Test(arguments: [0, -0.0, 1.5, .pi, .infinity, -.infinity, .leastNonzeroMagnitude])
    func `double precision`(_ value: Double) async throws { try await expectRoundTrip(value) }

    @Test(arguments: [true, false])
    func `boolean`(_ value: Bool) async throws { try await expectRoundTrip(value) }

    @Test(arguments: [
      "", "x", "Sở Thông tin và Truyền thông", "So\u{31B}\u{309}", "👩🏽‍💻", "a'b\"c\\d\n\t$1",
      "\u{10FFFF}",
    ])
    func `text`(_ value: String) async throws { try await expectRoundTrip(value) }

    @Test func `a text of ten megabytes`() async throws {
      try await expectRoundTrip(String(repeating: "Khánh Hòa ", count: 1_000_000))
    }

    @Test(arguments: [Int32.min, -730_119, -1, 0, 1, 9823, .max])
    func `date`(_ days: Int32) async throws {
      try await expectRoundTrip(PostgresDate(daysSince2000: days))
    }

    @Test(arguments: [Int64.min, -1, 0, 1, 848_000_000_123_456, .max])
    func `timestamp`(_ microseconds: Int64) async throws {
      try await expectRoundTrip(PostgresTimestamp(microsecondsSince2000: microseconds))
    }

    @Test func `infinity is the server's infinity`() async throws {
      let isInfinite = try await withConnection { connection in
        try await connection.query(
          """
          SELECT \(PostgresDate.infinity) = 'infinity'::date
            AND \(PostgresDate.negativeInfinity) = '-infinity'::date
            AND \(PostgresTimestamp.infinity) = 'infinity'::timestamptz
            AND \(PostgresTimestamp.negativeInfinity) = '-infinity'::timestamptz
            AND \(PostgresDate(daysSince2000: 59)) = '2000-02-29'
            AND \(PostgresTimestamp(microsecondsSince2000: 1)) = '2000-01-01T00:00:00.000001Z'
          """
        ) { try $0.bool(0) }
      }

      #expect(isInfinite == [true])
    }

    @Test(arguments: 0..<20)
    func `random arrays and bytes`(_ seed: UInt64) async throws {
      var random = SeededGenerator(seed: seed)
      let count = Int.random(in: 0...300, using: &random)
      let numbers = (0..<count).map { _ in Int64.random(in: .min ... .max, using: &random) }

      try await expectRoundTrip(numbers)
      try await expectRoundTrip(numbers.map { Int($0) })
      try await expectRoundTrip(numbers.map { Int32(truncatingIfNeeded: $0) })
      try await expectRoundTrip(numbers.map { Int16(truncatingIfNeeded: $0) })
      try await expectRoundTrip(numbers.map { UInt8(truncatingIfNeeded: $0) })
      try await expectRoundTrip(numbers.map { String($0, radix: 36) + "ế" })
    }

    @Test func `an empty text is not NULL and NULL is nil`() async throws {
      let nothing: String? = nil
      let row = try await withConnection { connection in
        try await connection.queryOne(
          "SELECT \("") IS NULL, \(nothing) IS NULL, \(nothing), \(Int?.none), \([Int]())"
        ) { row in
          [
            try row.bool(0), try row.bool(1), try row.stringOrNil(2) == nil,
            try row.decode(3, as: Int?.self) == nil, try row.decode(4, as: [Int].self) == [],
          ]
        }
      }

      #expect(row == [false, true, true, true, true])
    }

    @Test func `every accessor reads its own type, and nil for NULL`() async throws {
      let read = try await withConnection { connection in
        try await connection.query(
          """
          SELECT v.* FROM (VALUES
            (1::int2, 2::int4, 3::int8, true, 'vi'::varchar, '2000-01-02'::date,
             '2000-01-01 00:00:01Z'::timestamptz),
            (NULL, NULL, NULL, NULL, NULL, NULL, NULL)) v
          """
        ) { row -> [String?] in
          [
            try row.int16OrNil(0).map { "\($0)" }, try row.int32OrNil(1).map { "\($0)" },
            try row.int64OrNil(2).map { "\($0)" }, try row.boolOrNil(3).map { "\($0)" },
            try row.stringOrNil(4), try row.dateOrNil(5).map { "\($0.daysSince2000)" },
            try row.timestampOrNil(6).map { "\($0.microsecondsSince2000)" },
          ]
        }
      }

      #expect(
        read == [["1", "2", "3", "true", "vi", "1", "1000000"], Array(repeating: nil, count: 7)])
    }

    @Test func `a wrong type names the column and both types`() async throws {
      let error = try await decodingError("SELECT 1::int4 AS level") { try $0.int64(0) }

      #expect(error?.kind == .decoding)
      #expect(error?.column == "level")
      #expect(error?.message == "column 0 is of type integer, not bigint")
      #expect(error?.statementText == "SELECT 1::int4 AS level")
    }

    @Test func `NULL for a value that must be there names the column`() async throws {
      let error = try await decodingError("SELECT NULL::text AS name") { try $0.string(0) }

      #expect(error?.message == "column 0 is NULL, where String was expected")
      #expect(error?.column == "name")
    }

    @Test(arguments: ["SELECT 1", "SELECT 1.5", "SELECT '{}'::jsonb", "SELECT ARRAY[1]"])
    func `text accepts text only`(_ statement: String) async throws {
      let statement: Statement =
        switch statement {
        case "SELECT 1": "SELECT 1"
        case "SELECT 1.5": "SELECT 1.5"
        case "SELECT '{}'::jsonb": "SELECT '{}'::jsonb"
        default: "SELECT ARRAY[1]"
        }
      let error = try await decodingError(statement) { try $0.decode(0, as: String.self) }

      #expect(error == PostgresError(kind: .decoding))
    }

    @Test func `a column that is not there is an error`() async throws {
      let error = try await decodingError("SELECT 1") { try $0.int32(1) }

      #expect(error?.message == "column 1 was asked for, but the row has 1")
    }

    @Test func `an array with NULL or of two dimensions is refused`() async throws {
      let null = try await decodingError("SELECT ARRAY[1, NULL]::int8[]") {
        try $0.decode(0, as: [Int].self)
      }
      let square = try await decodingError("SELECT ARRAY[[1, 2], [3, 4]]::int8[]") {
        try $0.decode(0, as: [Int].self)
      }

      #expect(null == PostgresError(kind: .decoding))
      #expect(square == PostgresError(kind: .decoding))
    }

    private func expectRoundTrip<Value: PostgresEncodable & PostgresDecodable & Equatable>(
      _ value: Value, sourceLocation: SourceLocation = #_sourceLocation
    ) async throws {
      let back = try await withConnection { connection in
        try await connection.query("SELECT \(value), \(Value?.none)") { row in
          [try row.decode(0, as: Value?.self), try row.decode(1)]
        }
      }

      #expect(back == [[value, nil]], sourceLocation: sourceLocation)
    }

    private func decodingError<Value: Sendable>(
      _ statement: Statement,
      _ decode: @escaping @Sendable (borrowing PostgresRow) throws -> Value
    ) async throws -> PostgresError? {
      try await withConnection { connection in
        do { _ = try await connection.query(statement, decode) } catch {
          return error as? PostgresError
        }
        return nil
      }
    }
  }
}

@Suite struct ArrayDecodingTests {
  @Test(arguments: 0..<200)
  func `truncated and random bytes are refused or read, never trapped`(_ seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let texts = (0..<Int.random(in: 0...5, using: &random)).map { String($0) }
    let whole = String.postgresArrayBytes(texts)
    var damaged = whole
    if !damaged.isEmpty {
      damaged[Int.random(in: 0..<damaged.count, using: &random)] = .random(
        in: 0...255, using: &random)
    }

    #expect(String.postgresArray(whole.span) == texts)
    for length in 0..<whole.count {
      let part = Array(whole.prefix(length))
      #expect(String.postgresArray(part.span) == nil)
    }
    // What a changed byte reads as depends on the byte; it must be an array or nil.
    let read = String.postgresArray(damaged.span)
    #expect((read?.count ?? 0) <= damaged.count)
  }
}
