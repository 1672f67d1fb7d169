/// What a path names does not exist.
public struct NotFound: Error, Sendable, Hashable, CustomStringConvertible {
  /// A kind of thing that paths name.
  public enum Kind: String, Sendable, Hashable {
    /// Anything that a source said of a procedure.
    case history = "history of procedure"
    /// An index of scores.
    case index
    /// A procedure.
    case procedure
    /// A run.
    case run
  }

  /// What was looked for.
  public let kind: Kind
  /// The name under which it was looked for.
  public let name: String
  /// What there is instead: codes that have its place, or all ids.
  public let instead: [String]

  /// Something that does not exist, with what there is instead.
  public init(_ kind: Kind, _ name: String, instead: [String] = []) {
    self.kind = kind
    self.name = name
    self.instead = instead
  }

  /// What was looked for.
  public var description: String { "there is no \(kind.rawValue) \(name)" }
}

/// A cursor that is none, or belongs to another question or to other data.
public struct BadCursor: Error, Sendable, CustomStringConvertible {
  /// What is wrong with it.
  public let description: String

  /// A cursor that cannot be used.
  public init(_ description: String) { self.description = description }
}
