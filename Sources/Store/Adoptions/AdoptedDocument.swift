import FoundationEssentials
import Postgres

/// Rows of the table of what was adopted.
enum AdoptedDocument {
  /// What is kept of a document.
  struct Row: Sendable {
    let id: String
    let content: String
    let since: PostgresTimestamp
    let run: Int64
  }

  /// The canonical JSON of a document: keys in order, no blanks, `/` as it is.
  static func json(_ node: DocumentNode) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(node), as: UTF8.self)
  }

  /// Reads canonical JSON again. Throws `badDocument` for anything else.
  static func node(_ row: Row, kind: String) throws -> DocumentNode {
    do {
      return try JSONDecoder().decode(DocumentNode.self, from: Data(row.content.utf8))
    } catch is DecodingError {
      throw StoreError(
        .badDocument,
        """
        read the \(kind) \(row.id) that run \(row.run) adopted: its content is not JSON any more; \
        import the file again
        """)
    }
  }

  /// Puts a document in force instead of the one of that id; false, and nothing written, where it
  /// is the same.
  static func adopt(
    kind: String, id: String, content: String, in context: RegisterContext,
    on connection: borrowing PostgresConnection
  ) async throws -> Bool {
    let authority = context.authority.id
    let old = try await connection.queryOne(
      selectContent(authority: authority, kind: kind, id: id)
    ) { row in try row.string(0) }
    guard old != content else { return false }
    try await connection.execute(
      end(authority: authority, kind: kind, id: id, known: context.known))
    try await connection.execute(insert(kind: kind, id: id, content: content, context))
    return true
  }

  static func select(authority: Int64, kind: String, known: PostgresTimestamp) -> Statement {
    let statement: Statement = """
      SELECT document_id, content, known_from, run_id
      FROM adopted_document
      WHERE authority_id = \(authority)
        AND kind = \(kind)
        AND known_from <= \(known)
        AND (known_to > \(known) OR known_to = 'infinity')
      ORDER BY document_id COLLATE "C"
      """
    return statement.labelled("store.adoptions.select")
  }

  static func selectContent(authority: Int64, kind: String, id: String) -> Statement {
    let statement: Statement = """
      SELECT content
      FROM adopted_document
      WHERE authority_id = \(authority)
        AND kind = \(kind)
        AND document_id = \(id)
        AND known_to = 'infinity'
      """
    return statement.labelled("store.adoptions.selectContent")
  }

  static func end(
    authority: Int64, kind: String, id: String, known: PostgresTimestamp
  ) -> Statement {
    let statement: Statement = """
      UPDATE adopted_document
      SET known_to = \(known)
      WHERE authority_id = \(authority)
        AND kind = \(kind)
        AND document_id = \(id)
        AND known_to = 'infinity'
      """
    return statement.labelled("store.adoptions.end")
  }

  static func insert(
    kind: String, id: String, content: String, _ context: RegisterContext
  ) -> Statement {
    let statement: Statement = """
      INSERT INTO adopted_document (
        authority_id, kind, document_id, content, known_from, run_id)
      VALUES (\(context.authority.id), \(kind), \(id), \(content), \(context.known),
        \(context.run))
      """
    return statement.labelled("store.adoptions.insert")
  }
}
