-- What the migrations make of an empty database of PostgreSQL 15. Written by .ci/structure --write.
CREATE FUNCTION public.dossier_measures(received_day date, end_day date, ending smallint, status smallint, time_class smallint, national_class smallint, flags integer) RETURNS TABLE(day date, received integer, electronic_yes integer, electronic_unknown integer, digitized_yes integer, digitized_unknown integer, reused_yes integer, reused_unknown integer, stored_yes integer, stored_unknown integer, fee_yes integer, fee_unknown integer, paid_online_yes integer, paid_online_unknown integer, national_on_time integer, national_late integer, national_undated integer, resolved_early integer, resolved_on_time integer, resolved_late integer, resolved_undated integer, national_resolved_early integer, national_resolved_on_time integer, national_resolved_late integer, national_resolved_undated integer, result_yes integer, result_unknown integer, withdrawn integer, stopped integer, refused integer)
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $$
  SELECT received_day, 1, (flags >> 8 & 3 = 1)::integer, (flags >> 8 & 3 = 2)::integer,
    (flags & 960 = 320)::integer,
    (flags >> 6 & 3 <> 0 AND flags >> 8 & 3 <> 0 AND flags & 960 <> 320)::integer,
    (flags >> 10 & 3 = 1)::integer, (flags >> 10 & 3 = 2)::integer,
    (flags >> 12 & 3 = 1)::integer, (flags >> 12 & 3 = 2)::integer,
    (flags & 3 = 1)::integer, (flags & 3 = 2)::integer,
    (flags & 51 = 17)::integer, (flags & 51 = 33)::integer,
    (COALESCE(national_class, 0) IN (1, 2))::integer, (COALESCE(national_class, 0) = 3)::integer,
    (COALESCE(national_class, 0) = 4)::integer,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0
  WHERE received_day IS NOT NULL AND status NOT IN (1, 3)
  UNION ALL
  SELECT end_day, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    (ending = 1 AND time_class = 1)::integer, (ending = 1 AND time_class = 2)::integer,
    (ending = 1 AND time_class = 3)::integer, (ending = 1 AND time_class = 4)::integer,
    (ending = 1 AND COALESCE(national_class, 0) = 1)::integer,
    (ending = 1 AND COALESCE(national_class, 0) = 2)::integer,
    (ending = 1 AND COALESCE(national_class, 0) = 3)::integer,
    (ending = 1 AND COALESCE(national_class, 0) = 4)::integer,
    (ending = 1 AND flags >> 8 & 3 = 1)::integer, (ending = 1 AND flags >> 8 & 3 = 2)::integer,
    (ending = 2)::integer, (ending = 3)::integer, (ending = 4)::integer
  WHERE ending <> 0
$$;
CREATE FUNCTION public.fact_check_keys() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
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
CREATE FUNCTION public.half_of(day date) RETURNS smallint
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $$
  SELECT ((date_part('year', day::timestamp) - 1900) * 24
    + (date_part('month', day::timestamp) - 1) * 2
    + (date_part('day', day::timestamp) >= 15)::integer)::smallint
$$;
CREATE FUNCTION public.offering_claim_check_level() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
DECLARE
  missing record;
BEGIN
  SELECT written.authority_id, written.level_id INTO missing
  FROM (SELECT DISTINCT authority_id, level_id FROM written WHERE level_id IS NOT NULL) AS written
  WHERE NOT EXISTS (
    SELECT FROM online_level
    WHERE online_level.authority_id = written.authority_id
      AND online_level.level_id = written.level_id)
  LIMIT 1;
  IF FOUND THEN
    RAISE foreign_key_violation USING
      MESSAGE = format('level %s is not in online_level of authority %s',
        missing.level_id, missing.authority_id),
      CONSTRAINT = TG_TABLE_NAME || '_level_check', TABLE = TG_TABLE_NAME;
  END IF;
  RETURN NULL;
END
$$;
CREATE FUNCTION public.payment_measures(method smallint, state smallint, amount bigint, paid_day date) RETURNS TABLE(day date, online integer, cash integer, transfer integer, refunded integer, amount_online bigint, amount_cash bigint, amount_transfer bigint)
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $$
  SELECT paid_day, (method = 1)::integer, (method = 2)::integer, (method = 3)::integer,
    (state = 5)::integer, (method = 1)::integer * amount, (method = 2)::integer * amount,
    (method = 3)::integer * amount
  WHERE state IN (4, 5) AND paid_day IS NOT NULL
$$;
CREATE FUNCTION public.rollup_addition(rollup text) RETURNS text
    LANGUAGE sql STABLE
    AS $_$
  SELECT format('INSERT INTO %1$I AS kept (%2$s, %3$s) SELECT %2$s, %4$s FROM contributed
      GROUP BY %2$s HAVING %5$s ON CONFLICT (%2$s) DO UPDATE SET %6$s', rollup, sums.keys,
    sums.measures, sums.filled, replace(tests.filled, ', ', ' OR '), updates.filled)
  FROM public.rollup_columns(rollup::regclass, 'sum(%1$I)::%2$s') AS sums,
    public.rollup_columns(rollup::regclass, 'sum(%1$I) <> 0') AS tests,
    public.rollup_columns(rollup::regclass, '%1$I = kept.%1$I + excluded.%1$I') AS updates
$_$;
CREATE FUNCTION public.rollup_build(fact text, authority bigint) RETURNS void
    LANGUAGE plpgsql
    SET enable_memoize TO 'off'
    AS $_$
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
$_$;
CREATE FUNCTION public.rollup_columns(rollup regclass, pattern text, OUT keys text, OUT measures text, OUT filled text) RETURNS record
    LANGUAGE sql STABLE
    AS $$
  SELECT string_agg(quote_ident(attname), ', ' ORDER BY attnum) FILTER (WHERE is_key),
    string_agg(quote_ident(attname), ', ' ORDER BY attnum) FILTER (WHERE NOT is_key),
    string_agg(format(pattern, attname, format_type(atttypid, NULL)), ', ' ORDER BY attnum)
      FILTER (WHERE NOT is_key)
  FROM pg_attribute
  JOIN pg_index ON indrelid = attrelid AND indisprimary
  CROSS JOIN LATERAL (SELECT attnum = ANY (indkey) AS is_key) AS column_kind
  WHERE attrelid = rollup AND attnum > 0 AND NOT attisdropped
$$;
CREATE FUNCTION public.rollup_contribution(fact text, changed text) RETURNS text
    LANGUAGE sql STABLE
    AS $_$
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
$_$;
CREATE FUNCTION public.rollup_empty() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  IF TG_TABLE_NAME = 'dossier' THEN
    TRUNCATE dossier_half, dossier_half_agency, dossier_half_procedure;
  ELSE
    TRUNCATE payment_half;
  END IF;
  RETURN NULL;
END
$$;
CREATE FUNCTION public.rollup_keep() RETURNS trigger
    LANGUAGE plpgsql
    SET enable_memoize TO 'off'
    AS $$
BEGIN
  EXECUTE public.rollup_statement(TG_TABLE_NAME, CASE TG_OP
    WHEN 'INSERT' THEN 'SELECT 1 AS sign, * FROM added'
    WHEN 'DELETE' THEN 'SELECT -1 AS sign, * FROM removed'
    ELSE 'SELECT 1 AS sign, * FROM added UNION ALL SELECT -1, * FROM removed' END);
  RETURN NULL;
END
$$;
CREATE FUNCTION public.rollup_statement(fact text, changed text) RETURNS text
    LANGUAGE sql STABLE
    AS $$
  SELECT 'WITH contributed AS MATERIALIZED (' || public.rollup_contribution(fact, changed) || ')'
    || CASE fact WHEN 'dossier' THEN
      ', by_agency AS (' || public.rollup_addition('dossier_half_agency')
      || '), by_procedure AS (' || public.rollup_addition('dossier_half_procedure') || ') '
    ELSE ' ' END
    || public.rollup_addition(fact || '_half')
