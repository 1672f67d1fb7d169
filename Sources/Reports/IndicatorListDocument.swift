internal import Indicators

/// The definition of an indicator as it goes over the wire.
struct IndicatorListDocument {
  let indicator: Indicator

  /// The dimensions by which figures of the indicator can be split and filtered, sorted.
  static let dimensions = Dimension.allCases.map(\.rawValue).sorted()

  /// Writes the definition, keys sorted.
  func write(to writer: inout JSONWriter) {
    writer.object { writer in
      writer.key("clause")
      writer.value(indicator.clause)
      writer.key("count")
      writer.value(indicator.defaultCount.rawValue)
      writer.key("denominator")
      writer.value(indicator.denominatorText)
      writer.key("dimensions")
      writer.array(Self.dimensions) { $0.value($1) }
      writer.key("fact")
      writer.value(indicator.fact)
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
      writer.key("unit")
      writer.value(indicator.unit)
      writer.key("version")
      writer.value(indicator.version)
    }
  }
}
