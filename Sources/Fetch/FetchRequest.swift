/// What to fetch and how: an address alone, or what a fetch profile describes.
///
/// The environment variable `https_proxy` and its relatives are not read: connections go straight
/// to the host. Certificates are always verified; a provincial authority is trusted through
/// ``caFile``.
public struct FetchRequest: Sendable {
  enum Method: String, Sendable {
    case get = "GET"
    case post = "POST"
  }

  /// A header or a query parameter.
  struct Field: Sendable, Hashable {
    let name: String
    let value: Setting
  }

  enum Authentication: Sendable {
    case none
    case bearer(Setting)
    case session(SessionHandshake)
  }

  let address: SourceAddress
  var method: Method = .get
  var query: [Field] = []
  var headers: [Field] = []
  var body: JSONTree?
  var authentication: Authentication = .none
  var paging: Paging = .none

  /// The bounds; an option of the command line may change them.
  public var limits: FetchLimits = .standard
  /// A PEM file with certificates of authorities that are trusted beside the system's own.
  public var caFile: String?

  /// A plain GET of an address. Throws kind `badURL` for anything but an HTTP or HTTPS address
  /// without user name and password.
  public init(url: String) throws(FetchError) {
    address = try SourceAddress(url)
  }

  init(address: SourceAddress) { self.address = address }

  /// The address as it may be shown and stored: what other parameters call the source's name.
  public var name: String { address.shown }
}

/// The session handshake of the national portal's adapter: user name and password are posted as
/// JSON, the answer holds a session, and the body of each request carries it.
struct SessionHandshake: Sendable {
  let address: SourceAddress
  let username: Setting
  let password: Setting
  let headers: [FetchRequest.Field]
  /// Where the session stands in the handshake's answer.
  let sessionAt: JSONPath
  /// Where each answer tells success by 0, as a number or a text; `nil`: it does not.
  let codeAt: JSONPath?
  /// The member of the body that carries the session.
  let field: String
}

/// How a source hands out its rows piece by piece.
enum Paging: Sendable {
  case none
  case numbered(NumberedPages)
  /// The address of the next page stands in the answer; null or nothing at the end. Where the path
  /// is absent from the first page, it is taken as misspelled unless `mayBeAbsent`.
  case next(at: JSONPath, mayBeAbsent: Bool)
  /// The address of the next page stands in a Link header with the relation `next` (RFC 8288).
  case linkHeader
}

/// Pages that are asked for by number.
struct NumberedPages: Sendable {
  enum Place: String, Sendable { case query, body }

  enum Stop: String, Sendable {
    /// At the first page without rows.
    case empty
    /// At the first page with fewer rows than asked for.
    case short
    /// When as many rows have come as the source says that it has.
    case total
  }

  let place: Place
  /// The parameter, or the member of the body, with the number of the page.
  let page: String
  let first: Int
  /// The one with the number of rows asked for, and that number.
  let size: (name: String, rows: Int)?
  let rowsAt: JSONPath
  let totalAt: JSONPath?
  let stop: Stop
}