$$;
CREATE TABLE public.adopted_document (
    authority_id bigint NOT NULL,
    kind text NOT NULL,
    document_id text NOT NULL,
    content text NOT NULL,
    known_from timestamp with time zone NOT NULL,
    known_to timestamp with time zone DEFAULT 'infinity'::timestamp with time zone NOT NULL,
    run_id bigint NOT NULL,
    CONSTRAINT adopted_document_content_check CHECK (((octet_length(content) >= 2) AND (octet_length(content) <= 4194304))),
    CONSTRAINT adopted_document_id_check CHECK (((length(document_id) >= 1) AND (length(document_id) <= 100))),
    CONSTRAINT adopted_document_kind_check CHECK ((kind = ANY (ARRAY['plan'::text, 'index'::text, 'holidays'::text]))),
    CONSTRAINT adopted_document_known_check CHECK ((known_from < known_to))
);
COMMENT ON TABLE public.adopted_document IS 'A plan, an index or a year of holidays as canonical JSON; it replaces the one of the program.';
CREATE TABLE public.agency (
    authority_id bigint NOT NULL,
    agency_id bigint NOT NULL,
    code text NOT NULL,
    CONSTRAINT agency_code_check CHECK (((code ~ '^[0-9A-Z]+([.][0-9A-Z]+)*$'::text) AND (length(code) <= 35)))
);
ALTER TABLE public.agency ALTER COLUMN agency_id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.agency_agency_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.agency_alias (
    authority_id bigint NOT NULL,
    match_key text NOT NULL,
    name text NOT NULL,
    agency_id bigint NOT NULL,
    run_id bigint NOT NULL,
    known_from timestamp with time zone NOT NULL,
    known_to timestamp with time zone DEFAULT 'infinity'::timestamp with time zone NOT NULL,
    CONSTRAINT agency_alias_known_check CHECK ((known_from < known_to))
);
COMMENT ON TABLE public.agency_alias IS 'A name that sources use for an agency beside its own.';
CREATE TABLE public.agency_claim (
    authority_id bigint NOT NULL,
    agency_id bigint NOT NULL,
    source_id bigint NOT NULL,
    valid_from date NOT NULL,
    valid_to date NOT NULL,
    name text NOT NULL,
    tier text,
    kind text,
    parent_id bigint,
    successor_codes text[] NOT NULL,
    known_from timestamp with time zone NOT NULL,
    run_id bigint NOT NULL,
    row_number integer,
    CONSTRAINT agency_claim_parent_check CHECK ((parent_id <> agency_id)),
    CONSTRAINT agency_claim_tier_check CHECK ((tier = ANY (ARRAY['province'::text, 'district'::text, 'commune'::text, 'vertical'::text]))),
    CONSTRAINT agency_claim_valid_check CHECK ((valid_from < valid_to))
);
COMMENT ON TABLE public.agency_claim IS 'What each source says of an agency, as believed now.';
CREATE TABLE public.agency_claim_past (
    authority_id bigint NOT NULL,
    agency_id bigint NOT NULL,
    source_id bigint NOT NULL,
    valid_from date NOT NULL,
    valid_to date NOT NULL,
    name text NOT NULL,
    tier text,
    kind text,
    parent_id bigint,
    successor_codes text[] NOT NULL,
    known_from timestamp with time zone NOT NULL,
    run_id bigint NOT NULL,
    known_to timestamp with time zone NOT NULL,
    superseded_by_run bigint NOT NULL,
    row_number integer,
    CONSTRAINT agency_claim_past_known_check CHECK ((known_from < known_to)),
    CONSTRAINT agency_claim_past_valid_check CHECK ((valid_from < valid_to))
);
COMMENT ON TABLE public.agency_claim_past IS 'What was believed of an agency from known_from to known_to.';
CREATE TABLE public.attempt (
    authority_id bigint NOT NULL,
    attempt_id bigint NOT NULL,
    kind text NOT NULL,
    source_name text NOT NULL,
    scope text NOT NULL,
    location text NOT NULL,
    started_at timestamp with time zone NOT NULL,
    started_by text NOT NULL
);
COMMENT ON TABLE public.attempt IS 'A run that has begun. It leaves in the transaction that enters the run; one that stays was killed.';
ALTER TABLE public.attempt ALTER COLUMN attempt_id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.attempt_attempt_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.audit_entry (
    authority_id bigint NOT NULL,
    entry bigint NOT NULL,
    run_id bigint NOT NULL,
    change_count bigint NOT NULL,
    changes bytea NOT NULL,
    previous bytea NOT NULL,
    hash bytea NOT NULL,
    CONSTRAINT audit_entry_digests_check CHECK (((octet_length(changes) = 32) AND (octet_length(previous) = 32) AND (octet_length(hash) = 32))),
    CONSTRAINT audit_entry_entry_check CHECK ((entry >= 1))
);
COMMENT ON TABLE public.audit_entry IS 'One entry for each run; hash covers the run, the digest of its changes and the hash before it.';
CREATE TABLE public.authority (
    authority_id bigint NOT NULL,
    code text NOT NULL,
    created_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    CONSTRAINT authority_code_check CHECK (((code ~ '^[0-9A-Z]+([.][0-9A-Z]+)*$'::text) AND (length(code) <= 35)))
);
COMMENT ON TABLE public.authority IS 'A province or ministry whose catalog is monitored.';
ALTER TABLE public.authority ALTER COLUMN authority_id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.authority_authority_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.closed_figure (
    authority_id bigint NOT NULL,
    run_id bigint NOT NULL,
    period text NOT NULL,
    calendar text NOT NULL,
    indicator text NOT NULL,
    counted text NOT NULL,
    agency text NOT NULL,
    valid_on date NOT NULL,
    definition integer NOT NULL,
    numerator bigint NOT NULL,
    denominator bigint NOT NULL,
    unknown bigint NOT NULL,
    held bigint NOT NULL,
    excluded bigint NOT NULL,
    CONSTRAINT closed_figure_counts_check CHECK ((((numerator >= 0) AND (numerator <= denominator)) AND (unknown >= 0) AND (held >= 0) AND (excluded >= 0)))
);
COMMENT ON TABLE public.closed_figure IS 'The counts of a period as they were when a run closed it.';
CREATE TABLE public.closed_period (
    authority_id bigint NOT NULL,
    period text NOT NULL,
    calendar text NOT NULL,
    version bigint NOT NULL,
    reason text NOT NULL,
    entered_by text NOT NULL,
    run_id bigint NOT NULL,
    known_from timestamp with time zone NOT NULL,
    known_to timestamp with time zone DEFAULT 'infinity'::timestamp with time zone NOT NULL,
    CONSTRAINT closed_period_calendar_check CHECK ((calendar = ANY (ARRAY['civil'::text, 'report'::text]))),
    CONSTRAINT closed_period_known_check CHECK ((known_from < known_to)),
    CONSTRAINT closed_period_period_check CHECK (((length(period) >= 4) AND (length(period) <= 7))),
    CONSTRAINT closed_period_reason_check CHECK ((length(reason) <= 2000))
);
COMMENT ON TABLE public.closed_period IS 'Periods whose figures answer as known at a data version; restating one ends its row.';
CREATE TABLE public.data_version (
    authority_id bigint NOT NULL,
    version bigint NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    run_id bigint,
    CONSTRAINT data_version_version_check CHECK ((version >= 0))
);
COMMENT ON TABLE public.data_version IS 'One row for each applied change of what a figure reads; version 0 is the empty beginning.';
CREATE TABLE public.dossier (
    authority_id bigint NOT NULL,
    dossier_code text NOT NULL COLLATE pg_catalog."C",
    procedure_id bigint NOT NULL,
    agency_id bigint NOT NULL,
    receiving_agency_id bigint,
    channel smallint,
    status smallint NOT NULL,
    received_at timestamp with time zone,
    due_at timestamp with time zone,
    finished_at timestamp with time zone,
    returned_at timestamp with time zone,
    event_at timestamp with time zone NOT NULL,
    paused_days smallint NOT NULL,
    supplements smallint NOT NULL,
    supplement_asked_at timestamp with time zone,
    supplement_us bigint NOT NULL,
    flags integer NOT NULL,
    received_day date,
    end_day date,
    ending smallint NOT NULL,
    due_day date,
    time_class smallint,
    national_class smallint,
    national_due_day date,
    content bigint NOT NULL,
    known_from timestamp with time zone NOT NULL,
    run_id bigint NOT NULL,
    source_id bigint NOT NULL,
    row_number integer NOT NULL,
    CONSTRAINT dossier_code_check CHECK (((octet_length(dossier_code) >= 1) AND (octet_length(dossier_code) <= 200))),
    CONSTRAINT dossier_ending_check CHECK ((((ending >= 0) AND (ending <= 4)) AND ((ending = 0) = (end_day IS NULL)) AND ((ending = 1) <= (time_class IS NOT NULL)))),
    CONSTRAINT dossier_words_check CHECK ((((status >= 1) AND (status <= 10)) AND ((channel >= 1) AND (channel <= 3)) AND ((time_class >= 1) AND (time_class <= 4)) AND ((national_class >= 1) AND (national_class <= 4))))
);
COMMENT ON TABLE public.dossier IS 'The latest state of each dossier, by its own event time.';
CREATE TABLE public.dossier_half (
    authority_id bigint NOT NULL,
    half smallint NOT NULL,
    agency_id bigint NOT NULL,
    procedure_id bigint NOT NULL,
    channel smallint NOT NULL,
    received integer NOT NULL,
    electronic_yes integer NOT NULL,
    electronic_unknown integer NOT NULL,
    digitized_yes integer NOT NULL,
    digitized_unknown integer NOT NULL,
    reused_yes integer NOT NULL,
    reused_unknown integer NOT NULL,
    stored_yes integer NOT NULL,
    stored_unknown integer NOT NULL,
    fee_yes integer NOT NULL,
    fee_unknown integer NOT NULL,
    paid_online_yes integer NOT NULL,
    paid_online_unknown integer NOT NULL,
    national_on_time integer NOT NULL,
    national_late integer NOT NULL,
    national_undated integer NOT NULL,
    resolved_early integer NOT NULL,
    resolved_on_time integer NOT NULL,
    resolved_late integer NOT NULL,
    resolved_undated integer NOT NULL,
    national_resolved_early integer NOT NULL,
    national_resolved_on_time integer NOT NULL,
    national_resolved_late integer NOT NULL,
    national_resolved_undated integer NOT NULL,
    result_yes integer NOT NULL,
    result_unknown integer NOT NULL,
    withdrawn integer NOT NULL,
    stopped integer NOT NULL,
    refused integer NOT NULL
);
CREATE TABLE public.dossier_half_agency (
    authority_id bigint NOT NULL,
    half smallint NOT NULL,
    agency_id bigint NOT NULL,
    channel smallint NOT NULL,
    received integer NOT NULL,
    electronic_yes integer NOT NULL,
    electronic_unknown integer NOT NULL,
    digitized_yes integer NOT NULL,
    digitized_unknown integer NOT NULL,
    reused_yes integer NOT NULL,
    reused_unknown integer NOT NULL,
    stored_yes integer NOT NULL,
    stored_unknown integer NOT NULL,
    fee_yes integer NOT NULL,
    fee_unknown integer NOT NULL,
    paid_online_yes integer NOT NULL,
    paid_online_unknown integer NOT NULL,
    national_on_time integer NOT NULL,
    national_late integer NOT NULL,
    national_undated integer NOT NULL,
    resolved_early integer NOT NULL,
    resolved_on_time integer NOT NULL,
    resolved_late integer NOT NULL,
    resolved_undated integer NOT NULL,
    national_resolved_early integer NOT NULL,
    national_resolved_on_time integer NOT NULL,
    national_resolved_late integer NOT NULL,
    national_resolved_undated integer NOT NULL,
    result_yes integer NOT NULL,
    result_unknown integer NOT NULL,
    withdrawn integer NOT NULL,
    stopped integer NOT NULL,
    refused integer NOT NULL
);
CREATE TABLE public.dossier_half_procedure (
    authority_id bigint NOT NULL,
    half smallint NOT NULL,
    procedure_id bigint NOT NULL,
    channel smallint NOT NULL,
    received integer NOT NULL,
    electronic_yes integer NOT NULL,
    electronic_unknown integer NOT NULL,
    digitized_yes integer NOT NULL,
    digitized_unknown integer NOT NULL,
    reused_yes integer NOT NULL,
    reused_unknown integer NOT NULL,
    stored_yes integer NOT NULL,
    stored_unknown integer NOT NULL,
    fee_yes integer NOT NULL,
    fee_unknown integer NOT NULL,
    paid_online_yes integer NOT NULL,
    paid_online_unknown integer NOT NULL,
    national_on_time integer NOT NULL,
    national_late integer NOT NULL,
    national_undated integer NOT NULL,
    resolved_early integer NOT NULL,
    resolved_on_time integer NOT NULL,
    resolved_late integer NOT NULL,
    resolved_undated integer NOT NULL,
    national_resolved_early integer NOT NULL,
    national_resolved_on_time integer NOT NULL,
    national_resolved_late integer NOT NULL,
    national_resolved_undated integer NOT NULL,
    result_yes integer NOT NULL,
    result_unknown integer NOT NULL,
    withdrawn integer NOT NULL,
    stopped integer NOT NULL,
    refused integer NOT NULL
);
CREATE TABLE public.dossier_past (
    authority_id bigint NOT NULL,
    dossier_code text NOT NULL COLLATE pg_catalog."C",
    procedure_id bigint NOT NULL,
    agency_id bigint NOT NULL,
    receiving_agency_id bigint,
    channel smallint,
    status smallint NOT NULL,
    received_at timestamp with time zone,
    due_at timestamp with time zone,
    finished_at timestamp with time zone,
    returned_at timestamp with time zone,
    event_at timestamp with time zone NOT NULL,
    paused_days smallint NOT NULL,
    supplements smallint NOT NULL,
    supplement_asked_at timestamp with time zone,
    supplement_us bigint NOT NULL,
    flags integer NOT NULL,
    received_day date,
    end_day date,
    ending smallint NOT NULL,
    due_day date,
    time_class smallint,
    national_class smallint,
    national_due_day date,
    content bigint NOT NULL,
    known_from timestamp with time zone NOT NULL,
    run_id bigint NOT NULL,
    source_id bigint NOT NULL,
    row_number integer NOT NULL,
    known_to timestamp with time zone NOT NULL,
    superseded_by_run bigint NOT NULL,
    CONSTRAINT dossier_code_check CHECK (((octet_length(dossier_code) >= 1) AND (octet_length(dossier_code) <= 200))),
    CONSTRAINT dossier_ending_check CHECK ((((ending >= 0) AND (ending <= 4)) AND ((ending = 0) = (end_day IS NULL)) AND ((ending = 1) <= (time_class IS NOT NULL)))),
    CONSTRAINT dossier_past_known_check CHECK ((known_from < known_to)),
    CONSTRAINT dossier_words_check CHECK ((((status >= 1) AND (status <= 10)) AND ((channel >= 1) AND (channel <= 3)) AND ((time_class >= 1) AND (time_class <= 4)) AND ((national_class >= 1) AND (national_class <= 4))))
);
COMMENT ON TABLE public.dossier_past IS 'What was believed of a dossier from known_from to known_to.';
CREATE TABLE public.exclusion (
    authority_id bigint NOT NULL,
    exclusion_id bigint NOT NULL,
    indicator text NOT NULL,
    procedure_id bigint NOT NULL,
    agency_id bigint,
    legal_basis text NOT NULL,
    reason text NOT NULL,
    entered_by text NOT NULL,
    valid_from date NOT NULL,
    valid_to date NOT NULL,
    known_from timestamp with time zone NOT NULL,
    known_to timestamp with time zone NOT NULL,
    run_id bigint,
    ended_by_run bigint,
    CONSTRAINT exclusion_known_check CHECK ((known_from < known_to)),
    CONSTRAINT exclusion_legal_basis_check CHECK (((length(legal_basis) >= 1) AND (length(legal_basis) <= 2000))),
    CONSTRAINT exclusion_reason_check CHECK (((length(reason) >= 1) AND (length(reason) <= 2000))),
    CONSTRAINT exclusion_valid_check CHECK ((valid_from < valid_to))
);
COMMENT ON TABLE public.exclusion IS 'A procedure, or one offering of it, taken out of an indicator on a legal basis.';
COMMENT ON COLUMN public.exclusion.run_id IS 'The run that entered it; null for one that was entered by hand before runs did.';
ALTER TABLE public.exclusion ALTER COLUMN exclusion_id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.exclusion_exclusion_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.field (
    authority_id bigint NOT NULL,
    field_id bigint NOT NULL,
    match_key text NOT NULL,
    name text NOT NULL,
    CONSTRAINT field_name_check CHECK (((length(name) >= 1) AND (length(name) <= 2000)))
);
COMMENT ON COLUMN public.field.match_key IS 'The name folded for comparing: NFC, lower case, one blank, one way of placing tones.';
CREATE TABLE public.field_alias (
    authority_id bigint NOT NULL,
    match_key text NOT NULL,
    name text NOT NULL,
    field_id bigint NOT NULL,
    run_id bigint NOT NULL,
    known_from timestamp with time zone NOT NULL,
    known_to timestamp with time zone DEFAULT 'infinity'::timestamp with time zone NOT NULL,
    CONSTRAINT field_alias_known_check CHECK ((known_from < known_to))
);
COMMENT ON TABLE public.field_alias IS 'A name that sources use for a field beside its own.';
ALTER TABLE public.field ALTER COLUMN field_id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.field_field_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.held_row (
    authority_id bigint NOT NULL,
    run_id bigint NOT NULL,
    held_id bigint NOT NULL,
    row_number bigint NOT NULL,
    column_name text NOT NULL,
    rule text NOT NULL,
    raw text NOT NULL,
    procedure_code text,
    agency_ids bigint[] NOT NULL,
    agency_readable boolean NOT NULL,
    service_code text,
    column_position integer,
    fact_from date,
    fact_to date,
    CONSTRAINT held_row_rule_check CHECK ((rule = ANY (ARRAY['bad_code'::text, 'unknown_agency'::text, 'unknown_procedure'::text, 'two_levels'::text, 'bad_value'::text, 'bad_dates'::text, 'outside_scope'::text, 'conflict'::text, 'status_change'::text])))
);
COMMENT ON TABLE public.held_row IS 'A quarantined row with its address, its raw text and the parts of its key that could be read.';
COMMENT ON COLUMN public.held_row.column_position IS 'Position of the cell at fault, from 1; null where the fault lies in no single cell.';
COMMENT ON COLUMN public.held_row.fact_from IS 'First day of the fact that could be read; null: any.';
ALTER TABLE public.held_row ALTER COLUMN held_id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.held_row_held_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.holiday (
    authority_id bigint NOT NULL,
    day date NOT NULL,
    kind text NOT NULL,
    name text NOT NULL,
    known_from timestamp with time zone NOT NULL,
    known_to timestamp with time zone DEFAULT 'infinity'::timestamp with time zone NOT NULL,
    run_id bigint NOT NULL,
    CONSTRAINT holiday_kind_check CHECK ((kind = ANY (ARRAY['off'::text, 'working'::text]))),
    CONSTRAINT holiday_known_check CHECK ((known_from < known_to)),
    CONSTRAINT holiday_name_check CHECK (((length(name) >= 1) AND (length(name) <= 200)))
);
COMMENT ON TABLE public.holiday IS 'A day on which offices are closed, or work though it is a Saturday or Sunday.';
CREATE TABLE public.kept_part (
    authority_id bigint NOT NULL,
    sha256 bytea NOT NULL,
    part integer NOT NULL,
    bytes bytea NOT NULL,
    CONSTRAINT kept_part_part_check CHECK ((part >= 0))
);
ALTER TABLE ONLY public.kept_part ALTER COLUMN bytes SET COMPRESSION lz4;
COMMENT ON TABLE public.kept_part IS 'One part of the bytes, in order, compressed by the database.';
CREATE TABLE public.kept_source (
    authority_id bigint NOT NULL,
    sha256 bytea NOT NULL,
    size_bytes bigint NOT NULL,
    kept_at timestamp with time zone NOT NULL,
    dropped_at timestamp with time zone,
    CONSTRAINT kept_source_sha256_check CHECK ((octet_length(sha256) = 32)),
    CONSTRAINT kept_source_size_check CHECK ((size_bytes >= 0))
);
COMMENT ON TABLE public.kept_source IS 'Bytes of sources by their SHA-256; dropped_at: past retention.';
CREATE TABLE public.observation (
    authority_id bigint NOT NULL,
    indicator text NOT NULL COLLATE pg_catalog."C",
    scope text NOT NULL COLLATE pg_catalog."C",
    period text NOT NULL COLLATE pg_catalog."C",
    source text NOT NULL COLLATE pg_catalog."C",
    numerator bigint,
    denominator bigint,
    value numeric,
    content bigint DEFAULT 0 NOT NULL,
    known_from timestamp with time zone NOT NULL,
    run_id bigint NOT NULL,
    row_number integer NOT NULL,
    CONSTRAINT observation_counts_check CHECK (((numerator >= 0) AND (denominator >= 0))),
    CONSTRAINT observation_lengths_check CHECK (((octet_length(indicator) <= 400) AND (octet_length(scope) <= 400) AND (octet_length(period) <= 100) AND (octet_length(source) <= 400)))
);
COMMENT ON TABLE public.observation IS 'A figure of somebody else: its numbers, or only its percentage.';
CREATE TABLE public.observation_past (
    authority_id bigint NOT NULL,
    indicator text NOT NULL COLLATE pg_catalog."C",
    scope text NOT NULL COLLATE pg_catalog."C",
    period text NOT NULL COLLATE pg_catalog."C",
    source text NOT NULL COLLATE pg_catalog."C",
    numerator bigint,
    denominator bigint,
    value numeric,
    content bigint NOT NULL,
    known_from timestamp with time zone NOT NULL,
    run_id bigint NOT NULL,
    row_number integer NOT NULL,
    known_to timestamp with time zone NOT NULL,
    superseded_by_run bigint NOT NULL,
    CONSTRAINT observation_counts_check CHECK (((numerator >= 0) AND (denominator >= 0))),
    CONSTRAINT observation_lengths_check CHECK (((octet_length(indicator) <= 400) AND (octet_length(scope) <= 400) AND (octet_length(period) <= 100) AND (octet_length(source) <= 400))),
    CONSTRAINT observation_past_known_check CHECK ((known_from < known_to))
);
CREATE TABLE public.offering_claim (
    authority_id bigint NOT NULL,
    procedure_id bigint NOT NULL,
    agency_id bigint,
    agency_key bigint GENERATED ALWAYS AS (COALESCE(agency_id, (0)::bigint)) STORED NOT NULL,
    source_id bigint NOT NULL,
    service_code text NOT NULL,
    valid_from date NOT NULL,
    valid_to date NOT NULL,
    level_id smallint,
    eligible smallint,
    eligible_full smallint,
    eligible_decision text,
    fee smallint,
    payment_eligible smallint,
    payment_enabled smallint,
    means text,
    one_stop smallint,
    interlinked smallint,
    decision text,
    known_from timestamp with time zone NOT NULL,
    run_id bigint NOT NULL,
    row_number integer,
    CONSTRAINT offering_claim_answers_check CHECK ((((eligible >= 0) AND (eligible <= 2)) AND ((eligible_full >= 0) AND (eligible_full <= 2)) AND ((fee >= 0) AND (fee <= 2)) AND ((payment_eligible >= 0) AND (payment_eligible <= 2)) AND ((payment_enabled >= 0) AND (payment_enabled <= 2)) AND ((one_stop >= 0) AND (one_stop <= 2)) AND ((interlinked >= 0) AND (interlinked <= 2)))),
    CONSTRAINT offering_claim_service_check CHECK ((length(service_code) <= 80)),
    CONSTRAINT offering_claim_valid_check CHECK ((valid_from < valid_to))
);
COMMENT ON TABLE public.offering_claim IS 'What each source says of an offering, as believed now.';
CREATE TABLE public.offering_claim_past (
    authority_id bigint NOT NULL,
    procedure_id bigint NOT NULL,
    agency_id bigint,
    agency_key bigint GENERATED ALWAYS AS (COALESCE(agency_id, (0)::bigint)) STORED NOT NULL,
    source_id bigint NOT NULL,
    service_code text NOT NULL,
    valid_from date NOT NULL,
    valid_to date NOT NULL,
    level_id smallint,
    eligible smallint,
    eligible_full smallint,
    eligible_decision text,
    fee smallint,
    payment_eligible smallint,
    payment_enabled smallint,
    means text,
    one_stop smallint,
    interlinked smallint,
    decision text,
    known_from timestamp with time zone NOT NULL,
    run_id bigint NOT NULL,
    known_to timestamp with time zone NOT NULL,
    superseded_by_run bigint NOT NULL,
    row_number integer,
    CONSTRAINT offering_claim_past_answers_check CHECK ((((eligible >= 0) AND (eligible <= 2)) AND ((eligible_full >= 0) AND (eligible_full <= 2)) AND ((fee >= 0) AND (fee <= 2)) AND ((payment_eligible >= 0) AND (payment_eligible <= 2)) AND ((payment_enabled >= 0) AND (payment_enabled <= 2)) AND ((one_stop >= 0) AND (one_stop <= 2)) AND ((interlinked >= 0) AND (interlinked <= 2)))),
    CONSTRAINT offering_claim_past_known_check CHECK ((known_from < known_to)),
    CONSTRAINT offering_claim_past_service_check CHECK ((length(service_code) <= 80)),
    CONSTRAINT offering_claim_past_valid_check CHECK ((valid_from < valid_to))
);
COMMENT ON TABLE public.offering_claim_past IS 'What was believed of an offering from known_from to known_to.';
CREATE TABLE public.online_level (
    authority_id bigint NOT NULL,
    level_id smallint NOT NULL,
    scheme text NOT NULL,
    code text NOT NULL,
    level_key text NOT NULL,
    CONSTRAINT online_level_key_check CHECK ((level_key = ANY (ARRAY['full'::text, 'partial'::text, 'info'::text, 'none'::text, 'unknown'::text])))
);
COMMENT ON TABLE public.online_level IS 'Levels of each scale (ND43: 1-4, ND42: full/partial/info/none) with the class figures count by.';
CREATE TABLE public.payment (
    authority_id bigint NOT NULL,
    transaction_code text NOT NULL COLLATE pg_catalog."C",
    dossier_code text COLLATE pg_catalog."C",
    procedure_id bigint,
    agency_id bigint,
    amount bigint NOT NULL,
    method smallint NOT NULL,
    state smallint NOT NULL,
    paid_at timestamp with time zone,
    paid_day date,
    content bigint NOT NULL,
    known_from timestamp with time zone NOT NULL,
    run_id bigint NOT NULL,
    source_id bigint NOT NULL,
    row_number integer NOT NULL,
    CONSTRAINT payment_amount_check CHECK ((amount >= 0)),
    CONSTRAINT payment_code_check CHECK (((octet_length(transaction_code) >= 1) AND (octet_length(transaction_code) <= 200))),
    CONSTRAINT payment_day_check CHECK (((paid_at IS NULL) = (paid_day IS NULL))),
    CONSTRAINT payment_words_check CHECK ((((method >= 1) AND (method <= 3)) AND ((state >= 1) AND (state <= 5))))
);
COMMENT ON TABLE public.payment IS 'The latest state of each transaction: a higher state wins.';
CREATE TABLE public.payment_half (
    authority_id bigint NOT NULL,
    half smallint NOT NULL,
    agency_key bigint NOT NULL,
    procedure_key bigint NOT NULL,
    online integer NOT NULL,
    cash integer NOT NULL,
    transfer integer NOT NULL,
    refunded integer NOT NULL,
    amount_online bigint NOT NULL,
    amount_cash bigint NOT NULL,
    amount_transfer bigint NOT NULL
);
CREATE TABLE public.payment_past (
    authority_id bigint NOT NULL,
    transaction_code text NOT NULL COLLATE pg_catalog."C",
    dossier_code text COLLATE pg_catalog."C",
    procedure_id bigint,
    agency_id bigint,
    amount bigint NOT NULL,
    method smallint NOT NULL,
    state smallint NOT NULL,
    paid_at timestamp with time zone,
    paid_day date,
    content bigint NOT NULL,
    known_from timestamp with time zone NOT NULL,
    run_id bigint NOT NULL,
    source_id bigint NOT NULL,
    row_number integer NOT NULL,
    known_to timestamp with time zone NOT NULL,
    superseded_by_run bigint NOT NULL,
    CONSTRAINT payment_amount_check CHECK ((amount >= 0)),
    CONSTRAINT payment_code_check CHECK (((octet_length(transaction_code) >= 1) AND (octet_length(transaction_code) <= 200))),
    CONSTRAINT payment_day_check CHECK (((paid_at IS NULL) = (paid_day IS NULL))),
    CONSTRAINT payment_past_known_check CHECK ((known_from < known_to)),
    CONSTRAINT payment_words_check CHECK ((((method >= 1) AND (method <= 3)) AND ((state >= 1) AND (state <= 5))))
);
CREATE TABLE public.pending_restatement (
    authority_id bigint NOT NULL,
    run_id bigint NOT NULL,
    period text NOT NULL,
    calendar text NOT NULL,
    indicator text NOT NULL,
    counted text NOT NULL,
    agency text NOT NULL,
    old_counts bigint[],
    new_counts bigint[],
    CONSTRAINT pending_restatement_counts_check CHECK (((cardinality(old_counts) = 5) AND (cardinality(new_counts) = 5) AND (old_counts IS DISTINCT FROM new_counts)))
);
COMMENT ON COLUMN public.pending_restatement.new_counts IS 'Numerator, denominator, unknown, held, excluded after the run.';
CREATE TABLE public.posted_run (
    authority_id bigint NOT NULL,
    post_id text NOT NULL,
    token_id text NOT NULL,
    kind text NOT NULL,
    question text NOT NULL,
    sha256 bytea NOT NULL,
    idempotency_key text,
    state text DEFAULT 'queued'::text NOT NULL,
    answer text,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    seen_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT posted_run_answer_check CHECK (((state = ANY (ARRAY['done'::text, 'failed'::text])) = (answer IS NOT NULL))),
    CONSTRAINT posted_run_id_check CHECK (((length(post_id) >= 16) AND (length(post_id) <= 64))),
    CONSTRAINT posted_run_key_check CHECK (((length(idempotency_key) >= 1) AND (length(idempotency_key) <= 200))),
    CONSTRAINT posted_run_sha256_check CHECK ((octet_length(sha256) = 32)),
    CONSTRAINT posted_run_state_check CHECK ((state = ANY (ARRAY['queued'::text, 'running'::text, 'done'::text, 'failed'::text])))
);
COMMENT ON TABLE public.posted_run IS 'Posts of the last seven days; sha256 is that of the body, question its parameters.';
CREATE TABLE public.procedure (
    authority_id bigint NOT NULL,
    procedure_id bigint NOT NULL,
    code text NOT NULL,
    CONSTRAINT procedure_code_check CHECK (((length(code) >= 1) AND (length(code) <= 64)))
);
CREATE TABLE public.procedure_claim (
    authority_id bigint NOT NULL,
    procedure_id bigint NOT NULL,
    source_id bigint NOT NULL,
    valid_from date NOT NULL,
    valid_to date NOT NULL,
    declared boolean NOT NULL,
    name text,
    field_id bigint,
    field_unknown boolean NOT NULL,
    tiers text,
    is_internal smallint,
    known_from timestamp with time zone NOT NULL,
    run_id bigint NOT NULL,
    row_number integer,
    replaces text[],
    CONSTRAINT procedure_claim_field_check CHECK ((NOT (field_unknown AND (field_id IS NOT NULL)))),
    CONSTRAINT procedure_claim_internal_check CHECK (((is_internal >= 0) AND (is_internal <= 2))),
    CONSTRAINT procedure_claim_valid_check CHECK ((valid_from < valid_to))
);
COMMENT ON TABLE public.procedure_claim IS 'What each source says of a procedure, as believed now; declared: it had a row without an agency.';
COMMENT ON COLUMN public.procedure_claim.replaces IS 'Codes that this procedure takes the place of; null: the source says nothing.';
CREATE TABLE public.procedure_claim_past (
    authority_id bigint NOT NULL,
    procedure_id bigint NOT NULL,
    source_id bigint NOT NULL,
    valid_from date NOT NULL,
    valid_to date NOT NULL,
    declared boolean NOT NULL,
    name text,
    field_id bigint,
    field_unknown boolean NOT NULL,
    tiers text,
    is_internal smallint,
    known_from timestamp with time zone NOT NULL,
    run_id bigint NOT NULL,
    known_to timestamp with time zone NOT NULL,
    superseded_by_run bigint NOT NULL,
    row_number integer,
    replaces text[],
    CONSTRAINT procedure_claim_past_known_check CHECK ((known_from < known_to)),
    CONSTRAINT procedure_claim_past_valid_check CHECK ((valid_from < valid_to))
);
ALTER TABLE public.procedure ALTER COLUMN procedure_id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.procedure_procedure_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.result_stock (
    authority_id bigint NOT NULL,
    procedure_id bigint NOT NULL,
    agency_id bigint NOT NULL,
    as_of date NOT NULL,
    valid bigint NOT NULL,
    digitized bigint NOT NULL,
    signed bigint,
    method text,
    content bigint DEFAULT 0 NOT NULL,
    known_from timestamp with time zone NOT NULL,
    run_id bigint NOT NULL,
    row_number integer NOT NULL,
    CONSTRAINT result_stock_counts_check CHECK (((valid >= 0) AND ((digitized >= 0) AND (digitized <= valid)) AND ((signed >= 0) AND (signed <= valid)))),
    CONSTRAINT result_stock_method_check CHECK ((length(method) <= 2000))
);
COMMENT ON TABLE public.result_stock IS 'Valid results of a procedure at an agency, and those digitized.';
CREATE TABLE public.result_stock_past (
    authority_id bigint NOT NULL,
    procedure_id bigint NOT NULL,
    agency_id bigint NOT NULL,
    as_of date NOT NULL,
    valid bigint NOT NULL,
    digitized bigint NOT NULL,
    signed bigint,
    method text,
    content bigint NOT NULL,
    known_from timestamp with time zone NOT NULL,
    run_id bigint NOT NULL,
    row_number integer NOT NULL,
    known_to timestamp with time zone NOT NULL,
    superseded_by_run bigint NOT NULL,
    CONSTRAINT result_stock_counts_check CHECK (((valid >= 0) AND ((digitized >= 0) AND (digitized <= valid)) AND ((signed >= 0) AND (signed <= valid)))),
    CONSTRAINT result_stock_method_check CHECK ((length(method) <= 2000)),
    CONSTRAINT result_stock_past_known_check CHECK ((known_from < known_to))
);
CREATE TABLE public.run (
    authority_id bigint NOT NULL,
    run_id bigint NOT NULL,
    source_id bigint NOT NULL,
    scope text NOT NULL,
    state text NOT NULL,
    location text NOT NULL,
    profile text NOT NULL,
    flags text NOT NULL,
    program text NOT NULL,
    agency_version bigint NOT NULL,
    sha256 bytea,
    size_bytes bigint,
    effective_on date NOT NULL,
    started_at timestamp with time zone NOT NULL,
    finished_at timestamp with time zone NOT NULL,
    started_by text NOT NULL,
    rows_read bigint DEFAULT 0 NOT NULL,
    rows_non_data bigint DEFAULT 0 NOT NULL,
    rows_duplicate bigint DEFAULT 0 NOT NULL,
    rows_held bigint DEFAULT 0 NOT NULL,
    rows_applied bigint DEFAULT 0 NOT NULL,
    records_added bigint DEFAULT 0 NOT NULL,
    records_changed bigint DEFAULT 0 NOT NULL,
    records_withdrawn bigint DEFAULT 0 NOT NULL,
    records_returned bigint DEFAULT 0 NOT NULL,
    records_unchanged bigint DEFAULT 0 NOT NULL,
    rows_written bigint DEFAULT 0 NOT NULL,
    held_digest bytea,
    message text,
    mode text DEFAULT 'snapshot'::text NOT NULL,
    sheet text,
    headings text[] DEFAULT '{}'::text[] NOT NULL,
    meanings text[] DEFAULT '{}'::text[] NOT NULL,
    profile_sha256 bytea,
    known_at timestamp with time zone,
    reverts_run bigint,
    dropped text[] DEFAULT '{}'::text[] NOT NULL,
    kept_sha256 bytea,
    CONSTRAINT run_kept_sha256_check CHECK ((octet_length(kept_sha256) = 32)),
    CONSTRAINT run_mode_check CHECK ((mode = ANY (ARRAY['snapshot'::text, 'delta'::text, 'register'::text, 'revert'::text]))),
    CONSTRAINT run_profile_sha256_check CHECK ((octet_length(profile_sha256) = 32)),
    CONSTRAINT run_reverts_check CHECK (((mode = 'revert'::text) = (reverts_run IS NOT NULL))),
    CONSTRAINT run_rows_check CHECK (((rows_read = (((rows_non_data + rows_duplicate) + rows_held) + rows_applied)) OR (state = ANY (ARRAY['refused'::text, 'failed'::text])))),
    CONSTRAINT run_sha256_check CHECK ((octet_length(sha256) = 32)),
    CONSTRAINT run_state_check CHECK ((state = ANY (ARRAY['applied'::text, 'skipped'::text, 'refused'::text, 'failed'::text])))
);
COMMENT ON TABLE public.run IS 'One sync: what came in, in which state it ended. Only applied runs change figures.';
COMMENT ON COLUMN public.run.meanings IS 'What each heading was taken for, by position; empty for a column that was ignored.';
COMMENT ON COLUMN public.run.known_at IS 'The known_from of every claim that the run wrote; null where it wrote none.';
COMMENT ON COLUMN public.run.dropped IS 'Headings of columns that were not read: personal or unknown.';
COMMENT ON COLUMN public.run.kept_sha256 IS 'Of the redacted copy, where that was kept and not the source.';
ALTER TABLE public.run ALTER COLUMN run_id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.run_run_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.schema_migration (
    version integer NOT NULL,
    name text NOT NULL,
    checksum bytea NOT NULL,
    applied_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL
);
CREATE TABLE public.source (
    authority_id bigint NOT NULL,
    source_id bigint NOT NULL,
    kind text NOT NULL,
    name text NOT NULL,
    demonstration boolean DEFAULT false NOT NULL,
    CONSTRAINT source_kind_check CHECK ((kind = ANY (ARRAY['agencies'::text, 'catalog'::text, 'register'::text, 'dossiers'::text, 'payments'::text, 'results'::text, 'observations'::text]))),
    CONSTRAINT source_name_check CHECK (((length(name) >= 1) AND (length(name) <= 200)))
);
COMMENT ON TABLE public.source IS 'Who says something. Without a declared precedence the lower source_id is believed first.';
CREATE TABLE public.source_age (
    authority_id bigint NOT NULL,
    source_id bigint NOT NULL,
    max_hours integer NOT NULL,
    run_id bigint NOT NULL,
    CONSTRAINT source_age_max_hours_check CHECK (((max_hours >= 1) AND (max_hours <= 87600)))
);
COMMENT ON TABLE public.source_age IS 'For each source that has to deliver regularly, the hours after which it counts as stale.';
CREATE TABLE public.source_limit (
    authority_id bigint NOT NULL,
    source_id bigint NOT NULL,
    rule text NOT NULL,
    at_least bigint NOT NULL,
    percent smallint NOT NULL,
    run_id bigint NOT NULL,
    CONSTRAINT source_limit_at_least_check CHECK ((at_least >= 0)),
    CONSTRAINT source_limit_percent_check CHECK (((percent >= 0) AND (percent <= 100))),
    CONSTRAINT source_limit_rule_check CHECK ((rule = ANY (ARRAY['withdrawals'::text, 'agency_withdrawals'::text, 'rows'::text, 'values'::text])))
);
COMMENT ON TABLE public.source_limit IS 'Limits of the guard that a source has instead of the usual ones.';
CREATE TABLE public.source_precedence (
    authority_id bigint NOT NULL,
    attribute text NOT NULL,
    known_from timestamp with time zone NOT NULL,
    "position" smallint NOT NULL,
    source_id bigint NOT NULL,
    known_to timestamp with time zone DEFAULT 'infinity'::timestamp with time zone NOT NULL,
    run_id bigint NOT NULL,
    CONSTRAINT source_precedence_attribute_check CHECK ((attribute = ANY (ARRAY['agency'::text, 'name'::text, 'field'::text, 'type'::text, 'replaces'::text, 'level'::text, 'eligible'::text, 'eligible_full'::text, 'fee'::text, 'payment_eligible'::text, 'payment_enabled'::text, 'means'::text]))),
    CONSTRAINT source_precedence_known_check CHECK ((known_from < known_to))
);
COMMENT ON TABLE public.source_precedence IS 'For each attribute the sources in the order in which they are believed; the others follow.';
ALTER TABLE public.source ALTER COLUMN source_id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.source_source_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.task_state (
    authority_id bigint NOT NULL,
    plan_id text NOT NULL,
    task_ref text NOT NULL,
    state text NOT NULL,
    done_on date,
    due_on date,
    progress smallint,
    deliverable_ids text[] DEFAULT '{}'::text[] NOT NULL,
    deliverable_progress smallint[] DEFAULT '{}'::smallint[] NOT NULL,
    evidence text DEFAULT ''::text NOT NULL,
    known_from timestamp with time zone NOT NULL,
    known_to timestamp with time zone DEFAULT 'infinity'::timestamp with time zone NOT NULL,
    run_id bigint NOT NULL,
    CONSTRAINT task_state_deliverables_check CHECK ((cardinality(deliverable_ids) = cardinality(deliverable_progress))),
    CONSTRAINT task_state_done_check CHECK (((state = 'done'::text) = (done_on IS NOT NULL))),
    CONSTRAINT task_state_evidence_check CHECK ((length(evidence) <= 4000)),
    CONSTRAINT task_state_known_check CHECK ((known_from < known_to)),
    CONSTRAINT task_state_progress_check CHECK ((((progress >= 0) AND (progress <= 100)) AND (0 <= ALL (deliverable_progress)) AND (100 >= ALL (deliverable_progress)))),
    CONSTRAINT task_state_state_check CHECK ((state = ANY (ARRAY['not_started'::text, 'in_progress'::text, 'done'::text, 'cancelled'::text])))
);
COMMENT ON TABLE public.task_state IS 'What was reported on a task of a plan; the deadline is the plan''s.';
CREATE TABLE public.token (
    authority_id bigint NOT NULL,
    token_id text NOT NULL,
    name text NOT NULL,
    scope text NOT NULL,
    agency_id bigint,
    expires_on date NOT NULL,
    known_from timestamp with time zone NOT NULL,
    known_to timestamp with time zone DEFAULT 'infinity'::timestamp with time zone NOT NULL,
    run_id bigint NOT NULL,
    CONSTRAINT token_id_check CHECK ((length(token_id) = 10)),
    CONSTRAINT token_known_check CHECK ((known_from < known_to)),
    CONSTRAINT token_name_check CHECK (((length(name) >= 1) AND (length(name) <= 100))),
    CONSTRAINT token_scope_check CHECK ((scope = ANY (ARRAY['read'::text, 'sync'::text, 'admin'::text])))
);
COMMENT ON TABLE public.token IS 'Grants of access over HTTP; a row that has ended was revoked.';
CREATE TABLE public.token_secret (
    authority_id bigint NOT NULL,
    token_id text NOT NULL,
    sha256 bytea NOT NULL,
    CONSTRAINT token_secret_sha256_check CHECK ((octet_length(sha256) = 32))
);
COMMENT ON TABLE public.token_secret IS 'SHA-256 of the 256 random bits that the holder of a token has.';
ALTER TABLE ONLY public.adopted_document
    ADD CONSTRAINT adopted_document_pkey PRIMARY KEY (authority_id, kind, document_id, known_from);
