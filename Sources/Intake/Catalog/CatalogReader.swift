public import Procedures

/// Reads a catalog of procedures row by row, in constant memory.
///
/// Each data row becomes one event: a record that is applied whole, or a held row. What the rows
/// together say of each procedure is in ``procedures`` when all batches have been read. Copies
/// read on independently.
public struct CatalogReader: Sendable {
  /// What was recognised as what.
  public let recognition: Recognition
  /// The distinct codes of valid rows so far, in order of appearance; records point into it.
  public private(set) var codes: [ProcedureCode] = []
  /// Records read so far without the headings: title rows, data rows and rows that are no data.
  public private(set) var read: Int
  /// Records that are no data: titles, blank rows, column numbers, groups, totals, signatures.
  public private(set) var nonData: Int
  /// Valid rows so far that say that the procedure is not in force at their agencies (a column
  /// `state` with a word such as `Hết hiệu lực`). They give no event, so that a snapshot lacks
  /// what they name: `read` is the sum of the events, ``nonData`` and this.
  public private(set) var inactive = 0

  private let file: String
  private let match: HeaderMatcher.Match
  private var filter: RowFilter
  private var records: any RecordSource
  private var record = CellRecord()
  private var keys: CatalogKeys
  private var columns: CatalogColumns
  private var states: [CachedColumn<Bool>]
  private var fonts: LegacyFontCheck
  private var positions: [ProcedureCode: Int] = [:]
  private var declared: [Bool] = []
  private var names: Ballot
  private var fields: Ballot
  private var tiers: Ballot
  private var kinds: Ballot
  private var replaced: Ballot
  private var firstRows: [Int] = []
  private var contradictions = Contradictions()
  private var isFinished = false

  /// Opens a catalog and recognises its columns; `sheet` names the sheet where several hold a
  /// table. Throws ``IntakeError`` where the bytes are no
  /// table, hold no table, or no row of headings is recognised.
  public init(
    file: SourceFile, profile: CatalogProfile = .standard, sheet: String? = nil,
    agencies: AgencyDirectory
  ) throws(IntakeError) {
    let opening = try TableOpening(file, sheet: sheet, matcher: profile.matcher)
    let match = opening.match
    recognition = opening.recognition
    read = opening.titleRows
    nonData = opening.titleRows
    self.file = file.name
    self.match = match
    records = opening.records
    keys = CatalogKeys(match, profile: profile.matcher.profile, directory: agencies)
    columns = CatalogColumns(match)
    states = match.readings.filter { $0.meaning == "state" }
      .map { CachedColumn(index: $0.index, parse: CellReading.isInactive) }
    fonts = LegacyFontCheck(file: file.name, index: match.index(of: "name"))
    filter = RowFilter(headerKeys: opening.headerKeys, keyIndexes: keys.indexes)
    names = Ballot(column: match.index(of: "name"), parse: CellReading.text)
    fields = Ballot(column: match.index(of: "field"), parse: CellReading.text)
    tiers = Ballot(column: match.index(of: "tier"), parse: CellReading.procedureTiers)
    replaced = Ballot(column: match.index(of: "replaces"), parse: CellReading.replaced)
    kinds = Ballot(column: match.index(of: "type")) { cell in
      switch CellReading.isInternal(cell) {
      case .known(let isInternal): .known(isInternal ? Self.yes : Self.no)
      case .unknown: .unknown
      case .unsaid: .unsaid
      }
    }
  }

  /// The events of the next rows, at most `maxRows` of them; nil at the end. Throws
  /// ``IntakeError`` where the rest is unreadable or was cut off, and at the end of a table
  /// without data rows; what came before such an error must not be applied.
  public mutating func nextBatch(maxRows: Int = 4096) throws(IntakeError) -> [CatalogEvent]? {
    guard !isFinished else { return nil }
    var events: [CatalogEvent] = []
    events.reserveCapacity(maxRows)
    while events.count < maxRows {
      guard try records.advance(&record) else {
        isFinished = true
        guard read > nonData else {
          throw IntakeError(
            .headerOnly, file: file, line: recognition.headerRow,
            reason: "below the headings stands no data row; export the table again")
        }
        try fonts.finish()
        break
      }
      try CutCheck.check(record, width: match.width, file: file)
      read += 1
      try fonts.take(record)
      let inactiveBefore = inactive
      if let event = makeEvent() {
        events.append(event)
      } else if inactive == inactiveBefore {
        nonData += 1
      }
    }
    return events.isEmpty ? nil : events
  }

  /// What the valid rows say of each procedure, in the order of ``codes``; complete at the end.
  public var procedures: [ProcedureDeclaration] {
    codes.enumerated().map { position, code in
      let isInternal: Claim<Bool> =
        switch kinds.outcome(for: position).winner {
        case .known(let answer): .known(answer == Self.yes)
        case .unknown: .unknown
        case .unsaid: .unsaid
        }
      return ProcedureDeclaration(
        code: code, name: names.outcome(for: position).winner,
        field: fields.outcome(for: position).winner, tiers: tiers.outcome(for: position).winner,
        isInternal: isInternal, replaces: replaces(of: position), declared: declared[position],
        row: firstRows[position])
    }
  }

