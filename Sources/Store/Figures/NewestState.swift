public import Procedures

/// The newest state of the records when it was read. Questions that are asked of one such state are
/// answered by the same records, whatever is recorded meanwhile.
public struct NewestState: Sendable, Hashable {
  /// The newest data version.
  public let version: DataVersion
  /// How old the sources were: figures of the newest state say where one is stale.
  let ages: SourceAges

  /// By what was known at this instant is asked what belongs to the state.
  public var known: Instant { version.recordedAt }
}
