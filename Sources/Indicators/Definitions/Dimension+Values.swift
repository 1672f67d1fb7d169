extension Dimension {
  /// Refuses a value that no records can have: a tier, level or channel that there is not, a month,
  /// quarter or year that is not written as one. Agencies, fields and procedures are what the
  /// records say, so that any text passes. A question whose filters are evaluated does this anyway;
  /// one of several parts, none of which may have the dimension, does not. Throws `unknown_value`
  /// or `invalid_period`.
  public func check(_ value: String) throws(IndicatorError) {
    switch self {
    case .tier: _ = try CatalogScope.tier(value)
    case .level: _ = try CatalogScope.level(value)
    case .channel: _ = try EventSnapshot.channel(value)
    case .month, .quarter, .year: _ = try EventWindow.part(value, self, .civil)
    case .agency, .field, .procedure: break
    }
  }
}
