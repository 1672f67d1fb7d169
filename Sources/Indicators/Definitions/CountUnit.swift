/// What a figure counts (đơn vị đếm).
public enum CountUnit: String, Sendable, Hashable, CaseIterable {
  /// Distinct procedure codes: the province's way, the default.
  case procedures
  /// Procedure × agency.
  case offerings
  /// Dossiers (hồ sơ).
  case dossiers
  /// Payments (giao dịch).
  case transactions
  /// Results in stock (kết quả giải quyết).
  case results
  /// Answers to a survey, or hundredths of a published percentage.
  case responses
  /// Tasks of the plan (nhiệm vụ).
  case tasks

  /// The units that can be asked for; the others follow from the indicator.
  public static let choices: [CountUnit] = [.procedures, .offerings]
}
