/// Why the store could not do what it was asked.
public struct StoreError: Error, Sendable, Equatable, CustomStringConvertible {
  /// What happened.
  public enum Kind: Sendable, Hashable {
    /// The database's schema is older than the program.
    case schemaOlder
    /// The database's schema is newer than the program, or was changed by hand.
    case schemaNewer
    /// A migration was applied with different text.
    case schemaEdited
    /// The database has no such authority, or a catalog has no agencies to refer to.
    case missing
    /// Another sync of the same authority is at work.
    case busy
    /// The post for which a run was made was given up meanwhile; nothing was written.
    case givenUp
    /// The asker named something that does not exist or does not fit.
    case badRequest
    /// A plan, an index or a list of holidays that is to be imported is not what it has to be.
    case badDocument
    /// The source changed while it was read.
    case sourceChanged
    /// The plan that was to be applied does not hold any more; nothing was written.
    case stalePlan
  }

  /// What happened.
  public let kind: Kind
  /// What was tried, on what, what happened, what to do.
  public let description: String

  /// The same sentence in Vietnamese, of a `badRequest` or `missing` that a question or a post can
  /// meet; nil for what only the command line can meet.
  public let vietnamese: String?

  init(_ kind: Kind, _ description: String, vi vietnamese: String? = nil) {
    self.kind = kind
    self.description = description
    self.vietnamese = vietnamese
  }

  /// Equal means same kind.
  public static func == (left: StoreError, right: StoreError) -> Bool { left.kind == right.kind }
}
