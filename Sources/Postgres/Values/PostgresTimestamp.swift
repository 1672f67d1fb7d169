/// A `timestamp with time zone`: a moment, or a boundless past or future.
public struct PostgresTimestamp: Hashable, Sendable, Comparable {
  /// Microseconds since 2000-01-01T00:00:00Z, negative before; the extremes are the infinities.
  public let microsecondsSince2000: Int64

  /// The moment so many microseconds after 2000-01-01T00:00:00Z.
  public init(microsecondsSince2000: Int64) {
    self.microsecondsSince2000 = microsecondsSince2000
  }

  /// `infinity`: later than every moment.
  public static let infinity = PostgresTimestamp(microsecondsSince2000: .max)
  /// `-infinity`: earlier than every moment.
  public static let negativeInfinity = PostgresTimestamp(microsecondsSince2000: .min)

  /// Earlier moments are less.
  public static func < (left: PostgresTimestamp, right: PostgresTimestamp) -> Bool {
    left.microsecondsSince2000 < right.microsecondsSince2000
  }
}
