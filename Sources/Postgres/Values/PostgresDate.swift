/// A `date`: a day, or a boundless past or future.
public struct PostgresDate: Hashable, Sendable, Comparable {
  /// Days since 1 January 2000, negative before; the extremes are the infinities.
  public let daysSince2000: Int32

  /// The day so many days after 1 January 2000.
  public init(daysSince2000: Int32) { self.daysSince2000 = daysSince2000 }

  /// `infinity`: later than every day.
  public static let infinity = PostgresDate(daysSince2000: .max)
  /// `-infinity`: earlier than every day.
  public static let negativeInfinity = PostgresDate(daysSince2000: .min)

  /// Earlier days are less.
  public static func < (left: PostgresDate, right: PostgresDate) -> Bool {
    left.daysSince2000 < right.daysSince2000
  }
}
