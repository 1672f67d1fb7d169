/// What an indicator counts over.
public enum IndicatorFact: String, Sendable, Hashable, CaseIterable {
  /// Procedures and offerings in force.
  case catalog
  /// Dossiers.
  case dossiers
  /// Payments.
  case payments
  /// Results in stock.
  case results
  /// Outside figures.
  case observations
  /// Tasks of the plan's annex.
  case tasks

  /// The dimensions by which figures over it are split and filtered, in the order in which they
  /// are listed to people.
  public var dimensions: [Dimension] {
    switch self {
    case .catalog: [.agency, .field, .level, .procedure, .tier]
    case .dossiers: [.agency, .channel, .field, .month, .procedure, .quarter, .tier, .year]
    case .payments: [.agency, .field, .month, .procedure, .quarter, .tier, .year]
    case .results: [.agency, .field, .procedure, .tier]
    case .observations: [.agency]
    case .tasks: []
    }
  }

  /// The command that brings it.
  public var feed: String {
    switch self {
    case .catalog: "motcua sync catalog"
    case .dossiers: "motcua import dossiers"
    case .payments: "motcua import payments"
    case .results: "motcua import results"
    case .observations: "motcua import observations"
    case .tasks: "motcua tasks set"
    }
  }
}