ALTER TABLE ONLY public.agency_alias
    ADD CONSTRAINT agency_alias_pkey PRIMARY KEY (authority_id, match_key, known_from);
ALTER TABLE ONLY public.agency_claim_past
    ADD CONSTRAINT agency_claim_past_pkey PRIMARY KEY (authority_id, agency_id, source_id, valid_from, known_from);
ALTER TABLE ONLY public.agency_claim
    ADD CONSTRAINT agency_claim_pkey PRIMARY KEY (authority_id, agency_id, source_id, valid_from);
ALTER TABLE ONLY public.agency
    ADD CONSTRAINT agency_code_key UNIQUE (authority_id, code);
ALTER TABLE ONLY public.agency
    ADD CONSTRAINT agency_pkey PRIMARY KEY (authority_id, agency_id);
ALTER TABLE ONLY public.attempt
    ADD CONSTRAINT attempt_pkey PRIMARY KEY (authority_id, attempt_id);
ALTER TABLE ONLY public.audit_entry
    ADD CONSTRAINT audit_entry_pkey PRIMARY KEY (authority_id, entry);
ALTER TABLE ONLY public.audit_entry
    ADD CONSTRAINT audit_entry_run_key UNIQUE (authority_id, run_id);
ALTER TABLE ONLY public.authority
    ADD CONSTRAINT authority_code_key UNIQUE (code);
