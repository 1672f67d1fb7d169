import FoundationEssentials
import Postgres
import Procedures

/// One change of a register that a person keeps: limits and precedence of sources, spellings.
///
/// The action is written down as canonical JSON, which are the source bytes of its run: reading
/// them again and applying them again, in the order of the runs, gives the same registers. An
/// action therefore names things by code and name, never by the database's numbers.
protocol RegisterAction: Codable, Sendable {
  /// What the action is called in its JSON; stable.
  static var name: String { get }
  /// The register, which is the name of the run's source: `sources`, `aliases` …
  static var register: String { get }
  /// One sentence in Vietnamese on what it changes: the run's location in the book of runs.
  var sentence: String { get }

  /// Writes the change. Throws `StoreError.badRequest` where it names what does not exist; what
  /// was written by then must be rolled back.
  func apply(
    in context: RegisterContext, on connection: borrowing PostgresConnection
  ) async throws -> RegisterEffect
}

/// For whom, as part of which run and as known from when an action is applied.
struct RegisterContext: Sendable {
  let authority: Authority
  let run: Int64
  let known: PostgresTimestamp
}

/// What an action did.
struct RegisterEffect: Sendable, Hashable {
  /// Rows written in the registers; 0 says that all was so already.
  var rows = 0
  /// Whether a figure may have another value now, so that the data version has to move.
  var movesFigures = false
}

/// The JSON form of actions.
enum RegisterJSON {
  /// Names the form; another form gets another number.
  static let format = "motcua-register/1"

  private struct Document<Action: Codable>: Codable {
    let action: String
    let content: Action
    let format: String
  }

  private struct Head: Codable {
    let action: String
    let format: String
  }

  /// The canonical bytes: keys in order, no blanks, `/` as it is.
  static func bytes(of action: some RegisterAction) throws -> [UInt8] {
    func encoded<Action: RegisterAction>(_ action: Action) throws -> [UInt8] {
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
      return Array(
        try encoder.encode(
          Document(action: Action.name, content: action, format: format)))
    }
    return try encoded(action)
  }

  /// Reads an action of one of the given kinds. Throws `StoreError.badRequest` for bytes of
  /// another form and for an action that this program does not know.
  static func action(
    _ bytes: [UInt8], among kinds: [any RegisterAction.Type]
  ) throws -> any RegisterAction {
    let decoder = JSONDecoder()
    guard let head = try? decoder.decode(Head.self, from: Data(bytes)), head.format == format
    else {
      throw StoreError(
        .badRequest, "read an action of a register: the bytes are not of the form \(format)")
    }
    guard let kind = kinds.first(where: { $0.name == head.action }) else {
      throw StoreError(
        .badRequest,
        """
        read an action of a register: \(head.action) is not known to this program; use the \
        version that entered it, or a later one
        """)
    }
    func decoded<Action: RegisterAction>(_ kind: Action.Type) throws -> any RegisterAction {
      do {
        return try decoder.decode(Document<Action>.self, from: Data(bytes)).content
      } catch let error as DecodingError {
        throw StoreError(
          .badRequest,
          "read the action \(head.action) of a register: its content is wrong: \(error)")
      }
    }
    return try decoded(kind)
  }
}
