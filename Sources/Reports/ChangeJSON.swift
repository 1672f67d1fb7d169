public import Indicators
internal import Procedures

/// A change taken apart as JSON, the same bytes on every surface.
public enum ChangeJSON {
  /// One object: both figures with their receipts, the parts in the order of their causes, and what
  /// they leave unexplained, which is nothing. Keys sorted, UTF-8, a newline at the end. `rows` of
  /// a part list the units whose outcome it changed.
  public static func encode(_ change: ChangeAnalysis, language: Language = .vi) -> [UInt8] {
    var writer = JSONWriter()
    writer.object { writer in
      writer.key("from")
      figure(change.from, language, to: &writer)
      writer.key("indicator")
      writer.value(change.from.indicator)
      writer.key("parts")
      writer.array(change.parts) { writer, part in write(part, to: &writer) }
      writer.key("residual")
      writer.object { writer in
        writer.key("denominator")
        writer.value(change.residual.denominator)
        writer.key("numerator")
        writer.value(change.residual.numerator)
      }
      writer.key("to")
      figure(change.to, language, to: &writer)
    }
    return writer.finished()
  }

  private static func figure(
    _ figure: IndicatorFigure, _ language: Language, to writer: inout JSONWriter
  ) {
    FigureDocument(result: IndicatorResult(figure: figure), language: language).write(to: &writer)
  }

  private static func write(_ part: ChangePart, to writer: inout JSONWriter) {
    writer.object { writer in
      writer.key("cause")
      writer.value(part.cause.rawValue)
      writer.key("denominator")
      writer.value(part.counts.denominator)
      writer.key("excluded")
      writer.value(part.counts.excluded)
      writer.key("numerator")
      writer.value(part.counts.numerator)
      writer.key("ratio")
      writer.value(part.ratio?.value)
      writer.key("rows")
      writer.array(part.rows) { writer, row in
        writer.object { writer in
          writer.key("agency_code")
          writer.value(row.agency?.text)
          writer.key("new")
          writer.value(row.new.rawValue)
          writer.key("old")
          writer.value(row.old.rawValue)
          writer.key("procedure")
          writer.value(row.name)
          writer.key("procedure_code")
          writer.value(row.procedure.text)
        }
      }
      writer.key("unknown")
      writer.value(part.counts.unknown)
    }
  }
}