  /// What is odd in the rows read so far, contradictory attributes first, then disagreements by
  /// code. Their order does not depend on the order of rows.
  public var warnings: [IntakeWarning] {
    var result = contradictions.warnings
    for position in codes.indices.sorted(by: { codes[$0] < codes[$1] }) {
      for (column, ballot) in [
        ("name", names), ("field", fields), ("tier", tiers), ("type", kinds),
        ("replaces", replaced),
      ] {
        let outcome = ballot.outcome(for: position)
        guard let winner = outcome.winner.value, let rival = outcome.rival else { continue }
        result.append(
          IntakeWarning(
            kind: .disagreement, code: codes[position], column: column, values: [winner, rival],
            row: nil, count: outcome.against))
      }
    }
    return result
  }

  private static let yes = "internal: yes"
  private static let no = "internal: no"

  /// The event of the current record; nil where it is no data, or inactive and counted as such.
  private mutating func makeEvent() -> CatalogEvent? {
    guard case .code(let code, _) = keys.readCode(record) else {
      if filter.isNonData(record) { return nil }
      let service = keys.readService(record, of: nil)
      return held(
        record.count <= keys.codeIndex ? .badValue : .badCode, at: keys.codeIndex, code: nil,
        service: service)
    }
    filter.passData()
    if record.count < match.width { return misshapen(at: record.count, code: code) }
    if let surplus = firstSurplus { return misshapen(at: surplus, code: code) }
    guard let service = keys.readService(record, of: code) else {
      return held(.badCode, at: keys.serviceIndex, code: code, service: nil)
    }
    if isInactive() {
      inactive += 1
      return nil
    }
    let (reading, agencyIndex) = keys.readAgencies(record)
    let agencies: [Int64]
    var classTiers: Set<Vocabulary.TierWord> = []
    switch reading {
    case .nothing: agencies = []
    case .named(let ids, let tiers):
      agencies = ids
      classTiers = tiers
    case .unknown: return held(.unknownAgency, at: agencyIndex, code: code, service: service)
    }
    do {
      let (attributes, effectiveFrom) = try columns.read(record)
      let procedure = position(of: code)
      if agencies.isEmpty { declared[procedure] = true }
      _ = names.cast(record, for: procedure)
      _ = fields.cast(record, for: procedure)
      _ = kinds.cast(record, for: procedure)
      _ = replaced.cast(record, for: procedure)
      if !tiers.cast(record, for: procedure), !classTiers.isEmpty {
        tiers.cast(CellReading.label(classTiers), for: procedure)
      }
      contradictions.note(attributes, row: record.number)
      return .record(
        CatalogRecord(
          row: record.number, procedure: procedure, agencies: agencies, service: service,
          attributes: attributes, effectiveFrom: effectiveFrom))
    } catch {
      return held(error.rule, at: error.index, code: code, service: service)
    }
  }

  /// Whether some column says that the procedure is not in force.
  private mutating func isInactive() -> Bool {
    for index in states.indices where states[index].read(record) { return true }
    return false
  }

  private func replaces(of position: Int) -> Claim<[ProcedureCode]> {
    switch replaced.outcome(for: position).winner {
    case .unsaid: .unsaid
    case .unknown: .unknown
    case .known(let list):
      .known(list.split(separator: ";").map { ProcedureCode(local: String($0)) })
    }
  }

  private mutating func position(of code: ProcedureCode) -> Int {
    if let position = positions[code] { return position }
    let position = codes.count
    positions[code] = position
    codes.append(code)
    declared.append(false)
    firstRows.append(record.number)
    return position
  }

  private mutating func held(
    _ rule: HeldRule, at index: Int, code: ProcedureCode?, service: String?
  ) -> CatalogEvent {
    if record.count < match.width || firstSurplus != nil {
      return misshapen(at: index, code: code, rule: rule)
    }
    let agencies: [Int64]
    let isReadable: Bool
    switch keys.readAgencies(record).reading {
    case .nothing: (agencies, isReadable) = ([], true)
    case .named(let ids, _): (agencies, isReadable) = (ids, true)
    case .unknown(let ids): (agencies, isReadable) = (ids, false)
    }
    return .held(
      HeldCatalogRow(
        row: record.number, column: match.header(index), position: index + 1, rule: rule,
        raw: record.text(index),
        code: code, agencies: agencies, agencyReadable: isReadable, service: service))
  }

  /// A row with too few or too many cells: where its cells belong is not known, so that only
  /// the code is trusted.
  private func misshapen(
    at index: Int, code: ProcedureCode?, rule: HeldRule = .badValue
  ) -> CatalogEvent {
    .held(
      HeldCatalogRow(
        row: record.number, column: match.header(index), position: index + 1, rule: rule,
        raw: record.text(index),
        code: code, agencies: [], agencyReadable: false, service: nil))
  }

  /// The first cell behind the last heading that is not blank.
  private var firstSurplus: Int? {
    record.count > match.width ? (match.width..<record.count).first { !record.isBlank($0) } : nil
  }
}
