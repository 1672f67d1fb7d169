extension GoalReport {
  /// The same report with one more flag on every figure.
  public func flagged(_ flag: String) -> GoalReport {
    var report = self
    report.figure = figure?.flagged(flag)
    report.baseline = baseline?.flagged(flag)
    report.beside = beside.map { $0.flagged(flag) }
    return report
  }
}

extension IndicatorFigure {
  /// The same figure with one more flag.
  public func flagged(_ flag: String) -> IndicatorFigure {
    var figure = self
    figure.flags = (flags + [flag]).sorted()
    return figure
  }
}
