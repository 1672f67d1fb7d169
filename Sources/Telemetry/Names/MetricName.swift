/// Every metric that the program itself exposes. Each name ends in its unit; those of events, in
/// `_total`.
public enum MetricName: String, Sendable, Hashable, CaseIterable {
  case requests = "motcua_http_requests_total"
  case requestDuration = "motcua_http_request_duration_seconds"
  case answersKept = "motcua_http_answers_kept"
  case answersKeptBytes = "motcua_http_answers_kept_bytes"
  case eventListeners = "motcua_http_event_listeners"
  case databaseUp = "motcua_database_up"
  case watchReconnects = "motcua_watch_reconnects_total"
  case poolConnectionsInUse = "motcua_pool_connections_in_use"
  case figuresComplete = "motcua_figures_complete"
  case runs = "motcua_runs_total"
  case dataVersion = "motcua_data_version"
  case sourceAge = "motcua_source_age_seconds"
  case sourceStale = "motcua_source_stale"
  case goalState = "motcua_goal_state"
  case indicatorNumerator = "motcua_indicator_numerator"
  case indicatorDenominator = "motcua_indicator_denominator"
  case indicatorUnknown = "motcua_indicator_unknown"
  case indicatorHeld = "motcua_indicator_held"
  case indicatorExcluded = "motcua_indicator_excluded"
  case indicatorRatio = "motcua_indicator_ratio"
  case indicatorLow = "motcua_indicator_low"
  case indicatorHigh = "motcua_indicator_high"
  case metricsRefused = "motcua_metrics_refused_total"
  case processCPU = "process_cpu_seconds_total"
  case processResidentMemory = "process_resident_memory_bytes"
  case processOpenFiles = "process_open_fds"
  case processMaximumFiles = "process_max_fds"
  case processStartTime = "process_start_time_seconds"

  /// How its samples are to be read.
  public var kind: MetricKind {
    switch self {
    case .requests, .runs, .watchReconnects, .metricsRefused, .processCPU: .counter
    case .requestDuration: .histogram
    default: .gauge
    }
  }

  /// One sentence for who looks at the metric.
  public var help: String {
    switch self {
    case .requests: "Requests answered, by route, class of status, and the way they took."
    case .requestDuration: "Time from a request's head to its answer's head, ordinary way only."
    case .answersKept: "Finished answers kept in memory."
    case .answersKeptBytes: "Bytes of the finished answers kept in memory."
    case .eventListeners: "Open streams of /v1/events."
    case .databaseUp: "1 where the database answered this scrape, else 0."
    case .watchReconnects: "How often the watch over the data version connected again."
    case .poolConnectionsInUse: "Connections lent by the pool at this moment."
    case .figuresComplete: "1 where all headline figures are of one data version, else 0."
    case .runs: "Runs in the book, by kind and by how they ended."
    case .dataVersion: "Newest data version."
    case .sourceAge: "Seconds since a source was last known to say what is on record."
    case .sourceStale: "1 where a source is older than its maximum age, else 0."
    case .goalState: "1 for the state that a goal is in."
    case .indicatorNumerator: "Numerator of an indicator for the whole authority."
    case .indicatorDenominator: "Denominator of an indicator for the whole authority."
    case .indicatorUnknown: "Rows that could belong but for an unknown attribute."
    case .indicatorHeld: "Quarantined rows that could belong."
    case .indicatorExcluded: "Rows taken out by the register of exclusions."
    case .indicatorRatio: "Numerator by denominator; no sample where the denominator is 0."
    case .indicatorLow: "Lower bound of the ratio; no sample where there is none."
    case .indicatorHigh: "Upper bound of the ratio; no sample where there is none."
    case .metricsRefused: "Series refused because a metric had too many, or two meanings."
    case .processCPU: "Processor time spent, user and system."
    case .processResidentMemory: "Resident memory."
    case .processOpenFiles: "Open file descriptors."
    case .processMaximumFiles: "Most file descriptors that may be open."
    case .processStartTime: "When the process began, in seconds since 1970."
    }
  }
}

/// Every label of the program's own metrics. The values of each are bounded: ids of routes,
/// indicators, plans and goals, words of small lists, names of registered sources.
public enum MetricLabel: String, Sendable, Hashable, CaseIterable {
  case clause
  case count
  case goal
  case indicator
  case kind
  case plan
  case route
  case source
  case state
  case status
  case version
  case way
}
