internal import Indicators
internal import Procedures

/// A figure with its receipt as it goes over the wire: the one shape of a figure in JSON.
///
/// Every key is always there; what has no value is null. `groups` is there only where a split was
/// asked for. A group has `key`, `label` and all keys of a figure but `groups`. `compare`, the figure
/// of another date, and `change`, the difference from it, are there only where they were asked for;
/// a group that the other date does not have has null for both.
struct FigureDocument {
  let result: IndicatorResult
  /// The language of `display` and of the names of tiers and levels.
  let language: Language

  /// Writes the figure and its groups, keys sorted.
  func write(to writer: inout JSONWriter) {
    let times = ReceiptTimes(result.figure)
    write(result.figure, times, group: nil, to: &writer)
  }

  private func write(
    _ figure: IndicatorFigure, _ times: ReceiptTimes, group: IndicatorGroup?,
    isCompared: Bool = false, to writer: inout JSONWriter
  ) {
    writer.object { writer in
      if !isCompared, let comparison = result.comparison {
        write(
          group.map { comparison.groups[$0.key] } ?? comparison.figure, besides: figure,
          to: &writer)
      }
      writer.key("count")
      writer.value(figure.count.rawValue)
      writer.key("data_version")
      writer.value(figure.dataVersion)
      writer.key("denominator")
      writer.value(figure.tally.denominator)
      writer.key("display")
      writer.value(figure.display(language: language))
      writer.key("excluded")
      writer.value(figure.tally.excluded)
      writer.key("flags")
      writer.array(figure.flags) { $0.value($1) }
      if group == nil && result.by != nil && !isCompared {
        writer.key("groups")
        writer.array(result.groups) { writer, group in
          write(group.figure, times.renewed(for: group.figure), group: group, to: &writer)
        }
      }
      writer.key("held")
      writer.value(figure.tally.held)
      writer.key("high")
      writer.value(figure.high)
      writer.key("indicator")
      writer.value(figure.indicator)
      if let group {
        writer.key("key")
        writer.value(group.key)
      }
      writer.key("known_on")
      writer.value(times.knownText)
      if let group {
        writer.key("label")
        writer.value(result.label(of: group, language: language))
      }
      writer.key("low")
      writer.value(figure.low)
      writer.key("numerator")
      writer.value(figure.tally.numerator)
      writer.key("period")
      writer.value(figure.period)
      writer.key("ratio")
      writer.value(figure.ratio)
      writer.key("scope")
      write(figure.scope, to: &writer)
      writer.key("status")
      writer.value(figure.status.rawValue)
      writer.key("unknown")
      writer.value(figure.tally.unknown)
      writer.key("valid_on")
      writer.value(times.validText)
      writer.key("version")
      writer.value(figure.version)
    }
  }

  private func write(
    _ other: IndicatorFigure?, besides figure: IndicatorFigure, to writer: inout JSONWriter
  ) {
    writer.key("change")
    if let other {
      let change = FigureChange(from: other, to: figure)
      writer.object { writer in
        writer.key("denominator")
        writer.value(change.denominator)
        writer.key("numerator")
        writer.value(change.numerator)
        writer.key("ratio")
        writer.value(change.ratio)
      }
    } else {
      writer.null()
    }
    writer.key("compare")
    if let other {
      write(other, ReceiptTimes(other), group: nil, isCompared: true, to: &writer)
    } else {
      writer.null()
    }
  }

  private func write(_ scope: FigureScope, to writer: inout JSONWriter) {
    writer.object { writer in
      writer.key("agency")
      writer.value(scope.agency)
      writer.key("authority")
      writer.value(scope.authority)
      writer.key("filters")
      writer.object { writer in
        for (dimension, value) in scope.sortedFilters {
          writer.key(dimension.rawValue)
          writer.value(value)
        }
      }
    }
  }
}

extension FigureScope {
  /// The filters in the order of their dimensions' names.
  var sortedFilters: [(key: Dimension, value: String)] {
    filters.sorted { $0.key.rawValue < $1.key.rawValue }
  }
}

/// The times of a receipt as text. The groups of a split nearly always share those of the whole,
/// and writing a time costs more than the rest of a figure.
struct ReceiptTimes {
  private let validOn: CalendarDay
  private let knownOn: Instant
  /// The date whose state was counted.
  let validText: String
  /// Until when knowledge was taken into account, ISO 8601 in UTC.
  let knownText: String

  init(_ figure: IndicatorFigure) {
    validOn = figure.validOn
    knownOn = figure.knownOn
    validText = validOn.description
    knownText = knownOn.description
  }

  /// The times of another figure.
  func renewed(for figure: IndicatorFigure) -> ReceiptTimes {
    figure.validOn == validOn && figure.knownOn == knownOn ? self : ReceiptTimes(figure)
  }
}
