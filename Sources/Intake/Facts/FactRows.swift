import Procedures

/// Reads facts of one kind row by row, in constant memory: what the four readers share.
struct FactRows<Decoder: FactDecoder>: Sendable {
  let recognition: Recognition
  let dropped: [String]
  private(set) var read: Int
  private(set) var nonData: Int
  private(set) var decoder: Decoder

  private let file: String
  private let match: HeaderMatcher.Match
  private var filter: RowFilter
  private var records: any RecordSource
  private var record = CellRecord()
  private var kept: RedactedForm.Held?
  private var line: RedactedLine
  private var isFinished = false

  init(
    _ file: SourceFile, profile: FactProfile, sheet: String?, agencies: AgencyDirectory,
    procedures: ProcedureDirectory, latest: Instant, kind: FactKind,
    decoder: (FactContext) throws(IntakeError) -> Decoder
  ) throws(IntakeError) {
    guard profile.kind == kind else {
      throw IntakeError(
        .badProfile, file: file.name,
        reason: "the profile \"\(profile.name)\" is for \(profile.kind.rawValue), and "
          + "\(kind.rawValue) are read; give the profile of that kind (--profile)")
    }
    let opening = try TableOpening(file, sheet: sheet, matcher: profile.matcher)
    let match = opening.match
    let made = try decoder(
      FactContext(
        match: match, profile: profile.matcher.profile, file: file.name,
        line: opening.recognition.headerRow, agencies: agencies, procedures: procedures,
        latest: latest))
    recognition = opening.recognition
    dropped = match.strange
    read = opening.titleRows
    nonData = opening.titleRows
    self.decoder = made
    self.file = file.name
    self.match = match
    let directories = RedactedForm.Directories(agencies: agencies, procedures: procedures)
    line = RedactedLine(kind, directories)
    filter = RowFilter(headerKeys: opening.headerKeys, keyIndexes: [made.keyIndex])
    records = opening.records
    kept = profile.isRedacted ? RedactedForm.Held(match, directories) : nil
  }

  mutating func redact(
    into sink: @escaping @Sendable ([UInt8]) throws(IntakeError) -> Void
  ) {
    line.open(sink)
  }

  /// The event of the next data row; nil at the end.
  mutating func next() throws(IntakeError) -> FactEvent<Decoder.Record>? {
    while !isFinished {
      guard try records.advance(&record) else {
        try finish()
        return nil
      }
      read += 1
      if kept != nil {
        if let event = try makeKeptEvent() {
          try write(event)
          return event
        }
      } else {
        try CutCheck.check(record, width: match.width, file: file)
      }
      if let event = makeEvent() {
        try write(event)
        return event
      }
      nonData += 1
    }
    return nil
  }

  private mutating func finish() throws(IntakeError) {
    isFinished = true
    guard read > nonData else {
      throw IntakeError(
        .headerOnly, file: file, line: recognition.headerRow,
        reason: "below the headings stands no data row; export the table again")
    }
    try line.flush()
  }

  /// The event of the current record; nil where it is no data.
  private mutating func makeEvent() -> FactEvent<Decoder.Record>? {
    if kept == nil, let index = misshapenCell {
      return makeMisshapenEvent(at: index)
    }
    do throws(FactFailure) {
      let fact = try decoder.read(record)
      filter.passData()
      return .record(FactRecord(row: record.number, value: fact.value, outcome: fact.outcome))
    } catch {
      if error.isKey, filter.isNonData(record) { return nil }
      filter.passData()
      let fragments = decoder.fragments(record)
      return .held(
        HeldFactRow(
          row: record.number, column: match.header(error.index), position: error.index + 1,
          rule: error.rule, raw: RawMask.masked(record.text(error.index)), key: fragments.key,
          procedure: fragments.procedure, agencies: fragments.agencies,
          agencyReadable: fragments.agencyReadable, days: fragments.days))
    }
  }

  /// A row with too few or too many cells: where its cells belong is not known, so that only the
  /// key is trusted.
  private mutating func makeMisshapenEvent(at index: Int) -> FactEvent<Decoder.Record>? {
    let key = decoder.fragments(record).key
    if key == nil, filter.isNonData(record) { return nil }
    return .held(
      HeldFactRow(
        row: record.number, column: match.header(index), position: index + 1, rule: .badValue,
        raw: RawMask.masked(record.text(index)), key: key, procedure: nil, agencies: [],
        agencyReadable: false, days: nil))
  }

  /// The first missing cell, or the first one behind the last heading that is not blank; nil where
  /// the row has the shape of the table.
  private var misshapenCell: Int? {
    if record.count < match.width { return record.count }
    guard record.count > match.width else { return nil }
    return (match.width..<record.count).first { !record.isBlank($0) }
  }

  /// The held row that a redacted copy tells; gives the record the number that it had.
  private mutating func makeKeptEvent() throws(IntakeError) -> FactEvent<Decoder.Record>? {
    guard let kept else { return nil }
    guard let row = kept.row(of: record) else { throw broken("a line without its row number") }
    let line = record.number
    record.number = row
    guard kept.isHeld(record) else { return nil }
    guard let held = kept.held(record) else {
      record.number = line
      throw broken("a held row that lacks a part")
    }
    return .held(held)
  }

  private func broken(_ what: String) -> IntakeError {
    IntakeError(
      .badProfile, file: file, line: record.line,
      reason: "it is read as a redacted copy and holds \(what); read the source itself instead")
  }

  private mutating func write(_ event: FactEvent<Decoder.Record>) throws(IntakeError) {
    guard line.isWanted else { return }
    switch event {
    case .record(let fact):
      line.begin(row: fact.row)
      decoder.write(fact.value, to: &line)
    case .held(let row): line.held(row)
    }
    try line.endLine()
  }
}
