/// The key of a dossier's channel in splits and filters. The raw values are those of
/// `DossierChannel`, 0 where nobody said.
public enum ChannelKey: Int16, Sendable, Hashable, CaseIterable {
  /// Nobody said.
  case unknown = 0
  /// Trực tiếp: at the counter.
  case direct = 1
  /// Trực tuyến.
  case online = 2
  /// Bưu chính công ích: by post.
  case post = 3

  /// The key as figures write it.
  public var key: String {
    switch self {
    case .unknown: Dimension.unknownKey
    case .direct: "direct"
    case .online: "online"
    case .post: "post"
    }
  }

  /// Reads a key or the national code 1, 2, 3; nil for anything else.
  public init?(key: String) {
    let found = Self.allCases.first {
      $0.key == key || ($0 != .unknown && String($0.rawValue) == key)
    }
    guard let found else { return nil }
    self = found
  }

  /// The name of the channel for people: `Trực tuyến`, `Online`.
  public func label(_ language: Language) -> String {
    switch (self, language) {
    case (.unknown, .vi): "Chưa rõ kênh"
    case (.direct, .vi): "Trực tiếp"
    case (.online, .vi): "Trực tuyến"
    case (.post, .vi): "Bưu chính công ích"
    case (.unknown, .en): "Unknown channel"
    case (.direct, .en): "At the counter"
    case (.online, .en): "Online"
    case (.post, .en): "By post"
    }
  }

  /// The order of a split by channel: unknown last.
  static let ordered: [ChannelKey] = [.direct, .online, .post, .unknown]
}
