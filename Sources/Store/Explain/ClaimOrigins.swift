import Indicators
import Postgres
import Procedures

/// Finds the claims that gave offerings their attributes, with the cells that said them.
struct ClaimOrigins: Sendable {
  /// An offering: the procedure's code and the agency's number, 0 for what it declares itself.
  struct Key: Hashable, Sendable {
    let procedure: String
    let agency: Int64
  }

  /// One claim on the offering or on its procedure.
  struct Claim: Sendable {
    let agency: Int64
    let source: Int64
    let service: String
    let said: ClaimedFacts
    let run: Int64
    let row: Int?
  }

  /// A run as far as cells are named by it.
  struct Run: Sendable {
    let source: String
    let file: String
    let sheet: String?
    let headings: [String]
    let meanings: [String]
  }

  private let resolution: SourceResolution
  private let claims: [String: [Claim]]
  private let runs: [Int64: Run]

  /// The claims behind some offerings. Two statements, whatever their number.
  static func load(
    _ wanted: Set<Key>, view: CatalogView, authority: Authority,
    on connection: borrowing PostgresConnection
  ) async throws -> ClaimOrigins {
    let precedence = try await SourcePrecedence.load(
      authority: authority.id,
      known: PostgresTimestamp(
        microsecondsSince2000: view.version.recordedAt.microsecondsSince2000),
      on: connection)
    let levels = LevelTable(try await authority.levels(on: connection))
    let keys = wanted.sorted { ($0.procedure, $0.agency) < ($1.procedure, $1.agency) }
    var claims: [String: [Claim]] = [:]
    if !keys.isEmpty {
      let rows = try await connection.query(
        select(view, procedures: keys.map(\.procedure), agencies: keys.map(\.agency))
      ) { row in
        (
          procedure: try row.string(0),
          claim: Claim(
            agency: try row.int64(1), source: try row.int64(2), service: try row.string(3),
            said: ClaimedFacts(
              level: try row.int16OrNil(4), eligible: try row.int16OrNil(5),
              eligibleFull: try row.int16OrNil(6), fee: try row.int16OrNil(7),
              paymentEligible: try row.int16OrNil(8), paymentEnabled: try row.int16OrNil(9),
              means: try row.stringOrNil(10)),
            run: try row.int64(11), row: try row.int32OrNil(12).map(Int.init))
        )
      }
      for row in rows { claims[row.procedure, default: []].append(row.claim) }
    }
    let numbers = Set(claims.values.flatMap { $0.map(\.run) }).sorted()
    var runs: [Int64: Run] = [:]
    if !numbers.isEmpty {
      let rows = try await connection.query(selectRuns(authority: authority.id, runs: numbers)) {
        row in
        (
          id: try row.int64(0),
          run: Run(
            source: try row.string(1), file: try row.string(2), sheet: try row.stringOrNil(3),
            headings: try row.decode(4, as: [String].self),
            meanings: try row.decode(5, as: [String].self))
        )
      }
      for row in rows { runs[row.id] = row.run }
    }
    return ClaimOrigins(
      resolution: SourceResolution(levels: levels, demonstrations: [], precedence: precedence),
      claims: claims, runs: runs)
  }

  /// The cells that gave an offering the value of an attribute: those of the first source that
  /// knows one, in the order in which sources are believed. Where none knows, all that say so.
  func origins(of name: String, for key: Key) -> [ClaimOrigin] {
    guard let attribute = SourceAttribute(rawValue: name) else { return [] }
    let all = (claims[key.procedure] ?? []).filter {
      ($0.agency == key.agency || $0.agency == 0) && text($0.said, attribute) != nil
    }
    let spoken = voices(all, key: key, attribute)
    let ordered = resolution.precedence.ordered(spoken, for: attribute)
    let knowing = ordered.lazy.map { source, claims in
      let joined = claims.dropFirst().reduce(claims[0].said) {
        $0.joined(with: $1.said, levels: resolution.levels)
      }
      return (claims: claims, value: resolution.known(attribute, [(source, joined)]).first?.value)
    }.first { $0.value != nil }
    guard let knowing else {
      return ordered.flatMap { $0.said.map { origin($0, attribute) } }
    }
    // Of several services those decide that have the value of the offering.
    return knowing.claims.filter { claim in
      guard let own = resolution.known(attribute, [(claim.source, claim.said)]).first?.value else {
        return false
      }
      if case .means = own { return true }
      return knowing.value.map { own.agrees(with: $0) } ?? false
    }.map { origin($0, attribute) }
  }

  /// What each source says, in the order of the sources' numbers: of the offering where it says
  /// something of it, else of the procedure.
  private func voices(
    _ all: [Claim], key: Key, _ attribute: SourceAttribute
  ) -> [(source: Int64, said: [Claim])] {
    Dictionary(grouping: all, by: \.source).sorted { $0.key < $1.key }.map { source, claims in
      let own = claims.filter { $0.agency == key.agency }
      return (source, own.isEmpty ? claims : own)
    }
  }