ALTER TABLE ONLY public.authority
    ADD CONSTRAINT authority_pkey PRIMARY KEY (authority_id);
ALTER TABLE ONLY public.closed_figure
    ADD CONSTRAINT closed_figure_pkey PRIMARY KEY (authority_id, run_id, period, calendar, indicator, counted, agency);
ALTER TABLE ONLY public.closed_period
    ADD CONSTRAINT closed_period_pkey PRIMARY KEY (authority_id, period, calendar, known_from);
ALTER TABLE ONLY public.data_version
    ADD CONSTRAINT data_version_pkey PRIMARY KEY (authority_id, version);
ALTER TABLE ONLY public.data_version
    ADD CONSTRAINT data_version_recorded_key UNIQUE (authority_id, recorded_at);
ALTER TABLE ONLY public.dossier_half_agency
    ADD CONSTRAINT dossier_half_agency_pkey PRIMARY KEY (authority_id, half, agency_id, channel);
ALTER TABLE ONLY public.dossier_half
    ADD CONSTRAINT dossier_half_pkey PRIMARY KEY (authority_id, half, agency_id, procedure_id, channel);
ALTER TABLE ONLY public.dossier_half_procedure
    ADD CONSTRAINT dossier_half_procedure_pkey PRIMARY KEY (authority_id, half, procedure_id, channel);
