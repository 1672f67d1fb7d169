extension GoalReport {
  /// The same report with one more flag on every figure.
  public func flagged(_ flag: String) -> GoalReport { flagged(flag) { _ in true } }

  /// The same report with one more flag on the figures to which it belongs.
  public func flagged(
    _ flag: String, where belongs: (IndicatorFigure) -> Bool
  ) -> GoalReport {
    func marked(_ figure: IndicatorFigure) -> IndicatorFigure {
      belongs(figure) ? figure.flagged(flag) : figure
    }
    var report = self
    report.figure = figure.map(marked)
    report.baseline = baseline.map(marked)
    report.beside = beside.map(marked)
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
