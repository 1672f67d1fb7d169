public import Procedures

extension Tier {
  /// The name of the tier for people: `Cấp tỉnh`, `Province`.
  public func label(_ language: Language) -> String {
    switch (self, language) {
    case (.province, .vi): "Cấp tỉnh"
    case (.district, .vi): "Cấp huyện"
    case (.commune, .vi): "Cấp xã"
    case (.vertical, .vi): "Ngành dọc"
    case (.province, .en): "Province"
    case (.district, .en): "District"
    case (.commune, .en): "Commune"
    case (.vertical, .en): "Vertical bodies"
    }
  }
}

extension LevelKey {
  /// The name of the level for people: `Toàn trình`, `Full`.
  public func label(_ language: Language) -> String {
    switch (self, language) {
    case (.full, .vi): "Toàn trình"
    case (.partial, .vi): "Một phần"
    case (.info, .vi): "Cung cấp thông tin"
    case (.none, .vi): "Chưa trực tuyến"
    case (.unknown, .vi): "Chưa rõ mức độ"
    case (.full, .en): "Full"
    case (.partial, .en): "Partial"
    case (.info, .en): "Information only"
    case (.none, .en): "Not online"
    case (.unknown, .en): "Unknown level"
    }
  }

  /// The keys from the highest level down, unknown last: the order of a split by level.
  static let descending: [LevelKey] = [.full, .partial, .info, .none, .unknown]
}

extension Dimension {
  /// The key that stands for "no source says it", where rows of the dimension can lack a value:
  /// an agency without tier, a procedure without field, an offering without a known level.
  public static let unknownKey = "unknown"
}
