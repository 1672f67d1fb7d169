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

  /// What it is called in Vietnamese sentences; in English ones it is the raw value.
  var nameVi: String {
    switch self {
    case .catalog: "danh mục thủ tục"
    case .dossiers: "hồ sơ"
    case .payments: "giao dịch thanh toán"
    case .results: "kết quả giải quyết"
    case .observations: "số liệu của nguồn bên ngoài"
    case .tasks: "nhiệm vụ của kế hoạch"
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
