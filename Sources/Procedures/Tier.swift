/// The tier of government an agency stands on (cấp hành chính).
public enum Tier: String, Sendable, Hashable, CaseIterable {
  /// Cấp tỉnh: the People's Committee of the province, its departments and their units.
  case province
  /// Cấp huyện; abolished on 1 July 2025, kept for dates before.
  case district
  /// Cấp xã: communes, wards, special zones and their units.
  case commune
  /// Ngành dọc: bodies of ministries that work inside the province.
  case vertical
}
