-- Keeps the rollups in the statement that writes a fact, whoever writes it, and checks what the
-- fact names once for each statement. A first load disables these triggers in its transaction and
-- calls rollup_build instead.
-- Memoize would remember each dossier and meet none again.
-- Locks: dossier and payment exclusively, briefly.

CREATE FUNCTION rollup_keep() RETURNS trigger LANGUAGE plpgsql
SET enable_memoize = off AS $$
BEGIN
  EXECUTE public.rollup_statement(TG_TABLE_NAME, CASE TG_OP
    WHEN 'INSERT' THEN 'SELECT 1 AS sign, * FROM added'
    WHEN 'DELETE' THEN 'SELECT -1 AS sign, * FROM removed'
    ELSE 'SELECT 1 AS sign, * FROM added UNION ALL SELECT -1, * FROM removed' END);
  RETURN NULL;
END
$$;

CREATE FUNCTION rollup_empty() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_TABLE_NAME = 'dossier' THEN
    TRUNCATE dossier_half, dossier_half_agency, dossier_half_procedure;
  ELSE
    TRUNCATE payment_half;
  END IF;
  RETURN NULL;
END
$$;

-- For a fact whose rollups hold nothing of the authority yet: no row can be there already, and in
-- the order of their keys rows cost an index half as much.
CREATE FUNCTION rollup_build(fact text, authority bigint) RETURNS void LANGUAGE plpgsql
SET enable_memoize = off AS $$
DECLARE
  rollup text;
  sums record;
BEGIN
  EXECUTE 'CREATE TEMPORARY TABLE contributed AS ' || public.rollup_contribution(fact, format(
    'SELECT 1 AS sign, * FROM %I WHERE authority_id = %s', fact, authority));
  FOREACH rollup IN ARRAY CASE fact
    WHEN 'dossier' THEN
      ARRAY['dossier_half', 'dossier_half_agency', 'dossier_half_procedure']
    ELSE ARRAY[fact || '_half'] END
  LOOP
    sums := public.rollup_columns(rollup::regclass, 'sum(%1$I)::%2$s');
    EXECUTE format('INSERT INTO %1$I (%2$s, %3$s) SELECT %2$s, %4$s FROM contributed
      GROUP BY %2$s ORDER BY %2$s', rollup, sums.keys, sums.measures, sums.filled);
  END LOOP;
  DROP TABLE contributed;
END
$$;

CREATE FUNCTION fact_check_keys() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  missing record;
BEGIN
  SELECT written.* INTO missing
  FROM (SELECT DISTINCT authority_id, procedure_id, agency_id, run_id FROM added) AS written
  LEFT JOIN procedure USING (authority_id, procedure_id)
  LEFT JOIN agency USING (authority_id, agency_id)
  LEFT JOIN run USING (authority_id, run_id)
  WHERE (written.procedure_id IS NOT NULL AND procedure.code IS NULL)
    OR (written.agency_id IS NOT NULL AND agency.code IS NULL) OR run.state IS NULL
  LIMIT 1;
  IF FOUND THEN
    RAISE foreign_key_violation USING
      MESSAGE = format('%s names procedure %s, agency %s, run %s, one of which is not there',
        TG_TABLE_NAME, missing.procedure_id, missing.agency_id, missing.run_id),
      CONSTRAINT = TG_TABLE_NAME || '_keys_check', TABLE = TG_TABLE_NAME;
  END IF;
  RETURN NULL;
END
$$;

DO $$
DECLARE
  fact text;
BEGIN
  FOREACH fact IN ARRAY ARRAY['dossier', 'payment'] LOOP
    EXECUTE format('
      CREATE TRIGGER %1$s_inserted AFTER INSERT ON %1$s REFERENCING NEW TABLE AS added
        FOR EACH STATEMENT EXECUTE FUNCTION rollup_keep();
      CREATE TRIGGER %1$s_updated AFTER UPDATE ON %1$s
        REFERENCING NEW TABLE AS added OLD TABLE AS removed
        FOR EACH STATEMENT EXECUTE FUNCTION rollup_keep();
      CREATE TRIGGER %1$s_deleted AFTER DELETE ON %1$s REFERENCING OLD TABLE AS removed
        FOR EACH STATEMENT EXECUTE FUNCTION rollup_keep();
      CREATE TRIGGER %1$s_truncated AFTER TRUNCATE ON %1$s
        FOR EACH STATEMENT EXECUTE FUNCTION rollup_empty();
      CREATE TRIGGER %1$s_keys_inserted AFTER INSERT ON %1$s REFERENCING NEW TABLE AS added
        FOR EACH STATEMENT EXECUTE FUNCTION fact_check_keys();
      CREATE TRIGGER %1$s_keys_updated AFTER UPDATE ON %1$s REFERENCING NEW TABLE AS added
        FOR EACH STATEMENT EXECUTE FUNCTION fact_check_keys()', fact);
  END LOOP;
END
$$;
