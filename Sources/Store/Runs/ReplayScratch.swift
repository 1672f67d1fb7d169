import Postgres

/// Where the statements of a replay find their tables: all name tables without a schema, so that
/// the search path decides, for one transaction at a time.
enum ReplayScratch {
  /// The real tables, also where temporary ones bear the same names.
  static var lookUpReal: Statement {
    let statement: Statement = "SELECT set_config('search_path', 'public, pg_temp', true)"
    return statement.labelled("store.replay.lookUpReal")
  }

  /// Nothing but the temporary tables: what is not there must fail and never reach a real table.
  static var lookUpScratch: Statement {
    let statement: Statement = "SELECT set_config('search_path', 'pg_temp', true)"
    return statement.labelled("store.replay.lookUpScratch")
  }

  /// While the tables are made: functions are never looked up in `pg_temp`, so that triggers take
  /// those of the real schema, whose names of tables lead to the temporary ones.
  static var lookUpScratchAndReal: Statement {
    let statement: Statement = "SELECT set_config('search_path', 'pg_temp, public', true)"
    return statement.labelled("store.replay.lookUpScratchAndReal")
  }

  /// What stood before the first run. Sources keep their numbers, by which the first is believed.
  static func copyBeginnings(authority: Int64) -> [Statement] {
    let authorities: Statement = """
      INSERT INTO pg_temp.authority (authority_id, code, created_at)
      OVERRIDING SYSTEM VALUE
      SELECT authority_id, code, created_at
      FROM public.authority
      WHERE authority_id = \(authority)
      """
    let levels: Statement = """
      INSERT INTO pg_temp.online_level (authority_id, level_id, scheme, code, level_key)
      SELECT authority_id, level_id, scheme, code, level_key
      FROM public.online_level
      WHERE authority_id = \(authority)
      """
    let versions: Statement = """
      INSERT INTO pg_temp.data_version (authority_id, version, recorded_at)
      SELECT authority_id, version, recorded_at
      FROM public.data_version
      WHERE authority_id = \(authority) AND version = 0
      """
    let sources: Statement = """
      INSERT INTO pg_temp.source (authority_id, source_id, kind, name, demonstration)
      OVERRIDING SYSTEM VALUE
      SELECT authority_id, source_id, kind, name, demonstration
      FROM public.source
      WHERE authority_id = \(authority)
      """
    return [
      authorities.labelled("store.replay.copyAuthority"),
      levels.labelled("store.replay.copyLevels"),
      versions.labelled("store.replay.copyVersion"),
      sources.labelled("store.replay.copySources"),
    ]
  }

  /// The next run gets this number, so that its claims name it as the recorded ones do.
  static func nextRun(_ run: Int64) -> Statement {
    let statement: Statement =
      "SELECT setval(pg_get_serial_sequence('pg_temp.run', 'run_id'), \(run), false)"
    return statement.labelled("store.replay.nextRun")
  }
}
