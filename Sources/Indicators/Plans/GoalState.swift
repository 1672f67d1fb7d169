/// Where a goal stands.
public enum GoalState: String, Sendable, Hashable, CaseIterable {
  /// Met, whatever the unknown and held rows turn out to be.
  case met
  /// Not met, whatever the unknown and held rows turn out to be.
  case missed
  /// Unknown or held rows decide.
  case undetermined
  /// There are no facts to judge by.
  case noData = "no_data"
  /// A milestone that is not done and whose deadline has not come.
  case notDue = "not_due"

  /// The state for people: `Đạt`, `Met`.
  public func label(_ language: Language) -> String {
    switch (self, language) {
    case (.met, .vi): "Đạt"
    case (.missed, .vi): "Chưa đạt"
    case (.undetermined, .vi): "Chưa xác định"
    case (.noData, .vi): "Chưa có số liệu"
    case (.notDue, .vi): "Chưa đến hạn"
    case (.met, .en): "Met"
    case (.missed, .en): "Missed"
    case (.undetermined, .en): "Undetermined"
    case (.noData, .en): "No data"
    case (.notDue, .en): "Not due"
    }
  }
}
