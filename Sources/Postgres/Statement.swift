/// One SQL statement: a literal whose interpolated values become parameters.
///
/// ```swift
/// let statement: Statement = "SELECT name FROM agency WHERE code = \(code)"
/// ```
///
/// sends `SELECT name FROM agency WHERE code = $1`. The text consists of literals of the program
/// and of nothing else: a `String` is always a value. Interpolating a statement inlines its text
/// and renumbers its parameters.
public struct Statement: Sendable, ExpressibleByStringInterpolation {
  /// A value and the type under which it goes.
  struct Parameter: Sendable {
    let type: PostgresType
    let bytes: [UInt8]?
  }

  /// One more than there are parameters: what stands before, between and behind them.
  private var pieces: [String]
  private(set) var parameters: [Parameter]
  private var name: StaticString?

  /// A statement without values.
  public init(stringLiteral value: StaticString) {
    pieces = [value.description]
    parameters = []
  }

  /// A statement with values.
  public init(stringInterpolation: StringInterpolation) {
    pieces = stringInterpolation.pieces
    parameters = stringInterpolation.parameters
  }

  /// The same statement with a name under which it appears in errors, such as
  /// `store.agencies.current`.
  public func labelled(_ label: StaticString) -> Statement {
    var copy = self
    copy.name = label
    return copy
  }

  /// The SQL text, with `$1`, `$2` … where values stood. Costs a copy.
  public var text: String {
    var text = pieces.first ?? ""
    for (index, piece) in pieces.dropFirst().enumerated() {
      text += "$\(index + 1)"
      text += piece
    }
    return text
  }

  /// The text and the label alone.
  var withoutValues: Statement {
    var copy = self
    copy.parameters = []
    return copy
  }

  /// The name under which the statement appears in errors.
  public var label: String? { name?.description }

  /// Collects what the compiler makes of the literal. Its literal parts are `StaticString`, so
  /// that no text from outside can become SQL.
  public struct StringInterpolation: StringInterpolationProtocol, Sendable {
    fileprivate var pieces: [String] = [""]
    fileprivate var parameters: [Parameter] = []

    /// Called by the compiler.
    public init(literalCapacity: Int, interpolationCount: Int) {
      pieces.reserveCapacity(interpolationCount + 1)
      parameters.reserveCapacity(interpolationCount)
    }

    /// SQL text of the literal.
    public mutating func appendLiteral(_ literal: StaticString) {
      pieces[pieces.count - 1] += literal.description
    }

    /// A value: becomes the next parameter.
    public mutating func appendInterpolation<Value: PostgresEncodable>(_ value: Value) {
      parameters.append(Parameter(type: Value.postgresType, bytes: value.postgresBytes()))
      pieces.append("")
    }

    /// A value that may be missing: nil becomes NULL.
    public mutating func appendInterpolation<Value: PostgresEncodable>(_ value: Value?) {
      parameters.append(Parameter(type: Value.postgresType, bytes: value?.postgresBytes()))
      pieces.append("")
    }

    /// A part of a statement: its text is inlined, its parameters are renumbered, its label is
    /// dropped.
    public mutating func appendInterpolation(_ statement: Statement) {
      pieces[pieces.count - 1] += statement.pieces.first ?? ""
      pieces += statement.pieces.dropFirst()
      parameters += statement.parameters
    }
  }
}
