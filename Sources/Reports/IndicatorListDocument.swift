internal import Indicators

/// The definition of an indicator as it goes over the wire.
struct IndicatorListDocument {
  let indicator: Indicator

  /// The dimensions by which figures of the indicator can be split and filtered, sorted.
  var dimensions: [String] { indicator.fact.dimensions.map(\.rawValue).sorted() }

  /// Writes the definition, keys sorted.
  func write(to writer: inout JSONWriter) {
    writer.object { writer in
      writer.key("clause")
      writer.value(indicator.clause)
      writer.key("count")
      writer.value(indicator.defaultCount.rawValue)
      writer.key("denominator")
      writer.value(indicator.denominatorText)
      writer.key("denominator_vi")
      writer.value(indicator.denominatorTextVi)
      writer.key("dimensions")
      writer.array(dimensions) { $0.value($1) }
      writer.key("fact")
      writer.value(indicator.fact.rawValue)
      writer.key("feeds")
      writer.array(indicator.feeds) { $0.value($1) }
      writer.key("id")
      writer.value(indicator.id)
      writer.key("labels")
      writer.object { writer in
        writer.key("en")
        writer.value(indicator.labelEn)
        writer.key("vi")
        writer.value(indicator.labelVi)
      }
      writer.key("numerator")
      writer.value(indicator.numeratorText)
      writer.key("numerator_vi")
      writer.value(indicator.numeratorTextVi)
      writer.key("unit")
      writer.value(indicator.unit)
      writer.key("version")
      writer.value(indicator.version)
    }
  }
}
