import Postgres
import Procedures

/// Says how old what a source said may be before figures that read it are flagged; without hours
/// it may be of any age.
struct SetMaximumAgeAction: RegisterAction {
  static let name = "set_maximum_age"
  static let register = SourceRegister.registerName

  let kind: String
  let source: String
  let hours: Int?

  var sentence: String {
    guard let hours else { return "Bỏ tuổi tối đa của nguồn \(kind)/\(source)" }
    return "Đặt tuổi tối đa của nguồn \(kind)/\(source): \(hours) giờ"
  }

  func apply(
    in context: RegisterContext, on connection: borrowing PostgresConnection
  ) async throws -> RegisterEffect {
    let authority = context.authority.id
    let id = try await SourceRegister.id(
      kind: kind, name: source, authority: context.authority, on: connection)
    let statement =
      hours.map {
        Self.upsert(
          authority: authority, source: id, hours: Int32(clamping: $0), run: context.run)
      } ?? Self.delete(authority: authority, source: id)
    // The flags of figures move with it.
    return RegisterEffect(rows: try await connection.execute(statement), movesFigures: true)
  }

  /// Writes nothing where the age is the same already.
  static func upsert(authority: Int64, source: Int64, hours: Int32, run: Int64) -> Statement {
    let statement: Statement = """
      INSERT INTO source_age AS old (authority_id, source_id, max_hours, run_id)
      VALUES (\(authority), \(source), \(hours), \(run))
      ON CONFLICT (authority_id, source_id) DO UPDATE
      SET max_hours = EXCLUDED.max_hours, run_id = EXCLUDED.run_id
      WHERE old.max_hours <> EXCLUDED.max_hours
      """
    return statement.labelled("store.sources.setMaximumAge")
  }

  static func delete(authority: Int64, source: Int64) -> Statement {
    let statement: Statement = """
      DELETE FROM source_age
      WHERE authority_id = \(authority) AND source_id = \(source)
      """
    return statement.labelled("store.sources.clearMaximumAge")
  }
}

extension SourceRegister {
  /// The hours that a source can be given, up to ten years of 8760 hours.
  public static let maximumAges = 1...87_600

  /// Says after how many hours without a run that was applied or skipped a source counts as stale;
  /// nil for never. Throws `badRequest` for a source that does not exist and for hours out of range.
  public func setMaximumAge(
    kind: String, source: String, hours: Int?, _ request: RegisterRequest
  ) async throws -> RegisterOutcome {
    if let hours, !Self.maximumAges.contains(hours) {
      throw StoreError(
        .badRequest,
        """
        set the maximum age of source \(source): \(hours) hours are out of range; give \
        \(Self.maximumAges.lowerBound) to \(Self.maximumAges.upperBound), or clear it
        """)
    }
    return try await perform(
      SetMaximumAgeAction(kind: kind, source: source, hours: hours), request)
  }
}