  private func origin(_ claim: Claim, _ attribute: SourceAttribute) -> ClaimOrigin {
    let run = runs[claim.run]
    let column = run.flatMap { self.column(of: attribute, claim, in: $0) }
    return ClaimOrigin(
      said: text(claim.said, attribute) ?? "", service: claim.service,
      isDeclaration: claim.agency == 0,
      place: SourcePlace(
        source: run?.source ?? "", run: claim.run, file: run?.file ?? "", sheet: run?.sheet,
        row: claim.row,
        column: column.flatMap { position in
          run.flatMap { position < $0.headings.count ? $0.headings[position] : nil }
        },
        cell: column.flatMap { position in
          claim.row.map { CellAddress(column: position + 1, row: $0).text }
        }))
  }

  /// The column that says it: of tick columns that of the level itself.
  private func column(
    of attribute: SourceAttribute, _ claim: Claim, in run: Run
  ) -> Int? {
    let name = attribute.rawValue
    if attribute == .level, let id = claim.said.level, let level = resolution.levels[id] {
      let tick = "level:\(level.reference.scheme)/\(level.reference.code)"
      if let column = run.meanings.firstIndex(of: tick) { return column }
    }
    return run.meanings.firstIndex { $0 == name || $0.hasPrefix(name + ":") }
  }

  /// What a claim says of an attribute; nil where it says nothing, empty for unknown.
  private func text(_ said: ClaimedFacts, _ attribute: SourceAttribute) -> String? {
    switch attribute {
    case .level:
      said.level.map { id in
        resolution.levels[id].map { "\($0.reference.scheme) \($0.reference.code)" } ?? ""
      }
    case .eligible: Self.word(said.eligible)
    case .eligibleFull: Self.word(said.eligibleFull)
    case .fee: Self.word(said.fee)
    case .paymentEligible: Self.word(said.paymentEligible)
    case .paymentEnabled: Self.word(said.paymentEnabled)
    case .means: said.means
    case .agency, .name, .field, .type, .replaces: nil
    }
  }

  private static func word(_ code: Int16?) -> String? {
    code.map { $0 == 1 ? "yes" : $0 == 0 ? "no" : "" }
  }
}

extension ClaimOrigins {
  /// The claims on the procedures given, at the agency given beside each and without any.
  static func select(_ view: CatalogView, procedures: [String], agencies: [Int64]) -> Statement {
    let statement: Statement = """
      WITH wanted AS (
        SELECT DISTINCT procedure.procedure_id, procedure.code, place.agency_key
        FROM unnest(\(procedures), \(agencies)) AS asked (code, agency_key)
        JOIN procedure
          ON procedure.authority_id = \(view.authority) AND procedure.code = asked.code
        CROSS JOIN LATERAL (VALUES (asked.agency_key), (0)) AS place (agency_key)
      )
      SELECT wanted.code, said.agency_key, said.source_id, said.service_code, said.level_id,
        said.eligible, said.eligible_full, said.fee, said.payment_eligible, said.payment_enabled,
        said.means, said.run_id, said.row_number
      FROM wanted
      JOIN (\(said(view))) AS said USING (procedure_id, agency_key)
      ORDER BY wanted.code, said.agency_key, said.source_id, said.service_code
      """
    return statement.labelled(
      view.asOf == nil ? "store.explain.origins" : "store.explain.originsAsOf")
  }

  private static func said(_ view: CatalogView) -> Statement {
    let current: Statement = """
      SELECT procedure_id, agency_key, source_id, service_code, level_id, eligible, eligible_full,
        fee, payment_eligible, payment_enabled, means, run_id, row_number
      FROM offering_claim
      WHERE authority_id = \(view.authority)
        AND valid_from <= \(view.day)
        AND valid_to > \(view.day)
      """
    guard let asOf = view.asOf else { return current }
    return """
      \(current)
        AND known_from <= \(asOf)
      UNION ALL
      SELECT procedure_id, agency_key, source_id, service_code, level_id, eligible, eligible_full,
        fee, payment_eligible, payment_enabled, means, run_id, row_number
      FROM offering_claim_past
      WHERE authority_id = \(view.authority)
        AND valid_from <= \(view.day)
        AND valid_to > \(view.day)
        AND known_from <= \(asOf)
        AND known_to > \(asOf)
      """
  }

  static func selectRuns(authority: Int64, runs: [Int64]) -> Statement {
    let statement: Statement = """
      SELECT run.run_id, source.name, run.location, run.sheet, run.headings, run.meanings
      FROM run
      JOIN source USING (authority_id, source_id)
      WHERE run.authority_id = \(authority) AND run.run_id = ANY (\(runs))
      """
    return statement.labelled("store.explain.runs")
  }
}
