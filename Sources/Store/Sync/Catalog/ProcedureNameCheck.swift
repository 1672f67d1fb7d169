import Intake
import Postgres
import Procedures

/// Finds procedures whose name in a file is not the name that their code really has, as when the
/// rows of a list were shifted: the name is compared with that of a source which is believed
/// before the file's own. Nothing is held and nothing is overwritten; a person is told.
struct ProcedureNameCheck {
  /// Below this share of common words two names are different names. Wordings of one name seldom
  /// share fewer: measured over the words of the longer name, without accents.
  static let leastShare = (common: 1, of: 2)

  /// A name as another source tells it.
  struct Told: Sendable {
    var name: String
    var source: String
  }

  /// A procedure whose name does not fit.
  struct Misfit: Sendable, Hashable {
    /// Position among the declarations of the file.
    var position: Int
    var code: String
    var name: String
    var realName: String
    var source: String
    /// The one other code that bears the file's name; nil where none or several do.
    var otherCode: String?
  }

  /// Compares the names of a file with those told by code.
  static func misfits(
    _ procedures: [ProcedureDeclaration], told: [String: Told]
  ) -> [Misfit] {
    var owners: [String: [String]]?
    var found: [Misfit] = []
    for (position, procedure) in procedures.enumerated() {
      guard let name = procedure.name.value, let real = told[procedure.code.text],
        name != real.name
      else { continue }
      let key = key(of: name)
      let realKey = Self.key(of: real.name)
      if key == realKey || key.isEmpty || realKey.isEmpty { continue }
      let known = owners ?? Dictionary(grouping: told.keys) { Self.key(of: told[$0]?.name ?? "") }
      owners = known
      let others = known[key] ?? []
      let isAnothers = others.count == 1
      guard isAnothers || !shareEnough(key, realKey) else { continue }
      found.append(
        Misfit(
          position: position, code: procedure.code.text, name: name, realName: real.name,
          source: real.source, otherCode: isAnothers ? others[0] : nil))
    }
    return found
  }

  /// The name for comparing: without accents, punctuation and the words "thủ tục" in front.
  static func key(of name: String) -> String {
    let plain = BaseLetters.text(VietnameseText.matchKey(name))
    return plain.hasPrefix("thu tuc ") ? String(plain.dropFirst(8)) : plain
  }

  /// Whether the names share half of the words of the longer one, each word as often as it stands.
  static func shareEnough(_ one: String, _ other: String) -> Bool {
    var counts: [Substring: Int] = [:]
    let words = one.split(separator: " ")
    for word in words { counts[word, default: 0] += 1 }
    let others = other.split(separator: " ")
    var common = 0
    for word in others {
      if let left = counts[word], left > 0 {
        counts[word] = left - 1
        common += 1
      }
    }
    return common * leastShare.of >= max(words.count, others.count) * leastShare.common
  }

  /// The warnings of a staged file. Costs one statement where the file names procedures at all.
  static func warnings(
    _ procedures: [ProcedureDeclaration], authority: Int64, source: Int64, on day: CalendarDay,
    connection: borrowing PostgresConnection
  ) async throws -> [SyncWarning] {
    guard procedures.contains(where: { $0.name.value != nil }) else { return [] }
    let precedence = try await SourcePrecedence.load(
      authority: authority, known: .infinity, on: connection)
    // A source that is not entered yet will be the last.
    let own = source == 0 ? Int64.max : source
    let rows = try await connection.query(
      select(authority: authority, source: source, day: day)
    ) { row in
      (
        code: try row.string(0), name: try row.string(1), source: try row.int64(2),
        sourceName: try row.string(3)
      )
    }
    var told: [String: Told] = [:]
    for row in rows.filter({ precedence.isBefore($0.source, own, for: .name) })
      .sorted(by: { precedence.isBefore($0.source, $1.source, for: .name) })
    where told[row.code] == nil {
      told[row.code] = Told(name: row.name, source: row.sourceName)
    }
    let misfits = misfits(procedures, told: told)
    guard !misfits.isEmpty else { return [] }
    let first = try await connection.query(
      selectRows(positions: misfits.map { Int32($0.position) })
    ) { row in (position: try row.int32(0), row: try row.int64(1)) }
    let places = Dictionary(first.map { (Int($0.position), $0.row) }) { first, _ in first }
    return misfits.map { warning($0, row: places[$0.position]) }
  }

  private static func warning(_ misfit: Misfit, row: Int64?) -> SyncWarning {
    let other = misfit.otherCode
    return SyncWarning(
      vi: """
        Dòng \(row.map(String.init) ?? "?"): tên “\(misfit.name)” không khớp mã \(misfit.code); \
        theo nguồn \(misfit.source), mã này là “\(misfit.realName)”\
        \(other.map { "; tên trong tệp là của mã \($0)" } ?? ""). Hãy kiểm tra mã và tên.
        """,
      en: """
        Row \(row.map(String.init) ?? "?"): the name “\(misfit.name)” does not fit the code \
        \(misfit.code); source \(misfit.source) says that this code is “\(misfit.realName)”\
        \(other.map { "; the name in the file is that of \($0)" } ?? ""). Check code and name.
        """)
  }

  static func select(authority: Int64, source: Int64, day: CalendarDay) -> Statement {
    let day = PostgresDate(daysSince2000: day.daysSince2000)
    let statement: Statement = """
      SELECT procedure.code, claim.name, claim.source_id, source.name
      FROM procedure_claim AS claim
      JOIN procedure USING (authority_id, procedure_id)
      JOIN source ON source.authority_id = claim.authority_id
        AND source.source_id = claim.source_id
      WHERE claim.authority_id = \(authority)
        AND claim.source_id <> \(source)
        AND claim.valid_from <= \(day)
        AND claim.valid_to > \(day)
        AND claim.name <> ''
      """
    return statement.labelled("store.catalog.selectToldNames")
  }

  static func selectRows(positions: [Int32]) -> Statement {
    let statement: Statement = """
      SELECT procedure_ref, min(row_number)::bigint
      FROM stage_offering
      WHERE procedure_ref = ANY (\(positions))
      GROUP BY procedure_ref
      """
    return statement.labelled("store.catalog.selectRowsOfProcedures")
  }
}
