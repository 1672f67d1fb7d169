/// The class of an online level that figures count by (mức độ cung cấp dịch vụ công trực tuyến).
///
/// Levels themselves are data, each with its scale and its code: the scale changed in 2022 and
/// in 2026. A crosswalk (`Schema/Lists/levels.json`) gives each of them one of these classes.
public enum LevelKey: String, Sendable, Hashable, CaseIterable {
  /// Toàn trình; level 4 of Nghị định 43/2011.
  case full
  /// Một phần; level 3 of Nghị định 43/2011.
  case partial
  /// Information only; levels 1 and 2 of Nghị định 43/2011.
  case info
  /// Known not to be online.
  case none
  /// Not recorded.
  case unknown

  /// Reads a key or its alias on the scale of Nghị định 43/2011: 4, 3, 2, 1.
  public init?(alias: String) {
    switch alias {
    case "4": self = .full
    case "3": self = .partial
    case "2", "1": self = .info
    default: self.init(rawValue: alias)
    }
  }

  /// Order of "higher": full above partial above info above none above unknown.
  public var rank: UInt8 {
    switch self {
    case .full: 4
    case .partial: 3
    case .info: 2
    case .none: 1
    case .unknown: 0
    }
  }
}

/// A level as a source writes it: its scale and its code on that scale, never converted silently.
public struct LevelReference: Hashable, Sendable {
  /// The scale, for example `ND43` (Nghị định 43/2011, levels 1–4) or `ND42` (Nghị định 42/2022).
  public let scheme: String
  /// The code on that scale: `4`, `full` …
  public let code: String

  /// A level by scale and code; whether it exists is decided by the level list.
  public init(scheme: String, code: String) {
    self.scheme = scheme
    self.code = code
  }
}

/// One entry of the level list: a level of a scale and the class that the crosswalk gives it.
public struct OnlineLevel: Hashable, Sendable {
  /// The number under which the database keeps the level; 1 to 255.
  public let id: Int16
  /// Scale and code.
  public let reference: LevelReference
  /// The class figures count by.
  public let key: LevelKey

  /// An entry of the level list.
  public init(id: Int16, reference: LevelReference, key: LevelKey) {
    self.id = id
    self.reference = reference
    self.key = key
  }
}
