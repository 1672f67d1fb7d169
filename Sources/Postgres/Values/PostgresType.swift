/// A data type of the server, by its object identifier.
public struct PostgresType: RawRepresentable, Hashable, Sendable, CustomStringConvertible {
  /// The `oid` in `pg_type`. Those below 10000 are the same on every server.
  public let rawValue: UInt32

  /// A type by its `oid`.
  public init(rawValue: UInt32) { self.rawValue = rawValue }

  /// `boolean`.
  public static let bool = PostgresType(rawValue: 16)
  /// `bytea`.
  public static let bytea = PostgresType(rawValue: 17)
  /// `"char"`, one byte.
  public static let char = PostgresType(rawValue: 18)
  /// `name`, an identifier.
  public static let name = PostgresType(rawValue: 19)
  /// `bigint`.
  public static let int8 = PostgresType(rawValue: 20)
  /// `smallint`.
  public static let int2 = PostgresType(rawValue: 21)
  /// `integer`.
  public static let int4 = PostgresType(rawValue: 23)
  /// `text`.
  public static let text = PostgresType(rawValue: 25)
  /// `oid`.
  public static let oid = PostgresType(rawValue: 26)
  /// `json`.
  public static let json = PostgresType(rawValue: 114)
  /// `real`.
  public static let float4 = PostgresType(rawValue: 700)
  /// `double precision`.
  public static let float8 = PostgresType(rawValue: 701)
  /// The type of a string literal that nothing has given a type.
  public static let unknown = PostgresType(rawValue: 705)
  /// `smallint[]`.
  public static let int2Array = PostgresType(rawValue: 1005)
  /// `integer[]`.
  public static let int4Array = PostgresType(rawValue: 1007)
  /// `text[]`.
  public static let textArray = PostgresType(rawValue: 1009)
  /// `varchar[]`.
  public static let varcharArray = PostgresType(rawValue: 1015)
  /// `bigint[]`.
  public static let int8Array = PostgresType(rawValue: 1016)
  /// `character(n)`.
  public static let bpchar = PostgresType(rawValue: 1042)
  /// `character varying`.
  public static let varchar = PostgresType(rawValue: 1043)
  /// `date`.
  public static let date = PostgresType(rawValue: 1082)
  /// `timestamp without time zone`.
  public static let timestamp = PostgresType(rawValue: 1114)
  /// `timestamp with time zone`.
  public static let timestamptz = PostgresType(rawValue: 1184)
  /// `numeric`.
  public static let numeric = PostgresType(rawValue: 1700)
  /// `uuid`.
  public static let uuid = PostgresType(rawValue: 2950)
  /// `jsonb`.
  public static let jsonb = PostgresType(rawValue: 3802)

  private static let names: [PostgresType: String] = [
    .bool: "boolean", .bytea: "bytea", .char: "\"char\"", .name: "name", .int8: "bigint",
    .int2: "smallint", .int4: "integer", .text: "text", .oid: "oid", .json: "json",
    .float4: "real", .float8: "double precision", .unknown: "unknown",
    .int2Array: "smallint[]", .int4Array: "integer[]", .textArray: "text[]",
    .varcharArray: "varchar[]", .int8Array: "bigint[]", .bpchar: "character",
    .varchar: "character varying", .date: "date", .timestamp: "timestamp without time zone",
    .timestamptz: "timestamp with time zone", .numeric: "numeric", .uuid: "uuid",
    .jsonb: "jsonb",
  ]

  /// The SQL name, or `type 12345` for one that is not listed here.
  public var description: String { Self.names[self] ?? "type \(rawValue)" }
}