ALTER TABLE ONLY public.dossier_past
    ADD CONSTRAINT dossier_past_pkey PRIMARY KEY (authority_id, dossier_code, known_from);
ALTER TABLE ONLY public.dossier
    ADD CONSTRAINT dossier_pkey PRIMARY KEY (authority_id, dossier_code);
ALTER TABLE ONLY public.exclusion
    ADD CONSTRAINT exclusion_pkey PRIMARY KEY (authority_id, exclusion_id);
ALTER TABLE ONLY public.field_alias
    ADD CONSTRAINT field_alias_pkey PRIMARY KEY (authority_id, match_key, known_from);
ALTER TABLE ONLY public.field
    ADD CONSTRAINT field_match_key UNIQUE (authority_id, match_key);
ALTER TABLE ONLY public.field
    ADD CONSTRAINT field_pkey PRIMARY KEY (authority_id, field_id);
ALTER TABLE ONLY public.held_row
    ADD CONSTRAINT held_row_pkey PRIMARY KEY (authority_id, run_id, held_id);
ALTER TABLE ONLY public.holiday
    ADD CONSTRAINT holiday_pkey PRIMARY KEY (authority_id, day, known_from);
ALTER TABLE ONLY public.kept_part
    ADD CONSTRAINT kept_part_pkey PRIMARY KEY (authority_id, sha256, part);
