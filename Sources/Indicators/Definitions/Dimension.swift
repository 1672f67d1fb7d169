/// A property by which figures are split or filtered.
public enum Dimension: String, Sendable, Hashable, CaseIterable {
  /// The agency and everything below it.
  case agency
  /// How a dossier came in: `direct`, `online`, `post`, `unknown`.
  case channel
  /// Field of the procedure (lĩnh vực).
  case field
  /// Online level: `full`, `partial`, `info`, `none`, `unknown`.
  case level
  /// Month of the period: `2023-06`.
  case month
  /// The procedure itself.
  case procedure
  /// Quarter of the period: `2023-Q2`.
  case quarter
  /// Tier of the agency (cấp).
  case tier
  /// Year of the period: `2023`.
  case year

  /// Whether it cuts the period into parts.
  public var isTime: Bool { self == .month || self == .quarter || self == .year }
}
