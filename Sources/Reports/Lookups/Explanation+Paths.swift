public import Indicators

extension Explanation {
  /// The same for anybody to see: files without their directories, and held rows without the text
  /// of their cells, which may hold what a person typed.
  public func withoutPaths() -> Explanation {
    Explanation(
      figure: figure, total: total, rows: rows.map { $0.withoutPaths() }, cursor: cursor,
      exclusions: exclusions)
  }

  /// The same page with another text for its cursor.
  public func with(cursor: String?) -> Explanation {
    Explanation(figure: figure, total: total, rows: rows, cursor: cursor, exclusions: exclusions)
  }
}

extension ExplainedRow {
  fileprivate func withoutPaths() -> ExplainedRow {
    ExplainedRow(
      kind: kind, procedure: procedure, procedureName: procedureName, agency: agency,
      agencyName: agencyName, levels: levels, decidedAt: decidedAt,
      values: values.map { value in
        DecidingValue(
          attribute: value.attribute, value: value.value,
          origins: value.origins.map { origin in
            ClaimOrigin(
              said: origin.said, service: origin.service, isDeclaration: origin.isDeclaration,
              place: origin.place.withoutPath())
          })
      },
      held: held.map { HeldDetail(rule: $0.rule, raw: nil, place: $0.place.withoutPath()) },
      dossier: dossier.map { dossier in
        ExplainedDossier(
          code: dossier.code, receivedOn: dossier.receivedOn, endedOn: dossier.endedOn,
          dueOn: dossier.dueOn, status: dossier.status, timeClass: dossier.timeClass,
          place: dossier.place.withoutPath())
      })
  }
}

extension SourcePlace {
  fileprivate func withoutPath() -> SourcePlace {
    SourcePlace(
      source: source, run: run, file: FileName.only(of: file), sheet: sheet, row: row,
      column: column, cell: cell)
  }
}
