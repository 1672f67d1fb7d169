/// A published score beside ours: what differs, and as far as the facts tell, why.
public struct ScoreReconciliation: Hashable, Sendable {
  /// Why two figures of one item differ.
  public enum Cause: String, Hashable, Sendable, CaseIterable {
    /// They are the same.
    case same
    /// One of the two is missing.
    case noData = "no_data"
    /// They are about different days.
    case timing
    /// Rows of ours are held because their codes of procedures or agencies are not known.
    case codes
    /// Unknown and held rows of ours leave room for the published share.
    case undetermined
    /// The other counted dossiers that we do not have.
    case missingDossiers = "missing_dossiers"
    /// The wholes differ.
    case denominator
    /// The wholes are the same, the parts differ.
    case numerator

    /// The cause for people.
    public func label(_ language: Language) -> String {
      switch (self, language) {
      case (.same, .vi): "khớp"
      case (.noData, .vi): "thiếu một bên"
      case (.timing, .vi): "khác kỳ"
      case (.codes, .vi): "mã chưa khớp"
      case (.undetermined, .vi): "dòng chưa rõ"
      case (.missingDossiers, .vi): "thiếu hồ sơ"
      case (.denominator, .vi): "khác mẫu số"
      case (.numerator, .vi): "khác tử số"
      case (.same, .en): "same"
      case (.noData, .en): "one is missing"
      case (.timing, .en): "other period"
      case (.codes, .en): "codes not matched"
      case (.undetermined, .en): "unknown rows"
      case (.missingDossiers, .en): "missing dossiers"
      case (.denominator, .en): "other denominator"
      case (.numerator, .en): "other numerator"
      }
    }
  }

  /// What is known about our side beside the counts.
  public struct Circumstances: Hashable, Sendable {
    /// Our period, as it is written.
    public var period: String?
    /// The period of the published figure, as it is written.
    public var publishedPeriod: String?
    /// Rows of ours that are held because a code is not known.
    public var heldByCode: Int
    /// Whether the whole counts dossiers.
    public var countsDossiers: Bool

    /// Circumstances of one item.
    public init(
      period: String? = nil, publishedPeriod: String? = nil, heldByCode: Int = 0,
      countsDossiers: Bool = false
    ) {
      self.period = period
      self.publishedPeriod = publishedPeriod
      self.heldByCode = heldByCode
      self.countsDossiers = countsDossiers
    }
  }

  /// One item.
  public struct Line: Hashable, Sendable {
    /// The item.
    public let item: ScoreIndex.Item
    /// Our counts.
    public let ours: ScoreFact?
    /// The published counts.
    public let published: ScoreFact?
    /// What our counts give.
    public let points: ScorePoints?
    /// What the published counts give.
    public let publishedPoints: ScorePoints?
    /// Why they differ, the first the most telling; never empty.
    public let causes: [Cause]
  }

  /// A published sum beside ours and beside the one that its own counts give.
  public struct Sum: Hashable, Sendable {
    /// The group; nil for the total.
    public let group: String?
    /// By our facts.
    public let ours: ScorePoints?
    /// By the published counts.
    public let recomputed: ScorePoints?
    /// As it was published, exact decimal text.
    public let published: String?
  }

  /// All items that are not for information only.
  public let lines: [Line]
  /// The groups, and at last the total.
  public let sums: [Sum]

  /// Puts a score by our facts beside one by published counts. `publishedPoints` holds published
  /// sums by the id of the group, and by that of the index for the total; `circumstances` is by
  /// the id of the item.
  public init(
    ours: Score, published: Score, publishedPoints: [String: String],
    circumstances: [String: Circumstances]
  ) {
    let others = Dictionary(
      published.groups.flatMap(\.items).map { ($0.item.id, $0) },
      uniquingKeysWith: { one, _ in one })
    lines = ours.groups.flatMap(\.items).filter { !$0.item.isInformational }.map { item in
      let other = others[item.item.id]
      return Line(
        item: item.item, ours: item.fact, published: other?.fact, points: item.points,
        publishedPoints: other?.points,
        causes: Self.causes(
          item.fact, other?.fact, circumstances[item.item.id] ?? Circumstances()))
    }
    let groups = ours.groups.map { group in
      Sum(
        group: group.group.id, ours: group.points,
        recomputed: published.groups.first { $0.group.id == group.group.id }?.points,
        published: publishedPoints[group.group.id])
    }
    sums =
      groups + [
        Sum(
          group: nil, ours: ours.total, recomputed: published.total,
          published: publishedPoints[ours.index.id])
      ]
  }

  static func causes(
    _ ours: ScoreFact?, _ published: ScoreFact?, _ circumstances: Circumstances
  ) -> [Cause] {
    guard let ours, let published else { return [.noData] }
    if ours.numerator == published.numerator, ours.denominator == published.denominator {
      return [.same]
    }
    var causes: [Cause] = []
    if let period = circumstances.period, let other = circumstances.publishedPeriod,
      period != other
    {
      causes.append(.timing)
    }
    if circumstances.heldByCode > 0 { causes.append(.codes) }
    if ours.unknown + ours.held > 0, ours.admits(published) { causes.append(.undetermined) }
    if ours.denominator != published.denominator {
      causes.append(
        circumstances.countsDossiers && ours.denominator < published.denominator
          ? .missingDossiers : .denominator)
    } else {
      causes.append(.numerator)
    }
    return causes
  }
}

extension ScoreFact {
  /// Whether the other's share lies within the bounds that unknown and held rows leave.
  func admits(_ other: ScoreFact) -> Bool {
    guard numerator <= denominator,
      let share = Fraction(min(other.numerator, other.denominator), of: other.denominator)
    else { return false }
    let tally = Tally(
      numerator: numerator, denominator: denominator, unknown: unknown, held: held, excluded: 0,
      inScope: denominator + unknown)
    guard let low = tally.lowShare, let high = tally.highShare else { return false }
    return low <= share && share <= high
  }
}
