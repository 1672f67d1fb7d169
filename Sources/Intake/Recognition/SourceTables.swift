/// The ways in which a file can be read as a table: what its bytes say decides, never its name.
enum SourceTables {
  /// All ways, the likeliest first. Throws where the bytes are no table at all, and where the named
  /// sheet does not exist.
  static func candidates(
    of file: SourceFile, sheet: String?
  ) throws(IntakeError) -> [TableCandidate] {
    var source = file.makeByteSource()
    let head = try firstBytes(of: &source, upTo: 4096)
    if Signature.isWorkbook(head) { return try sheets(of: Workbook(file), file, named: sheet) }
    if let fault = Signature.fault(of: head) {
      throw IntakeError(fault.fault, file: file.name, line: 1, reason: fault.reason)
    }
    if let sheet {
      throw IntakeError(
        .noSheet, file: file.name,
        reason: "it is no workbook, so it has no sheet \"\(sheet)\"; leave out --sheet")
    }
    let finding = try EncodingDetector.find(in: file.makeByteSource(), file: file.name)
    var text: any ByteSource = file.makeByteSource()
    if finding.encoding != .utf8 {
      text = TranscodingSource(text, from: finding.encoding, file: file.name)
    }
    var prefix = try firstBytes(of: &text, upTo: 1 << 18)
    if prefix.starts(with: [0xEF, 0xBB, 0xBF]) { prefix.removeFirst(3) }
    if let fault = Signature.fault(of: prefix) {
      throw IntakeError(fault.fault, file: file.name, line: 1, reason: fault.reason)
    }
    if JSONTable.looksLikeJSON(prefix) {
      return [try items(of: JSONTable(file, encoding: finding.encoding), file)]
    }
    let (start, rest) = (prefix, text)
    return CSVRecords.separators(declaredIn: start).map { separator in
      separated(
        file.name, by: separator, encoding: finding.encoding, prefix: start, rest: rest)
    }
  }

  private static func sheets(
    of workbook: Workbook, _ file: SourceFile, named name: String?
  ) throws(IntakeError) -> [TableCandidate] {
    var chosen: [Int] = []
    for (index, sheet) in workbook.sheets.enumerated() {
      if let name {
        if VietnameseText.matchKey(sheet.name) == VietnameseText.matchKey(name) {
          chosen.append(index)
        }
      } else if !sheet.isHidden {
        chosen.append(index)
      }
    }
    if chosen.isEmpty || (name != nil && chosen.count > 1) {
      let names = workbook.sheets.map { "\"\($0.name)\"" + ($0.isHidden ? " (hidden)" : "") }
      let which = name.map { "no sheet of its own is named \"\($0)\"" } ?? "all sheets are hidden"
      throw IntakeError(
        .noSheet, file: file.name,
        reason: "\(which); there are \(names.joined(separator: ", ")); give --sheet NAME")
    }
    return chosen.map { index in
      let records = { @Sendable () throws(IntakeError) -> any RecordSource in
        try workbook.records(ofSheet: index)
      }
      return TableCandidate(
        sheet: workbook.sheets[index].name, separator: nil, format: "XLSX", endsAtLastCell: true,
        probe: records, records: records,
        merges: { () throws(IntakeError) -> [MergedCells] in
          try workbook.merges(ofSheet: index).map { range in
            MergedCells(
              rows: range.firstRow...range.lastRow,
              columns: (range.firstColumn - 1)...(range.lastColumn - 1))
          }
        })
    }
  }

  private static func items(
    of table: JSONTable, _ file: SourceFile
  ) throws(IntakeError) -> TableCandidate {
    if let announced = table.announced, announced > table.items {
      throw IntakeError(
        .missingPages, file: file.name,
        reason: "the answer says that there are \(announced) items and holds \(table.items); "
          + "pages are missing, fetch all of them")
    }
    let records = { @Sendable () throws(IntakeError) -> any RecordSource in table.records() }
    return TableCandidate(
      sheet: nil, separator: nil, format: "JSON (\(table.shape))", endsAtLastCell: true,
      probe: records, records: records, merges: { [] })
  }

  private static func separated(
    _ file: String, by separator: Character, encoding: TextEncoding, prefix: [UInt8],
    rest: any ByteSource
  ) -> TableCandidate {
    let byte = separator.asciiValue ?? 0
    return TableCandidate(
      sheet: nil, separator: separator, format: "CSV, \(encoding.label)", endsAtLastCell: false,
      probe: { () throws(IntakeError) -> any RecordSource in
        CSVRecords(
          file: file, prefix: prefix, source: MemorySource([]), separator: byte, bufferSize: 1)
      },
      records: { () throws(IntakeError) -> any RecordSource in
        CSVRecords(file: file, prefix: prefix, source: rest, separator: byte)
      },
      merges: { [] })
  }

  /// The first bytes; a few more than asked for, as they come.
  private static func firstBytes(
    of source: inout any ByteSource, upTo limit: Int
  ) throws(IntakeError) -> [UInt8] {
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: min(limit, 1 << 16))
    while bytes.count < limit {
      let count = try source.fill(&buffer)
      if count == 0 { break }
      bytes.append(contentsOf: buffer[..<count])
    }
    return bytes
  }
}
