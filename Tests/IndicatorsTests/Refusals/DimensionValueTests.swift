import Indicators
import Testing

/// Which values of a filter can be told to be wrong without any records.
@Suite struct `Values of a dimension` {
  @Test(
    arguments: [
      (.tier, "%", .unknownValue), (.tier, "", .unknownValue), (.level, "5", .unknownValue),
      (.channel, "4", .unknownValue), (.month, "2023", .invalidPeriod),
      (.month, "2023-13", .invalidPeriod), (.quarter, "2023-Q5", .invalidPeriod),
      (.year, "1500", .invalidPeriod), (.year, "2023-Q1", .invalidPeriod),
    ] as [(Dimension, String, IndicatorError.Kind)])
  func `what no records can have is refused`(
    dimension: Dimension, value: String, kind: IndicatorError.Kind
  ) {
    #expect { try dimension.check(value) } throws: { ($0 as? IndicatorError)?.kind == kind }
  }

  @Test(
    arguments: [
      (.tier, "commune"), (.tier, "unknown"), (.level, "4"), (.level, "full"), (.channel, "1"),
      (.channel, "unknown"), (.month, "2023-06"), (.quarter, "2023-Q2"), (.year, "2023"),
      (.agency, "H99"), (.field, "?"), (.procedure, "!-"),
    ] as [(Dimension, String)])
  func `what records may have passes`(dimension: Dimension, value: String) throws {
    try dimension.check(value)
  }
}
