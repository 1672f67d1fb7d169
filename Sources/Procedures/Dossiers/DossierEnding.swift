/// How a dossier ended; each ending is counted apart.
public enum DossierEnding: Int16, CaseIterable, Sendable, Hashable {
  /// Not ended: statuses 1, 2, 4, 5 and 6.
  case open = 0
  /// Decided: statuses 9 and 10, the only ones that count as resolved.
  case resolved = 1
  /// Taken back by the citizen: status 7.
  case withdrawn = 2
  /// Stopped by the agency: status 8.
  case stopped = 3
  /// Refused at reception: status 3.
  case refused = 4
}
