import Postgres
import Testing

@Suite struct StatementTests {
  @Test func `values become numbered parameters in their order`() {
    let statement: Statement = "SELECT \(1), \("x") WHERE \(true)"

    #expect(statement.text == "SELECT $1, $2 WHERE $3")
  }

  @Test func `text from outside never becomes part of the text`() {
    let evil = "'; DROP TABLE agency; --"
    let statement: Statement = "SELECT name FROM agency WHERE code = \(evil)"

    #expect(statement.text == "SELECT name FROM agency WHERE code = $1")
  }

  @Test func `an interpolated statement is inlined and its parameters are renumbered`() {
    let inner: Statement = "a = \(1) AND b = \(2)"
    let outer: Statement = "SELECT \(0) WHERE \(inner) AND c = \(3) OR \(inner)"

    #expect(outer.text == "SELECT $1 WHERE a = $2 AND b = $3 AND c = $4 OR a = $5 AND b = $6")
  }

  @Test func `an interpolated statement without values is inlined as it is`() {
    let order: Statement = "ORDER BY code"
    let statement: Statement = "SELECT \(7) \(order) LIMIT \(1)"

    #expect(statement.text == "SELECT $1 ORDER BY code LIMIT $2")
  }

  @Test func `a label does not change the text`() {
    let statement: Statement = "SELECT 1"

    let labelled = statement.labelled("store.one")

    #expect(statement.label == nil)
    #expect(labelled.label == "store.one")
    #expect(labelled.text == "SELECT 1")
  }
}

extension LiveTests {
  @Suite struct StatementOrderTests {
    @Test func `inlined parameters keep their values`() async throws {
      let inner: Statement = "\(20)::int8 - \(3)"
      let outer: Statement = "SELECT ARRAY[\(1), \(inner), \(4), \(inner)]::int8[]"

      let rows = try await withConnection { connection in
        try await connection.query(outer) { try $0.decode(0, as: [Int].self) }
      }

      #expect(rows == [[1, 17, 4, 17]])
    }

    @Test func `more parameters than the protocol counts are refused before they are sent`()
      async throws
    {
      var statement: Statement = "SELECT 1 WHERE \(true)"
      for _ in 0..<16 { statement = "\(statement) AND \(statement)" }

      let error = try await withConnection { connection in
        let wide = statement
        do { try await connection.execute(wide) } catch { return error as? PostgresError }
        return nil
      }

      #expect(error == PostgresError(kind: .usage))
    }
  }
}
