internal import Synchronization

/// What the front has done since the start, to be read by whoever publishes it.
public final class FrontCounts: Sendable {
  /// Why the service closed a connection.
  enum Closing {
    case slow(ConnectionPace.Slowness)
    /// Too many were open.
    case crowded
  }

  private let full = Atomic<Int>(0)
  private let notModified = Atomic<Int>(0)
  private let ordinary = Atomic<Int>(0)
  private let refused = Atomic<Int>(0)
  private let closedSlow = Atomic<Int>(0)
  private let closedUnread = Atomic<Int>(0)
  private let closedResting = Atomic<Int>(0)
  private let closedCrowded = Atomic<Int>(0)

  /// Counts from zero.
  public init() {}

  /// Answers of status 200 given from finished bytes.
  public var answeredFull: Int { full.load(ordering: .relaxed) }
  /// Answers of status 304 given from finished bytes.
  public var answeredNotModified: Int { notModified.load(ordering: .relaxed) }
  /// Requests that took the ordinary way.
  public var passedOn: Int { ordinary.load(ordering: .relaxed) }
  /// Requests refused for their form, before any route.
  public var refusedRequests: Int { refused.load(ordering: .relaxed) }
  /// Connections closed as head or body came too slowly.
  public var slowConnections: Int { closedSlow.load(ordering: .relaxed) }
  /// Connections closed as their answers were not read.
  public var unreadConnections: Int { closedUnread.load(ordering: .relaxed) }
  /// Connections closed after their rest.
  public var restingConnections: Int { closedResting.load(ordering: .relaxed) }
  /// Connections closed to make room for another.
  public var crowdedConnections: Int { closedCrowded.load(ordering: .relaxed) }

  func answered(isFull: Bool) {
    if isFull {
      full.add(1, ordering: .relaxed)
    } else {
      notModified.add(1, ordering: .relaxed)
    }
  }

  func wentOn() { ordinary.add(1, ordering: .relaxed) }

  func refusedOne() { refused.add(1, ordering: .relaxed) }

  func closed(_ closing: Closing) {
    switch closing {
    case .crowded: closedCrowded.add(1, ordering: .relaxed)
    case .slow(.head), .slow(.body): closedSlow.add(1, ordering: .relaxed)
    case .slow(.unread): closedUnread.add(1, ordering: .relaxed)
    case .slow(.resting): closedResting.add(1, ordering: .relaxed)
    case .slow(.lingering): break
    }
  }
}
