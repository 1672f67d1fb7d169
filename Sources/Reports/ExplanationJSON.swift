public import Indicators
internal import Procedures

/// The rows behind a figure as JSON, the same bytes on every surface.
public enum ExplanationJSON {
  /// One object: the definition, the figure with its receipt, the exclusions that name the
  /// indicator, a page of rows, how many there are in all, and the cursor of the next page, null on
  /// the last. Keys sorted, UTF-8, a newline at the end.
  public static func encode(
    _ explanation: Explanation, indicator: Indicator, language: Language = .vi
  ) -> [UInt8] {
    var writer = JSONWriter()
    writer.object { writer in
      writer.key("cursor")
      writer.value(explanation.cursor)
      writer.key("definition")
      IndicatorListDocument(indicator: indicator).write(to: &writer)
      writer.key("exclusions")
      writer.array(explanation.exclusions) { writer, entry in write(entry, to: &writer) }
      writer.key("figure")
      FigureDocument(
        result: IndicatorResult(figure: explanation.figure), language: language
      ).write(to: &writer)
      writer.key("legal_source")
      writer.value(indicator.legalSource(language))
      writer.key("rows")
      writer.array(explanation.rows) { writer, row in write(row, to: &writer) }
      writer.key("total")
      writer.value(explanation.total)
    }
    return writer.finished()
  }

  /// The entries of the register of exclusions: always an array.
  public static func encode(_ entries: [ExclusionEntry]) -> [UInt8] {
    var writer = JSONWriter()
    writer.array(entries) { writer, entry in write(entry, to: &writer) }
    return writer.finished()
  }

  private static func write(_ entry: ExclusionEntry, to writer: inout JSONWriter) {
    writer.object { writer in
      writer.key("agency_code")
      writer.value(entry.agency?.text)
      writer.key("entered_by")
      writer.value(entry.enteredBy)
      writer.key("from")
      writer.value(entry.from.description)
      writer.key("indicator")
      writer.value(entry.indicator)
      writer.key("legal_basis")
      writer.value(entry.legalBasis)
      writer.key("procedure_code")
      writer.value(entry.procedure.text)
      writer.key("reason")
      writer.value(entry.reason)
      writer.key("run")
      number(entry.run, to: &writer)
      writer.key("to")
      writer.value(entry.to?.description)
    }
  }

  private static func write(_ row: ExplainedRow, to writer: inout JSONWriter) {
    writer.object { writer in
      writer.key("agency")
      writer.value(row.agencyName)
      writer.key("agency_code")
      writer.value(row.agency?.text)
      writer.key("decided_at")
      writer.value(row.decidedAt?.text)
      writer.key("dossier")
      if let dossier = row.dossier { write(dossier, to: &writer) } else { writer.null() }
      writer.key("held")
      if let held = row.held { write(held, to: &writer) } else { writer.null() }
      writer.key("kind")
      writer.value(row.kind.rawValue)
      writer.key("levels")
      if let levels = row.levels { write(levels, to: &writer) } else { writer.null() }
      writer.key("procedure")
      writer.value(row.procedureName)
      writer.key("procedure_code")
      writer.value(row.procedure?.text)
      writer.key("values")
      writer.array(row.values) { writer, value in
        writer.object { writer in
          writer.key("attribute")
          writer.value(value.attribute)
          writer.key("origins")
          writer.array(value.origins) { writer, origin in write(origin, to: &writer) }
          writer.key("value")
          writer.value(value.value)
        }
      }
    }
  }

  private static func write(_ levels: LevelCoverage, to writer: inout JSONWriter) {
    writer.object { writer in
      writer.key("at_highest")
      writer.value(levels.atHighest)
      writer.key("highest")
      writer.value(levels.highest.rawValue)
      writer.key("lowest")
      writer.value(levels.lowest.rawValue)
      writer.key("offerings")
      writer.value(levels.offerings)
    }
  }

  private static func write(_ origin: ClaimOrigin, to writer: inout JSONWriter) {
    writer.object { writer in
      writer.key("declaration")
      writer.value(origin.isDeclaration)
      writer.key("place")
      write(origin.place, to: &writer)
      writer.key("said")
      writer.value(origin.said)
      writer.key("service_code")
      writer.value(origin.service.isEmpty ? nil : origin.service)
    }
  }

  private static func write(_ held: HeldDetail, to writer: inout JSONWriter) {
    writer.object { writer in
      writer.key("place")
      write(held.place, to: &writer)
      writer.key("raw")
      writer.value(held.raw)
      writer.key("rule")
      writer.value(held.rule)
    }
  }

  private static func write(_ dossier: ExplainedDossier, to writer: inout JSONWriter) {
    writer.object { writer in
      writer.key("code")
      writer.value(dossier.code)
      writer.key("due_on")
      writer.value(dossier.dueOn?.description)
      writer.key("ended_on")
      writer.value(dossier.endedOn?.description)
      writer.key("place")
      write(dossier.place, to: &writer)
      writer.key("received_on")
      writer.value(dossier.receivedOn?.description)
      writer.key("status")
      writer.value(dossier.status)
      writer.key("time_class")
      writer.value(dossier.timeClass)
    }
  }

  private static func write(_ place: SourcePlace, to writer: inout JSONWriter) {
    writer.object { writer in
      writer.key("cell")
      writer.value(place.cell)
      writer.key("column")
      writer.value(place.column)
      writer.key("file")
      writer.value(place.file)
      writer.key("row")
      number(place.row.map(Int64.init), to: &writer)
      writer.key("run")
      writer.value(place.run)
      writer.key("sheet")
      writer.value(place.sheet)
      writer.key("source")
      writer.value(place.source)
    }
  }

  private static func number(_ value: Int64?, to writer: inout JSONWriter) {
    if let value { writer.value(value) } else { writer.null() }
  }
}
