/// What an instance may do with the answers that it keeps, as of now.
public enum ServingReport: Sendable, Hashable {
  /// It may serve what was made under this state until the instant, and no longer unless it hears
  /// again. The state may be the same as before.
  case granted(ServingState, until: ContinuousClock.Instant)
  /// It may serve nothing from memory and asks the database: a run is about to commit, or the
  /// watch has to begin again, or it has ended.
  case moving
  /// The database cannot be reached: asking it would only cost time. The text is for the log.
  case gone(reason: String)
}
