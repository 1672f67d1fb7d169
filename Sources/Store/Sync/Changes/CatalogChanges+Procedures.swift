import Postgres
import Procedures

extension CatalogChanges {
  /// What differs in what is said of procedures themselves. The rule is that of ``ProcedurePlan``,
  /// before anything is written: fields are compared by their folded names, since a new one has no
  /// number yet.
  static func addProcedures(authority: Int64, source: Int64, isPartial: Bool) -> Statement {
    let statement: Statement = """
      INSERT INTO plan_change (
        kind, subject, code, agency_code, service_code, attribute, old_value, new_value,
        row_number)
      SELECT change.kind, 'procedure', wanted.code, NULL, '', change.attribute, change.old_value,
        change.new_value, file.row_number
      FROM (
        SELECT staged.procedure_ref, staged.procedure_id, staged.code, staged.valid_from,
          staged.declared OR (\(isPartial) AND COALESCE(old.declared, false)) AS declared,
          COALESCE(staged.name, old.name) AS name,
          CASE WHEN staged.field_unknown THEN 'unknown'
            WHEN staged.field_key IS NULL
              THEN CASE WHEN old.field_unknown THEN 'unknown' ELSE old_field.name END
            ELSE COALESCE(field.name, staged.field_name) END AS field_name,
          CASE WHEN staged.field_unknown THEN ''
            WHEN staged.field_key IS NULL
              THEN CASE WHEN old.field_unknown THEN '' ELSE old_field.match_key END
            ELSE staged.field_key END AS field_key,
          COALESCE(staged.tiers, old.tiers) AS tiers,
          COALESCE(staged.is_internal, old.is_internal) AS is_internal,
          old.procedure_id IS NOT NULL AS is_old, old.valid_from AS old_from,
          old.valid_to AS old_to, old.declared AS old_declared, old.name AS old_name,
          CASE WHEN old.field_unknown THEN 'unknown' ELSE old_field.name END AS old_field_name,
          CASE WHEN old.field_unknown THEN '' ELSE old_field.match_key END AS old_field_key,
          old.tiers AS old_tiers, old.is_internal AS old_internal,
          COALESCE(staged.replaces, old.replaces) AS replaces, old.replaces AS old_replaces
        FROM stage_procedure AS staged
        LEFT JOIN field
          ON field.authority_id = \(authority) AND field.match_key = staged.field_key
        LEFT JOIN LATERAL (
          SELECT said.*
          FROM procedure_claim AS said
          WHERE said.authority_id = \(authority)
            AND said.source_id = \(source)
            AND said.procedure_id = staged.procedure_id
            AND said.valid_to > staged.valid_from
          ORDER BY said.valid_from
          LIMIT 1
        ) AS old ON true
        LEFT JOIN field AS old_field
          ON old_field.authority_id = \(authority) AND old_field.field_id = old.field_id
        WHERE staged.valid_from IS NOT NULL
      ) AS wanted
      LEFT JOIN (
        SELECT procedure_ref, min(row_number) AS row_number
        FROM stage_offering
        WHERE state = 0
        GROUP BY procedure_ref
      ) AS file USING (procedure_ref)
      CROSS JOIN LATERAL (VALUES
        (NOT wanted.is_old,
          CASE WHEN EXISTS (
              SELECT
              FROM procedure_claim AS said
              WHERE said.authority_id = \(authority)
                AND said.source_id = \(source)
                AND said.procedure_id = wanted.procedure_id)
            OR EXISTS (
              SELECT
              FROM procedure_claim_past AS said
              WHERE said.authority_id = \(authority)
                AND said.source_id = \(source)
                AND said.procedure_id = wanted.procedure_id)
            THEN 'returned' ELSE 'new' END,
          NULL, NULL,
          concat_ws('; ', 'name=' || wanted.name, 'field=' || wanted.field_name,
            'tier=' || wanted.tiers,
            'type=' || (ARRAY['public', 'internal', 'unknown'])[wanted.is_internal + 1],
            'declared=' || CASE WHEN wanted.declared THEN 'yes' ELSE 'no' END,
            'replaces=' || array_to_string(wanted.replaces, ','),
            'valid_from=' || wanted.valid_from)),
        (wanted.is_old AND wanted.old_from > wanted.valid_from, 'changed', 'valid_from',
          wanted.old_from::text, wanted.valid_from::text),
        (wanted.is_old AND wanted.old_to <> 'infinity', 'changed', 'valid_to',
          wanted.old_to::text, NULL),
        (wanted.is_old AND wanted.old_declared <> wanted.declared, 'changed', 'declared',
          CASE WHEN wanted.old_declared THEN 'yes' ELSE 'no' END,
          CASE WHEN wanted.declared THEN 'yes' ELSE 'no' END),
        (wanted.is_old AND wanted.old_name IS DISTINCT FROM wanted.name,
          CASE WHEN wanted.old_name <> '' AND wanted.name <> '' THEN 'renamed' ELSE 'changed' END,
          'name', CASE wanted.old_name WHEN '' THEN 'unknown' ELSE wanted.old_name END,
          CASE wanted.name WHEN '' THEN 'unknown' ELSE wanted.name END),
        (wanted.is_old AND wanted.old_field_key IS DISTINCT FROM wanted.field_key, 'changed',
          'field', wanted.old_field_name, wanted.field_name),
        (wanted.is_old AND wanted.old_tiers IS DISTINCT FROM wanted.tiers, 'changed', 'tier',
          CASE wanted.old_tiers WHEN '' THEN 'unknown' ELSE wanted.old_tiers END,
          CASE wanted.tiers WHEN '' THEN 'unknown' ELSE wanted.tiers END),
        (wanted.is_old AND wanted.old_internal IS DISTINCT FROM wanted.is_internal, 'changed',
          'type', (ARRAY['public', 'internal', 'unknown'])[wanted.old_internal + 1],
          (ARRAY['public', 'internal', 'unknown'])[wanted.is_internal + 1]),
        (wanted.is_old AND wanted.old_replaces IS DISTINCT FROM wanted.replaces, 'changed',
          'replaces', array_to_string(wanted.old_replaces, ','),
          array_to_string(wanted.replaces, ','))
      ) AS change (applies, kind, attribute, old_value, new_value)
      WHERE change.applies
      """
    return statement.labelled("store.changes.addProcedures")
  }

