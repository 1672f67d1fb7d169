/// Sums of events as the store reads them: one row for each combination of the keys that a
/// question needs.
public struct EventRows: Sendable {
  /// Stands for an agency or procedure that nobody named, or that the question does not need.
  public static let nowhere: Int32 = -1

  /// Which figures a row belongs to.
  public enum Use: UInt8, Sendable {
    /// The figure and the part of time.
    case both
    /// The figure only.
    case whole
    /// The part of time only.
    case part
  }

  /// What the values of a row are, in their order.
  public let measures: [EventMeasure]
  private(set) var agency: [Int32] = []
  private(set) var procedure: [Int32] = []
  private(set) var channel: [Int16] = []
  private(set) var part: [Int32] = []
  private(set) var use: [Use] = []
  private(set) var values: [Int] = []

  /// No rows yet.
  public init(measures: [EventMeasure]) { self.measures = measures }

  /// Number of rows.
  public var count: Int { agency.count }

  /// Adds a row. `agency` and `procedure` are positions in the snapshot, or ``nowhere``; `channel`
  /// is 0 where unknown or not needed; `part` is the position among the window's parts, or -1.
  /// There are as many values as measures; negative ones take back what other rows say.
  public mutating func append(
    agency: Int32, procedure: Int32, channel: Int16, part: Int32, use: Use = .both, values: [Int]
  ) {
    precondition(values.count == measures.count, "a row of events has a value for each measure")
    self.agency.append(agency)
    self.procedure.append(procedure)
    self.channel.append(channel)
    self.part.append(part)
    self.use.append(use)
    self.values.append(contentsOf: values)
  }
}

/// A quarantined row of a source of events.
public struct HeldEvent: Sendable, Hashable {
  /// Where it could belong.
  public let scope: HeldRowScope
  /// The days that could be read; nil where it could be of any day.
  public let days: ClosedRange<Int32>?

  /// A quarantined row; the days are counted from 1 January 2000.
  public init(scope: HeldRowScope, days: ClosedRange<Int32>?) {
    self.scope = scope
    self.days = days
  }

  /// Whether it could be of one of these days.
  public func touches(_ first: Int32, _ last: Int32) -> Bool {
    days.map { $0.lowerBound <= last && $0.upperBound >= first } ?? true
  }
}