ALTER TABLE ONLY public.kept_source
    ADD CONSTRAINT kept_source_pkey PRIMARY KEY (authority_id, sha256);
ALTER TABLE ONLY public.observation_past
    ADD CONSTRAINT observation_past_pkey PRIMARY KEY (authority_id, indicator, scope, period, source, known_from);
ALTER TABLE ONLY public.observation
    ADD CONSTRAINT observation_pkey PRIMARY KEY (authority_id, indicator, scope, period, source);
ALTER TABLE ONLY public.offering_claim_past
    ADD CONSTRAINT offering_claim_past_pkey PRIMARY KEY (authority_id, procedure_id, agency_key, source_id, service_code, valid_from, known_from);
ALTER TABLE ONLY public.offering_claim
    ADD CONSTRAINT offering_claim_pkey PRIMARY KEY (authority_id, procedure_id, agency_key, source_id, service_code, valid_from);
ALTER TABLE ONLY public.online_level
    ADD CONSTRAINT online_level_code_key UNIQUE (authority_id, scheme, code);
ALTER TABLE ONLY public.online_level
    ADD CONSTRAINT online_level_pkey PRIMARY KEY (authority_id, level_id);
ALTER TABLE ONLY public.payment_half
    ADD CONSTRAINT payment_half_pkey PRIMARY KEY (authority_id, half, agency_key, procedure_key);
ALTER TABLE ONLY public.payment_past
    ADD CONSTRAINT payment_past_pkey PRIMARY KEY (authority_id, transaction_code, known_from);
ALTER TABLE ONLY public.payment
    ADD CONSTRAINT payment_pkey PRIMARY KEY (authority_id, transaction_code);
ALTER TABLE ONLY public.pending_restatement
    ADD CONSTRAINT pending_restatement_pkey PRIMARY KEY (authority_id, period, calendar, indicator, counted, agency, run_id);
ALTER TABLE ONLY public.posted_run
    ADD CONSTRAINT posted_run_pkey PRIMARY KEY (authority_id, post_id);
ALTER TABLE ONLY public.procedure_claim_past
    ADD CONSTRAINT procedure_claim_past_pkey PRIMARY KEY (authority_id, procedure_id, source_id, valid_from, known_from);
ALTER TABLE ONLY public.procedure_claim
    ADD CONSTRAINT procedure_claim_pkey PRIMARY KEY (authority_id, procedure_id, source_id, valid_from);
ALTER TABLE ONLY public.procedure
    ADD CONSTRAINT procedure_code_key UNIQUE (authority_id, code);
ALTER TABLE ONLY public.procedure
    ADD CONSTRAINT procedure_pkey PRIMARY KEY (authority_id, procedure_id);
ALTER TABLE ONLY public.result_stock_past
    ADD CONSTRAINT result_stock_past_pkey PRIMARY KEY (authority_id, procedure_id, agency_id, as_of, known_from);
ALTER TABLE ONLY public.result_stock
    ADD CONSTRAINT result_stock_pkey PRIMARY KEY (authority_id, procedure_id, agency_id, as_of);
ALTER TABLE ONLY public.run
    ADD CONSTRAINT run_pkey PRIMARY KEY (authority_id, run_id);
