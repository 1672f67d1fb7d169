public import Procedures

/// A value with what it was read from.
public struct Dated<Value: Sendable>: Sendable {
  /// The value.
  public let value: Value
  /// The data version that answered; nil for what belongs to none.
  public let dataVersion: Int64?
  /// Seconds since the value was known to be good, where an old one stands in for a database that
  /// is gone; its figures then carry the flag `stale`. Nil for a fresh one.
  public let ageSeconds: Int?
  /// Until when it holds though no run ends; nil for always. An instant that has passed says that
  /// it must not be kept.
  public let goodUntil: Instant?

  /// A value; fresh and good for always unless said otherwise.
  public init(
    _ value: Value, dataVersion: Int64?, ageSeconds: Int? = nil, goodUntil: Instant? = nil
  ) {
    self.value = value
    self.dataVersion = dataVersion
    self.ageSeconds = ageSeconds
    self.goodUntil = goodUntil
  }
}

/// A part of a list that was read from one state of the records.
public struct Listed<Record: Sendable>: Sendable {
  /// The records of this page.
  public let records: [Record]
  /// How many there are on all pages.
  public let total: Int
  /// The day whose state is listed.
  public let validOn: CalendarDay
  /// Until when knowledge was taken into account: by it the next page lists the same.
  public let knownOn: Instant

  /// A part of a list.
  public init(_ records: [Record], total: Int, validOn: CalendarDay, knownOn: Instant) {
    self.records = records
    self.total = total
    self.validOn = validOn
    self.knownOn = knownOn
  }
}
