/// A weighted index (bộ chỉ số): groups of items that give points for shares.
public struct ScoreIndex: Hashable, Sendable {
  /// What an item gives where its denominator is 0.
  public enum ZeroRule: String, Hashable, Sendable, CaseIterable {
    /// No points.
    case zero
    /// All points.
    case full
    /// No answer: as if there were no facts.
    case null
  }

  /// One share that gives points: `most × min(1, share ÷ full)`.
  public struct Item: Hashable, Sendable {
    /// Number in the index: `3.1`.
    public let id: String
    /// Code in the national interface; nil where it has none.
    public let code: String?
    /// The indicator of this program that measures it; nil where none does.
    public let indicator: String?
    /// Further names under which its counts are observed.
    public let aliases: [String]
    /// Name, Vietnamese.
    public let labelVi: String
    /// Name, English.
    public let labelEn: String
    /// The most that it gives.
    public let most: ScorePoints
    /// The share from which on it gives all.
    public let fullFrom: PercentTarget
    /// What it gives where its denominator is 0.
    public let zero: ZeroRule
    /// Whether it is shown and gives no points.
    public let isInformational: Bool

    /// An item; `fullFrom` is above 0.
    public init(
      id: String, code: String? = nil, indicator: String? = nil, aliases: [String] = [],
      labelVi: String, labelEn: String, most: ScorePoints, fullFrom: PercentTarget = .whole,
      zero: ZeroRule = .zero, isInformational: Bool = false
    ) {
      precondition(fullFrom.digits > 0, "a share of nothing cannot give all points")
      self.id = id
      self.code = code
      self.indicator = indicator
      self.aliases = aliases
      self.labelVi = labelVi
      self.labelEn = labelEn
      self.most = most
      self.fullFrom = fullFrom
      self.zero = zero
      self.isInformational = isInformational
    }

    /// All names under which its counts are observed, the first one that is found counts.
    public var names: [String] {
      [indicator, code].compactMap(\.self) + aliases + [id]
    }

    /// The name.
    public func label(_ language: Language) -> String { language == .vi ? labelVi : labelEn }
  }

  /// A group of items.
  public struct Group: Hashable, Sendable {
    /// Public id: `transparency`.
    public let id: String
    /// Name, Vietnamese.
    public let labelVi: String
    /// Name, English.
    public let labelEn: String
    /// Its items.
    public let items: [Item]

    /// A group.
    public init(id: String, labelVi: String, labelEn: String, items: [Item]) {
      self.id = id
      self.labelVi = labelVi
      self.labelEn = labelEn
      self.items = items
    }

    /// The most that it gives.
    public var most: ScorePoints {
      items.filter { !$0.isInformational }.reduce(.zero) { $0 + $1.most }
    }

    /// The name.
    public func label(_ language: Language) -> String { language == .vi ? labelVi : labelEn }
  }

  /// A class that totals fall into.
  public struct Class: Hashable, Sendable {
    /// Public id: `excellent`.
    public let id: String
    /// Name, Vietnamese.
    public let labelVi: String
    /// Name, English.
    public let labelEn: String
    /// The total from which on it holds.
    public let from: ScorePoints

    /// A class.
    public init(id: String, labelVi: String, labelEn: String, from: ScorePoints) {
      self.id = id
      self.labelVi = labelVi
      self.labelEn = labelEn
      self.from = from
    }

    /// The name.
    public func label(_ language: Language) -> String { language == .vi ? labelVi : labelEn }
  }

  /// Public id: `qd-766`.
  public let id: String
  /// Name, Vietnamese.
  public let titleVi: String
  /// Name, English.
  public let titleEn: String
  /// The decision and the edition of its formulas.
  public let source: String
  /// Its groups.
  public let groups: [Group]
  /// Its classes, the highest first; the last one begins at 0.
  public let classes: [Class]

  /// An index of parts that fit together: ids of items and groups are distinct, classes descend
  /// to 0.
  public init(
    id: String, titleVi: String, titleEn: String, source: String, groups: [Group],
    classes: [Class]
  ) {
    let items = groups.flatMap(\.items)
    precondition(
      Set(items.map(\.id)).count == items.count && Set(groups.map(\.id)).count == groups.count
        && classes.last?.from == .zero
        && zip(classes, classes.dropFirst()).allSatisfy { $1.from < $0.from },
      "the parts of an index contradict each other")
    self.id = id
    self.titleVi = titleVi
    self.titleEn = titleEn
    self.source = source
    self.groups = groups
    self.classes = classes
  }

  /// The most that it gives.
  public var most: ScorePoints { groups.reduce(.zero) { $0 + $1.most } }

  /// The name.
  public func title(_ language: Language) -> String { language == .vi ? titleVi : titleEn }

  /// The class of a total.
  public func `class`(of total: ScorePoints) -> Class? { classes.first { $0.from <= total } }
}