ALTER TABLE ONLY public.run
    ADD CONSTRAINT run_source_run_key UNIQUE (authority_id, source_id, run_id);
ALTER TABLE ONLY public.schema_migration
    ADD CONSTRAINT schema_migration_pkey PRIMARY KEY (version);
ALTER TABLE ONLY public.source_age
    ADD CONSTRAINT source_age_pkey PRIMARY KEY (authority_id, source_id);
ALTER TABLE ONLY public.source_limit
    ADD CONSTRAINT source_limit_pkey PRIMARY KEY (authority_id, source_id, rule);
ALTER TABLE ONLY public.source
    ADD CONSTRAINT source_name_key UNIQUE (authority_id, kind, name);
ALTER TABLE ONLY public.source
    ADD CONSTRAINT source_pkey PRIMARY KEY (authority_id, source_id);
ALTER TABLE ONLY public.source_precedence
    ADD CONSTRAINT source_precedence_pkey PRIMARY KEY (authority_id, attribute, known_from, "position");
ALTER TABLE ONLY public.task_state
    ADD CONSTRAINT task_state_pkey PRIMARY KEY (authority_id, plan_id, task_ref, known_from);
ALTER TABLE ONLY public.token
    ADD CONSTRAINT token_pkey PRIMARY KEY (authority_id, token_id);
ALTER TABLE ONLY public.token_secret
    ADD CONSTRAINT token_secret_pkey PRIMARY KEY (authority_id, token_id);
CREATE INDEX agency_claim_past_superseded ON public.agency_claim_past USING btree (authority_id, superseded_by_run);
CREATE UNIQUE INDEX closed_period_in_force ON public.closed_period USING btree (authority_id, period, calendar) WHERE (known_to = 'infinity'::timestamp with time zone);
CREATE INDEX dossier_ended ON public.dossier USING btree (authority_id, end_day);
CREATE INDEX dossier_known ON public.dossier USING btree (authority_id, known_from);
CREATE INDEX dossier_open ON public.dossier USING btree (authority_id, received_day) INCLUDE (agency_id, procedure_id, channel, status, national_due_day) WHERE (ending = 0);
CREATE INDEX dossier_past_known ON public.dossier_past USING btree (authority_id, known_to);
CREATE INDEX dossier_past_superseded ON public.dossier_past USING btree (authority_id, superseded_by_run);
CREATE INDEX dossier_received ON public.dossier USING btree (authority_id, received_day);
CREATE INDEX exclusion_in_force ON public.exclusion USING btree (authority_id, indicator, procedure_id) WHERE (known_to = 'infinity'::timestamp with time zone);
CREATE INDEX observation_past_superseded ON public.observation_past USING btree (authority_id, superseded_by_run);
CREATE INDEX offering_claim_past_superseded ON public.offering_claim_past USING btree (authority_id, superseded_by_run);
CREATE INDEX payment_known ON public.payment USING btree (authority_id, known_from);
CREATE INDEX payment_paid ON public.payment USING btree (authority_id, paid_day);
CREATE INDEX payment_past_known ON public.payment_past USING btree (authority_id, known_to);
CREATE INDEX payment_past_superseded ON public.payment_past USING btree (authority_id, superseded_by_run);
CREATE INDEX posted_run_created ON public.posted_run USING btree (authority_id, created_at);
CREATE UNIQUE INDEX posted_run_key ON public.posted_run USING btree (authority_id, token_id, idempotency_key) WHERE (idempotency_key IS NOT NULL);
CREATE INDEX procedure_claim_past_superseded ON public.procedure_claim_past USING btree (authority_id, superseded_by_run);
CREATE INDEX result_stock_past_superseded ON public.result_stock_past USING btree (authority_id, superseded_by_run);
CREATE INDEX run_last_applied ON public.run USING btree (authority_id, source_id, scope, run_id DESC) WHERE (state = 'applied'::text);
CREATE UNIQUE INDEX run_reverted ON public.run USING btree (authority_id, reverts_run) WHERE (reverts_run IS NOT NULL);
CREATE UNIQUE INDEX token_name_in_force ON public.token USING btree (authority_id, name) WHERE (known_to = 'infinity'::timestamp with time zone);
CREATE TRIGGER dossier_deleted AFTER DELETE ON public.dossier REFERENCING OLD TABLE AS removed FOR EACH STATEMENT EXECUTE FUNCTION public.rollup_keep();
CREATE TRIGGER dossier_inserted AFTER INSERT ON public.dossier REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION public.rollup_keep();
CREATE TRIGGER dossier_keys_inserted AFTER INSERT ON public.dossier REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION public.fact_check_keys();
CREATE TRIGGER dossier_keys_updated AFTER UPDATE ON public.dossier REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION public.fact_check_keys();
CREATE TRIGGER dossier_truncated AFTER TRUNCATE ON public.dossier FOR EACH STATEMENT EXECUTE FUNCTION public.rollup_empty();
CREATE TRIGGER dossier_updated AFTER UPDATE ON public.dossier REFERENCING OLD TABLE AS removed NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION public.rollup_keep();
CREATE TRIGGER offering_claim_level_inserted AFTER INSERT ON public.offering_claim REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION public.offering_claim_check_level();
CREATE TRIGGER offering_claim_level_updated AFTER UPDATE ON public.offering_claim REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION public.offering_claim_check_level();
CREATE TRIGGER payment_deleted AFTER DELETE ON public.payment REFERENCING OLD TABLE AS removed FOR EACH STATEMENT EXECUTE FUNCTION public.rollup_keep();
CREATE TRIGGER payment_inserted AFTER INSERT ON public.payment REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION public.rollup_keep();
CREATE TRIGGER payment_keys_inserted AFTER INSERT ON public.payment REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION public.fact_check_keys();
CREATE TRIGGER payment_keys_updated AFTER UPDATE ON public.payment REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION public.fact_check_keys();
CREATE TRIGGER payment_truncated AFTER TRUNCATE ON public.payment FOR EACH STATEMENT EXECUTE FUNCTION public.rollup_empty();
CREATE TRIGGER payment_updated AFTER UPDATE ON public.payment REFERENCING OLD TABLE AS removed NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION public.rollup_keep();
ALTER TABLE ONLY public.adopted_document
    ADD CONSTRAINT adopted_document_run_fkey FOREIGN KEY (authority_id, run_id) REFERENCES public.run(authority_id, run_id);
ALTER TABLE ONLY public.agency_alias
    ADD CONSTRAINT agency_alias_agency_fkey FOREIGN KEY (authority_id, agency_id) REFERENCES public.agency(authority_id, agency_id);
ALTER TABLE ONLY public.agency_alias
    ADD CONSTRAINT agency_alias_run_fkey FOREIGN KEY (authority_id, run_id) REFERENCES public.run(authority_id, run_id);
ALTER TABLE ONLY public.agency
    ADD CONSTRAINT agency_authority_fkey FOREIGN KEY (authority_id) REFERENCES public.authority(authority_id);
ALTER TABLE ONLY public.agency_claim
    ADD CONSTRAINT agency_claim_agency_fkey FOREIGN KEY (authority_id, agency_id) REFERENCES public.agency(authority_id, agency_id);
ALTER TABLE ONLY public.agency_claim
    ADD CONSTRAINT agency_claim_parent_fkey FOREIGN KEY (authority_id, parent_id) REFERENCES public.agency(authority_id, agency_id);
ALTER TABLE ONLY public.agency_claim_past
    ADD CONSTRAINT agency_claim_past_agency_fkey FOREIGN KEY (authority_id, agency_id) REFERENCES public.agency(authority_id, agency_id);
ALTER TABLE ONLY public.agency_claim_past
    ADD CONSTRAINT agency_claim_past_parent_fkey FOREIGN KEY (authority_id, parent_id) REFERENCES public.agency(authority_id, agency_id);
ALTER TABLE ONLY public.agency_claim_past
    ADD CONSTRAINT agency_claim_past_run_fkey FOREIGN KEY (authority_id, run_id) REFERENCES public.run(authority_id, run_id);
ALTER TABLE ONLY public.agency_claim_past
    ADD CONSTRAINT agency_claim_past_source_fkey FOREIGN KEY (authority_id, source_id) REFERENCES public.source(authority_id, source_id);
ALTER TABLE ONLY public.agency_claim_past
    ADD CONSTRAINT agency_claim_past_superseded_fkey FOREIGN KEY (authority_id, superseded_by_run) REFERENCES public.run(authority_id, run_id);
ALTER TABLE ONLY public.agency_claim
    ADD CONSTRAINT agency_claim_run_fkey FOREIGN KEY (authority_id, run_id) REFERENCES public.run(authority_id, run_id);
ALTER TABLE ONLY public.agency_claim
    ADD CONSTRAINT agency_claim_source_fkey FOREIGN KEY (authority_id, source_id) REFERENCES public.source(authority_id, source_id);
ALTER TABLE ONLY public.attempt
    ADD CONSTRAINT attempt_authority_fkey FOREIGN KEY (authority_id) REFERENCES public.authority(authority_id);
ALTER TABLE ONLY public.audit_entry
    ADD CONSTRAINT audit_entry_run_fkey FOREIGN KEY (authority_id, run_id) REFERENCES public.run(authority_id, run_id);
ALTER TABLE ONLY public.closed_figure
    ADD CONSTRAINT closed_figure_run_fkey FOREIGN KEY (authority_id, run_id) REFERENCES public.run(authority_id, run_id);
ALTER TABLE ONLY public.closed_period
    ADD CONSTRAINT closed_period_run_fkey FOREIGN KEY (authority_id, run_id) REFERENCES public.run(authority_id, run_id);
ALTER TABLE ONLY public.closed_period
    ADD CONSTRAINT closed_period_version_fkey FOREIGN KEY (authority_id, version) REFERENCES public.data_version(authority_id, version);
ALTER TABLE ONLY public.data_version
    ADD CONSTRAINT data_version_authority_fkey FOREIGN KEY (authority_id) REFERENCES public.authority(authority_id);
