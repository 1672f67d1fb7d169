import Indicators
import Postgres
import Procedures

/// Takes rows out of indicators.
struct AddExclusionsAction: RegisterAction {
  static let name = "add_exclusions"
  static let register = ExclusionRegister.registerName

  let enteredBy: String
  let entries: [NewExclusion]

  var sentence: String {
    guard let first = entries.first, entries.count == 1 else {
      return "Loại trừ \(entries.count) mục khỏi mẫu số của chỉ tiêu"
    }
    let place = first.agency.map { " tại \($0)" } ?? ""
    return "Loại trừ thủ tục \(first.procedure)\(place) khỏi chỉ tiêu \(first.indicator) từ "
      + first.from
  }

  func apply(
    in context: RegisterContext, on connection: borrowing PostgresConnection
  ) async throws -> RegisterEffect {
    var faults: [String] = []
    var effect = RegisterEffect()
    for (position, entry) in entries.enumerated() {
      do {
        effect.rows += try await enter(entry, in: context, on: connection)
      } catch let fault as Fault {
        let place = entry.row.map { "row \($0)" } ?? "entry \(position + 1)"
        faults.append(
          entries.count == 1 && entry.row == nil ? fault.text : "\(place): \(fault.text)")
      }
    }
    guard faults.isEmpty else {
      throw StoreError(
        .badRequest,
        "add exclusions: nothing was entered; \(faults.joined(separator: "; "))")
    }
    effect.movesFigures = effect.rows > 0
    return effect
  }

  private struct Fault: Error {
    let text: String
  }

  private func enter(
    _ entry: NewExclusion, in context: RegisterContext,
    on connection: borrowing PostgresConnection
  ) async throws -> Int {
    let authority = context.authority.id
    let (from, to) = try days(of: entry)
    guard Indicator.catalog.contains(where: { $0.id == entry.indicator }) else {
      let ids = Indicator.catalog.map(\.id).joined(separator: ", ")
      throw Fault(
        text: "the catalog has no indicator \"\(entry.indicator.prefix(80))\"; it has \(ids)")
    }
    for (name, text) in [("legal basis", entry.legalBasis), ("reason", entry.reason)] {
      guard (1...2000).contains(text.count), text.contains(where: { !$0.isWhitespace }) else {
        throw Fault(text: "the \(name) is empty, or longer than 2000 characters; state it")
      }
    }
    let procedure = try await connection.queryOne(
      Self.selectProcedure(authority: authority, code: entry.procedure)
    ) { row in try row.int64(0) }
    guard let procedure else {
      throw Fault(
        text: "no source has named procedure \(entry.procedure.prefix(80)); "
          + "motcua procedures list shows the codes")
    }
    var agency: Int64?
    if let code = entry.agency {
      agency = try await connection.queryOne(
        AliasKey.selectAgency(authority: authority, code: code)
      ) { row in try row.int64(0) }
      guard agency != nil else {
        throw Fault(
          text: "authority \(context.authority.code) has no agency \(code.prefix(80)); "
            + "motcua agencies list shows the codes")
      }
    }
    let overlaps = try await connection.query(
      Self.selectOverlaps(
        authority: authority, indicator: entry.indicator, procedure: procedure, agency: agency,
        from: from, to: to)
    ) { row in
      (
        from: try row.date(0), to: try row.date(1), basis: try row.string(2),
        reason: try row.string(3)
      )
    }
    if let other = overlaps.first {
      let isSame =
        other.from == from && other.to == to && other.basis == entry.legalBasis
        && other.reason == entry.reason
      if isSame { return 0 }
      throw Fault(
        text: "procedure \(entry.procedure) is excluded from \(entry.indicator) already from "
          + "\(CalendarDay(daysSince2000: other.from.daysSince2000)); end that one first "
          + "(motcua exclusions end)")
    }
    return try await connection.execute(
      Self.insert(
        context, entry, procedure: procedure, agency: agency, from: from, to: to,
        enteredBy: enteredBy))
  }

  private func days(of entry: NewExclusion) throws -> (PostgresDate, PostgresDate) {
    guard let from = CalendarDay(iso: entry.from) else {
      throw Fault(text: "\"\(entry.from.prefix(80))\" is no day; write yyyy-MM-dd")
    }
    guard let text = entry.to else {
      return (PostgresDate(daysSince2000: from.daysSince2000), .infinity)
    }
    guard let to = CalendarDay(iso: text) else {
      throw Fault(text: "\"\(text.prefix(80))\" is no day; write yyyy-MM-dd")
    }
    guard from <= to else {
      throw Fault(text: "its last day \(to) is before its first day \(from)")
    }
    return (
      PostgresDate(daysSince2000: from.daysSince2000),
      PostgresDate(daysSince2000: to.advanced(by: 1).daysSince2000)
    )
  }
}

/// Lets excluded rows count again from a day on.
struct EndExclusionAction: RegisterAction {
  static let name = "end_exclusion"
  static let register = ExclusionRegister.registerName