  /// Procedures that the source would not speak of any more: the file does not name them, and no
  /// claim of the source on an offering of theirs stays.
  static func addLeavingProcedures(
    authority: Int64, source: Int64, effective: CalendarDay
  ) -> Statement {
    let day = PostgresDate(daysSince2000: effective.daysSince2000)
    let statement: Statement = """
      INSERT INTO plan_change (
        kind, subject, code, agency_code, service_code, attribute, old_value, new_value,
        row_number)
      SELECT DISTINCT 'withdrawn', 'procedure', procedure.code, NULL, '', NULL, NULL, NULL,
        NULL::bigint
      FROM procedure_claim AS claim
      JOIN procedure USING (authority_id, procedure_id)
      WHERE claim.authority_id = \(authority)
        AND claim.source_id = \(source)
        AND claim.valid_to > \(day)
        AND NOT EXISTS (
          SELECT
          FROM stage_procedure AS staged
          WHERE staged.procedure_id = claim.procedure_id
            AND staged.valid_from IS NOT NULL)
        AND NOT EXISTS (
          SELECT
          FROM offering_claim AS offering
          WHERE offering.authority_id = \(authority)
            AND offering.source_id = \(source)
            AND offering.procedure_id = claim.procedure_id
            AND offering.valid_to > \(day)
            AND NOT EXISTS (
              SELECT
              FROM plan_withdrawal AS gone
              WHERE gone.procedure_id = offering.procedure_id
                AND gone.agency_key = offering.agency_key
                AND gone.service_code = offering.service_code
                AND NOT gone.is_missing))
      """
    return statement.labelled("store.changes.addLeavingProcedures")
  }
}
