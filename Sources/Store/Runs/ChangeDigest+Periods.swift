import Postgres

extension ChangeDigest {
  /// Periods that the run closed or restated with their figures, and figures of closed periods that
  /// it would change.
  static var closedPeriods: Statement {
    """
    SELECT chosen.run_id, 'closed ' || closed.period, ROW('+', \(ClaimLines.closedPeriod))::text
    FROM chosen
    JOIN closed_period AS closed USING (authority_id, run_id)
    UNION ALL
    SELECT chosen.run_id, 'closed ' || closed.period, ROW('-', \(ClaimLines.closedPeriod),
      closed.run_id)::text
    FROM chosen
    JOIN closed_period AS closed
      ON closed.authority_id = chosen.authority_id AND closed.known_to = chosen.known_at
    UNION ALL
    SELECT chosen.run_id, 'closed ' || closed.period, ROW('+', \(ClaimLines.closedFigure))::text
    FROM chosen
    JOIN closed_figure AS closed USING (authority_id, run_id)
    UNION ALL
    SELECT chosen.run_id, 'pending ' || pending.period,
      ROW('+', \(ClaimLines.pendingRestatement))::text
    FROM chosen
    JOIN pending_restatement AS pending USING (authority_id, run_id)
    """
  }
}

extension ClaimLines {
  /// The columns of a closing, without the run and the instants by which it came to be.
  static var closedPeriod: Statement {
    """
    'period', closed.period, closed.calendar, closed.version, closed.reason, closed.entered_by
    """
  }

  /// The columns of a figure of a closing.
  static var closedFigure: Statement {
    """
    'figure', closed.period, closed.calendar, closed.indicator, closed.counted, closed.agency,
      closed.valid_on, closed.definition, closed.numerator, closed.denominator, closed.unknown,
      closed.held, closed.excluded
    """
  }

  /// The columns of a figure that a run would change.
  static var pendingRestatement: Statement {
    """
    'pending', pending.period, pending.calendar, pending.indicator, pending.counted,
      pending.agency, pending.old_counts, pending.new_counts
    """
  }
}