  let agency: String?
  let day: String
  let indicator: String
  let procedure: String
  let reason: String

  var sentence: String {
    let place = agency.map { " tại \($0)" } ?? ""
    let why = reason.isEmpty ? "" : " (\(reason))"
    return "Thôi loại trừ thủ tục \(procedure)\(place) khỏi chỉ tiêu \(indicator) từ \(day)\(why)"
  }

  func apply(
    in context: RegisterContext, on connection: borrowing PostgresConnection
  ) async throws -> RegisterEffect {
    guard let day = CalendarDay(iso: day) else {
      throw StoreError(
        .badRequest, "end an exclusion: \"\(day.prefix(80))\" is no day; write yyyy-MM-dd")
    }
    let date = PostgresDate(daysSince2000: day.daysSince2000)
    let kept = try await connection.execute(Self.shorten(context, self, to: date))
    let ended = try await connection.execute(Self.end(context, self, on: date))
    guard ended > 0 else {
      throw StoreError(
        .badRequest,
        """
        end an exclusion: procedure \(procedure)\(agency.map { " at \($0)" } ?? "") is not \
        excluded from \(indicator) on \(day) or later; motcua exclusions list shows what is
        """)
    }
    return RegisterEffect(rows: kept + ended, movesFigures: true)
  }
}

extension AddExclusionsAction {
  static func selectProcedure(authority: Int64, code: String) -> Statement {
    let statement: Statement = """
      SELECT procedure_id
      FROM procedure
      WHERE authority_id = \(authority) AND code = \(code)
      """
    return statement.labelled("store.exclusions.selectProcedure")
  }

  static func selectOverlaps(
    authority: Int64, indicator: String, procedure: Int64, agency: Int64?, from: PostgresDate,
    to: PostgresDate
  ) -> Statement {
    let statement: Statement = """
      SELECT valid_from, valid_to, legal_basis, reason
      FROM exclusion
      WHERE authority_id = \(authority)
        AND indicator = \(indicator)
        AND procedure_id = \(procedure)
        AND agency_id IS NOT DISTINCT FROM \(agency)
        AND known_to = 'infinity'
        AND valid_from < \(to)
        AND valid_to > \(from)
      ORDER BY valid_from
      """
    return statement.labelled("store.exclusions.selectOverlaps")
  }

  static func insert(
    _ context: RegisterContext, _ entry: NewExclusion, procedure: Int64, agency: Int64?,
    from: PostgresDate, to: PostgresDate, enteredBy: String
  ) -> Statement {
    let statement: Statement = """
      INSERT INTO exclusion (authority_id, indicator, procedure_id, agency_id, legal_basis, reason,
        entered_by, valid_from, valid_to, known_from, known_to, run_id)
      VALUES (\(context.authority.id), \(entry.indicator), \(procedure), \(agency),
        \(entry.legalBasis), \(entry.reason), \(enteredBy), \(from), \(to), \(context.known),
        'infinity', \(context.run))
      """
    return statement.labelled("store.exclusions.insert")
  }
}

extension EndExclusionAction {
  /// Says the entries that began before the day again, up to it.
  static func shorten(
    _ context: RegisterContext, _ action: EndExclusionAction, to day: PostgresDate
  ) -> Statement {
    let statement: Statement = """
      INSERT INTO exclusion (authority_id, indicator, procedure_id, agency_id, legal_basis, reason,
        entered_by, valid_from, valid_to, known_from, known_to, run_id)
      SELECT authority_id, indicator, procedure_id, agency_id, legal_basis, reason, entered_by,
        valid_from, \(day), \(context.known), 'infinity', \(context.run)
      FROM exclusion
      WHERE \(isMeant(context, action, on: day)) AND valid_from < \(day)
      """
    return statement.labelled("store.exclusions.shorten")
  }

  /// Ends what was believed of the entries until now.
  static func end(
    _ context: RegisterContext, _ action: EndExclusionAction, on day: PostgresDate
  ) -> Statement {
    let statement: Statement = """
      UPDATE exclusion
      SET known_to = \(context.known), ended_by_run = \(context.run)
      WHERE \(isMeant(context, action, on: day))
      """
    return statement.labelled("store.exclusions.end")
  }

  private static func isMeant(
    _ context: RegisterContext, _ action: EndExclusionAction, on day: PostgresDate
  ) -> Statement {
    """
    authority_id = \(context.authority.id)
      AND indicator = \(action.indicator)
      AND known_to = 'infinity'
      AND known_from < \(context.known)
      AND valid_to > \(day)
      AND procedure_id IN (
        SELECT procedure_id
        FROM procedure
        WHERE authority_id = \(context.authority.id) AND code = \(action.procedure))
      AND agency_id IS NOT DISTINCT FROM (
        SELECT agency_id
        FROM agency
        WHERE authority_id = \(context.authority.id) AND code = \(action.agency))
    """
  }
}