ALTER TABLE ONLY public.data_version
    ADD CONSTRAINT data_version_run_fkey FOREIGN KEY (authority_id, run_id) REFERENCES public.run(authority_id, run_id);
ALTER TABLE ONLY public.exclusion
    ADD CONSTRAINT exclusion_agency_fkey FOREIGN KEY (authority_id, agency_id) REFERENCES public.agency(authority_id, agency_id);
ALTER TABLE ONLY public.exclusion
    ADD CONSTRAINT exclusion_ended_by_run_fkey FOREIGN KEY (authority_id, ended_by_run) REFERENCES public.run(authority_id, run_id);
ALTER TABLE ONLY public.exclusion
    ADD CONSTRAINT exclusion_procedure_fkey FOREIGN KEY (authority_id, procedure_id) REFERENCES public.procedure(authority_id, procedure_id);
ALTER TABLE ONLY public.exclusion
    ADD CONSTRAINT exclusion_run_fkey FOREIGN KEY (authority_id, run_id) REFERENCES public.run(authority_id, run_id);
ALTER TABLE ONLY public.field_alias
    ADD CONSTRAINT field_alias_field_fkey FOREIGN KEY (authority_id, field_id) REFERENCES public.field(authority_id, field_id);
ALTER TABLE ONLY public.field_alias
    ADD CONSTRAINT field_alias_run_fkey FOREIGN KEY (authority_id, run_id) REFERENCES public.run(authority_id, run_id);
ALTER TABLE ONLY public.field
    ADD CONSTRAINT field_authority_fkey FOREIGN KEY (authority_id) REFERENCES public.authority(authority_id);
ALTER TABLE ONLY public.held_row
    ADD CONSTRAINT held_row_run_fkey FOREIGN KEY (authority_id, run_id) REFERENCES public.run(authority_id, run_id);
ALTER TABLE ONLY public.holiday
    ADD CONSTRAINT holiday_run_fkey FOREIGN KEY (authority_id, run_id) REFERENCES public.run(authority_id, run_id);
ALTER TABLE ONLY public.kept_part
    ADD CONSTRAINT kept_part_source_fkey FOREIGN KEY (authority_id, sha256) REFERENCES public.kept_source(authority_id, sha256);
ALTER TABLE ONLY public.kept_source
    ADD CONSTRAINT kept_source_authority_fkey FOREIGN KEY (authority_id) REFERENCES public.authority(authority_id);
ALTER TABLE ONLY public.observation
    ADD CONSTRAINT observation_run_fkey FOREIGN KEY (authority_id, run_id) REFERENCES public.run(authority_id, run_id);
ALTER TABLE ONLY public.offering_claim
    ADD CONSTRAINT offering_claim_agency_fkey FOREIGN KEY (authority_id, agency_id) REFERENCES public.agency(authority_id, agency_id);
ALTER TABLE ONLY public.offering_claim_past
    ADD CONSTRAINT offering_claim_past_agency_fkey FOREIGN KEY (authority_id, agency_id) REFERENCES public.agency(authority_id, agency_id);
ALTER TABLE ONLY public.offering_claim_past
    ADD CONSTRAINT offering_claim_past_procedure_fkey FOREIGN KEY (authority_id, procedure_id) REFERENCES public.procedure(authority_id, procedure_id);
ALTER TABLE ONLY public.offering_claim_past
    ADD CONSTRAINT offering_claim_past_run_fkey FOREIGN KEY (authority_id, source_id, run_id) REFERENCES public.run(authority_id, source_id, run_id);
ALTER TABLE ONLY public.offering_claim_past
    ADD CONSTRAINT offering_claim_past_superseded_fkey FOREIGN KEY (authority_id, superseded_by_run) REFERENCES public.run(authority_id, run_id);
ALTER TABLE ONLY public.offering_claim
    ADD CONSTRAINT offering_claim_procedure_fkey FOREIGN KEY (authority_id, procedure_id) REFERENCES public.procedure(authority_id, procedure_id);
ALTER TABLE ONLY public.offering_claim
    ADD CONSTRAINT offering_claim_run_fkey FOREIGN KEY (authority_id, source_id, run_id) REFERENCES public.run(authority_id, source_id, run_id);
ALTER TABLE ONLY public.online_level
    ADD CONSTRAINT online_level_authority_fkey FOREIGN KEY (authority_id) REFERENCES public.authority(authority_id);
ALTER TABLE ONLY public.pending_restatement
    ADD CONSTRAINT pending_restatement_run_fkey FOREIGN KEY (authority_id, run_id) REFERENCES public.run(authority_id, run_id);
ALTER TABLE ONLY public.posted_run
    ADD CONSTRAINT posted_run_token_fkey FOREIGN KEY (authority_id, token_id) REFERENCES public.token(authority_id, token_id);
ALTER TABLE ONLY public.procedure
    ADD CONSTRAINT procedure_authority_fkey FOREIGN KEY (authority_id) REFERENCES public.authority(authority_id);
ALTER TABLE ONLY public.procedure_claim
    ADD CONSTRAINT procedure_claim_field_fkey FOREIGN KEY (authority_id, field_id) REFERENCES public.field(authority_id, field_id);
ALTER TABLE ONLY public.procedure_claim_past
    ADD CONSTRAINT procedure_claim_past_field_fkey FOREIGN KEY (authority_id, field_id) REFERENCES public.field(authority_id, field_id);
ALTER TABLE ONLY public.procedure_claim_past
    ADD CONSTRAINT procedure_claim_past_procedure_fkey FOREIGN KEY (authority_id, procedure_id) REFERENCES public.procedure(authority_id, procedure_id);
ALTER TABLE ONLY public.procedure_claim_past
    ADD CONSTRAINT procedure_claim_past_run_fkey FOREIGN KEY (authority_id, run_id) REFERENCES public.run(authority_id, run_id);
ALTER TABLE ONLY public.procedure_claim_past
    ADD CONSTRAINT procedure_claim_past_source_fkey FOREIGN KEY (authority_id, source_id) REFERENCES public.source(authority_id, source_id);
ALTER TABLE ONLY public.procedure_claim_past
    ADD CONSTRAINT procedure_claim_past_superseded_fkey FOREIGN KEY (authority_id, superseded_by_run) REFERENCES public.run(authority_id, run_id);
ALTER TABLE ONLY public.procedure_claim
    ADD CONSTRAINT procedure_claim_procedure_fkey FOREIGN KEY (authority_id, procedure_id) REFERENCES public.procedure(authority_id, procedure_id);
ALTER TABLE ONLY public.procedure_claim
    ADD CONSTRAINT procedure_claim_run_fkey FOREIGN KEY (authority_id, run_id) REFERENCES public.run(authority_id, run_id);
ALTER TABLE ONLY public.procedure_claim
    ADD CONSTRAINT procedure_claim_source_fkey FOREIGN KEY (authority_id, source_id) REFERENCES public.source(authority_id, source_id);
ALTER TABLE ONLY public.result_stock
    ADD CONSTRAINT result_stock_agency_fkey FOREIGN KEY (authority_id, agency_id) REFERENCES public.agency(authority_id, agency_id);
ALTER TABLE ONLY public.result_stock
    ADD CONSTRAINT result_stock_procedure_fkey FOREIGN KEY (authority_id, procedure_id) REFERENCES public.procedure(authority_id, procedure_id);
ALTER TABLE ONLY public.result_stock
    ADD CONSTRAINT result_stock_run_fkey FOREIGN KEY (authority_id, run_id) REFERENCES public.run(authority_id, run_id);
ALTER TABLE ONLY public.run
    ADD CONSTRAINT run_reverts_fkey FOREIGN KEY (authority_id, reverts_run) REFERENCES public.run(authority_id, run_id);
ALTER TABLE ONLY public.run
    ADD CONSTRAINT run_source_fkey FOREIGN KEY (authority_id, source_id) REFERENCES public.source(authority_id, source_id);
ALTER TABLE ONLY public.source_age
    ADD CONSTRAINT source_age_run_fkey FOREIGN KEY (authority_id, run_id) REFERENCES public.run(authority_id, run_id);
ALTER TABLE ONLY public.source_age
    ADD CONSTRAINT source_age_source_fkey FOREIGN KEY (authority_id, source_id) REFERENCES public.source(authority_id, source_id);
ALTER TABLE ONLY public.source
    ADD CONSTRAINT source_authority_fkey FOREIGN KEY (authority_id) REFERENCES public.authority(authority_id);
ALTER TABLE ONLY public.source_limit
    ADD CONSTRAINT source_limit_run_fkey FOREIGN KEY (authority_id, run_id) REFERENCES public.run(authority_id, run_id);
ALTER TABLE ONLY public.source_limit
    ADD CONSTRAINT source_limit_source_fkey FOREIGN KEY (authority_id, source_id) REFERENCES public.source(authority_id, source_id);
ALTER TABLE ONLY public.source_precedence
    ADD CONSTRAINT source_precedence_run_fkey FOREIGN KEY (authority_id, run_id) REFERENCES public.run(authority_id, run_id);
ALTER TABLE ONLY public.source_precedence
    ADD CONSTRAINT source_precedence_source_fkey FOREIGN KEY (authority_id, source_id) REFERENCES public.source(authority_id, source_id);
ALTER TABLE ONLY public.task_state
    ADD CONSTRAINT task_state_run_fkey FOREIGN KEY (authority_id, run_id) REFERENCES public.run(authority_id, run_id);
ALTER TABLE ONLY public.token
    ADD CONSTRAINT token_agency_fkey FOREIGN KEY (authority_id, agency_id) REFERENCES public.agency(authority_id, agency_id);
ALTER TABLE ONLY public.token
    ADD CONSTRAINT token_run_fkey FOREIGN KEY (authority_id, run_id) REFERENCES public.run(authority_id, run_id);
ALTER TABLE ONLY public.token_secret
    ADD CONSTRAINT token_secret_token_fkey FOREIGN KEY (authority_id, token_id) REFERENCES public.token(authority_id, token_id);
