-- Counts of dossiers and payments by half month (1st to 14th, 15th to end), of which civil periods
-- and those from the 15th to the 14th are made: figures read these and no facts.
-- half = (year - 1900) * 24 + (month - 1) * 2 + (day >= 15). The columns are those of
-- dossier_measures and payment_measures. The statements that write them are made from the
-- catalog, so that a measure is written down once: in those functions.
-- Locks: creates tables only.

CREATE TABLE dossier_half AS
SELECT 0::bigint AS authority_id, 0::smallint AS half, 0::bigint AS agency_id,
  0::bigint AS procedure_id, 0::smallint AS channel, measure.*
FROM dossier_measures(NULL, NULL, NULL, NULL, NULL, NULL, NULL) AS measure
WITH NO DATA;
CREATE TABLE dossier_half_agency (LIKE dossier_half);
CREATE TABLE dossier_half_procedure (LIKE dossier_half);
CREATE TABLE payment_half AS
SELECT 0::bigint AS authority_id, 0::smallint AS half, 0::bigint AS agency_key,
  0::bigint AS procedure_key, measure.*
FROM payment_measures(NULL, NULL, NULL, NULL) AS measure
WITH NO DATA;

ALTER TABLE dossier_half
  DROP COLUMN day,
  ADD CONSTRAINT dossier_half_pkey
    PRIMARY KEY (authority_id, half, agency_id, procedure_id, channel);
ALTER TABLE dossier_half_agency
  DROP COLUMN day,
  DROP COLUMN procedure_id,
  ADD CONSTRAINT dossier_half_agency_pkey PRIMARY KEY (authority_id, half, agency_id, channel);
ALTER TABLE dossier_half_procedure
  DROP COLUMN day,
  DROP COLUMN agency_id,
  ADD CONSTRAINT dossier_half_procedure_pkey
    PRIMARY KEY (authority_id, half, procedure_id, channel);
ALTER TABLE payment_half
  DROP COLUMN day,
  ADD CONSTRAINT payment_half_pkey PRIMARY KEY (authority_id, half, agency_key, procedure_key);

DO $$
DECLARE
  measure record;
BEGIN
  FOR measure IN
    SELECT attrelid::regclass AS rollup, attname AS name
    FROM pg_attribute
    WHERE attrelid IN ('dossier_half'::regclass, 'dossier_half_agency'::regclass,
        'dossier_half_procedure'::regclass, 'payment_half'::regclass)
      AND attnum > 0 AND NOT attisdropped AND NOT attnotnull
  LOOP
    EXECUTE format('ALTER TABLE %s ALTER COLUMN %I SET NOT NULL', measure.rollup, measure.name);
  END LOOP;
END
$$;

-- The columns of a rollup: keys, measures, and `text` filled in with each measure.
CREATE FUNCTION rollup_columns(
  rollup regclass, pattern text, OUT keys text, OUT measures text, OUT filled text
) LANGUAGE sql STABLE AS $$
  SELECT string_agg(quote_ident(attname), ', ' ORDER BY attnum) FILTER (WHERE is_key),
    string_agg(quote_ident(attname), ', ' ORDER BY attnum) FILTER (WHERE NOT is_key),
    string_agg(format(pattern, attname, format_type(atttypid, NULL)), ', ' ORDER BY attnum)
      FILTER (WHERE NOT is_key)
  FROM pg_attribute
  JOIN pg_index ON indrelid = attrelid AND indisprimary
  CROSS JOIN LATERAL (SELECT attnum = ANY (indkey) AS is_key) AS column_kind
  WHERE attrelid = rollup AND attnum > 0 AND NOT attisdropped
$$;

-- A query for what rows of a fact contribute to its finest rollup, each times its sign.
CREATE FUNCTION rollup_contribution(fact text, changed text) RETURNS text
LANGUAGE sql STABLE AS $$
  SELECT format('SELECT %1$s, %2$s FROM (%3$s) AS contribution GROUP BY %1$s', keys, filled,
    format(
      CASE fact WHEN 'dossier' THEN
        'SELECT fact.authority_id, public.half_of(measure.day) AS half, fact.agency_id,
          fact.procedure_id, COALESCE(fact.channel, 0::smallint) AS channel, fact.sign, measure.*
        FROM (%s) AS fact
        CROSS JOIN LATERAL public.dossier_measures(fact.received_day, fact.end_day, fact.ending,
          fact.status, fact.time_class, fact.national_class, fact.flags) AS measure'
      ELSE
        'SELECT fact.authority_id, public.half_of(measure.day) AS half,
          COALESCE(fact.agency_id, 0) AS agency_key, COALESCE(fact.procedure_id, 0)
            AS procedure_key, fact.sign, measure.*
        FROM (%s) AS fact
        CROSS JOIN LATERAL public.payment_measures(fact.method, fact.state, fact.amount,
          fact.paid_day) AS measure'
      END, changed))
  FROM public.rollup_columns((fact || '_half')::regclass, 'sum(sign * %1$I)::%2$s AS %1$I')
$$;

-- The end of a statement that adds the rows of `contributed` to a rollup.
CREATE FUNCTION rollup_addition(rollup text) RETURNS text LANGUAGE sql STABLE AS $$
  SELECT format('INSERT INTO %1$I AS kept (%2$s, %3$s) SELECT %2$s, %4$s FROM contributed
      GROUP BY %2$s HAVING %5$s ON CONFLICT (%2$s) DO UPDATE SET %6$s', rollup, sums.keys,
    sums.measures, sums.filled, replace(tests.filled, ', ', ' OR '), updates.filled)
  FROM public.rollup_columns(rollup::regclass, 'sum(%1$I)::%2$s') AS sums,
    public.rollup_columns(rollup::regclass, 'sum(%1$I) <> 0') AS tests,
    public.rollup_columns(rollup::regclass, '%1$I = kept.%1$I + excluded.%1$I') AS updates
$$;

-- The statement that adds rows of a fact, each times its sign, to all rollups of the fact.
CREATE FUNCTION rollup_statement(fact text, changed text) RETURNS text
LANGUAGE sql STABLE AS $$
  SELECT 'WITH contributed AS MATERIALIZED (' || public.rollup_contribution(fact, changed) || ')'
    || CASE fact WHEN 'dossier' THEN
      ', by_agency AS (' || public.rollup_addition('dossier_half_agency')
      || '), by_procedure AS (' || public.rollup_addition('dossier_half_procedure') || ') '
    ELSE ' ' END
    || public.rollup_addition(fact || '_half')
$$;
