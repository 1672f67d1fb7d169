-- What the migrations make of an empty database of PostgreSQL 15. Written by .ci/structure --write.
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
CREATE TABLE public.data_version (
    authority_id bigint NOT NULL,
    version bigint NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    run_id bigint,
    CONSTRAINT data_version_version_check CHECK ((version >= 0))
);
COMMENT ON TABLE public.data_version IS 'One row for each applied change of what a figure reads; version 0 is the empty beginning.';
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
    CONSTRAINT exclusion_known_check CHECK ((known_from < known_to)),
    CONSTRAINT exclusion_legal_basis_check CHECK (((length(legal_basis) >= 1) AND (length(legal_basis) <= 2000))),
    CONSTRAINT exclusion_reason_check CHECK (((length(reason) >= 1) AND (length(reason) <= 2000))),
    CONSTRAINT exclusion_valid_check CHECK ((valid_from < valid_to))
);
COMMENT ON TABLE public.exclusion IS 'A procedure, or one offering of it, taken out of an indicator on a legal basis.';
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
    CONSTRAINT held_row_rule_check CHECK ((rule = ANY (ARRAY['bad_code'::text, 'unknown_agency'::text, 'two_levels'::text, 'bad_value'::text, 'outside_scope'::text, 'conflict'::text])))
);
COMMENT ON TABLE public.held_row IS 'A quarantined row with its address, its raw text and the parts of its key that could be read.';
COMMENT ON COLUMN public.held_row.column_position IS 'Position of the cell at fault, from 1; null where the fault lies in no single cell.';
ALTER TABLE public.held_row ALTER COLUMN held_id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.held_row_held_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
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
    CONSTRAINT run_mode_check CHECK ((mode = ANY (ARRAY['snapshot'::text, 'register'::text, 'revert'::text]))),
    CONSTRAINT run_profile_sha256_check CHECK ((octet_length(profile_sha256) = 32)),
    CONSTRAINT run_reverts_check CHECK (((mode = 'revert'::text) = (reverts_run IS NOT NULL))),
    CONSTRAINT run_rows_check CHECK (((rows_read = (((rows_non_data + rows_duplicate) + rows_held) + rows_applied)) OR (state = ANY (ARRAY['refused'::text, 'failed'::text])))),
    CONSTRAINT run_sha256_check CHECK ((octet_length(sha256) = 32)),
    CONSTRAINT run_state_check CHECK ((state = ANY (ARRAY['applied'::text, 'skipped'::text, 'refused'::text, 'failed'::text])))
);
COMMENT ON TABLE public.run IS 'One sync: what came in, in which state it ended. Only applied runs change figures.';
COMMENT ON COLUMN public.run.meanings IS 'What each heading was taken for, by position; empty for a column that was ignored.';
COMMENT ON COLUMN public.run.known_at IS 'The known_from of every claim that the run wrote; null where it wrote none.';
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
    CONSTRAINT source_kind_check CHECK ((kind = ANY (ARRAY['agencies'::text, 'catalog'::text, 'register'::text]))),
    CONSTRAINT source_name_check CHECK (((length(name) >= 1) AND (length(name) <= 200)))
);
COMMENT ON TABLE public.source IS 'Who says something. Without a declared precedence the lower source_id is believed first.';
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
ALTER TABLE ONLY public.data_version
    ADD CONSTRAINT data_version_pkey PRIMARY KEY (authority_id, version);
ALTER TABLE ONLY public.data_version
    ADD CONSTRAINT data_version_recorded_key UNIQUE (authority_id, recorded_at);
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
ALTER TABLE ONLY public.kept_part
    ADD CONSTRAINT kept_part_pkey PRIMARY KEY (authority_id, sha256, part);
ALTER TABLE ONLY public.kept_source
    ADD CONSTRAINT kept_source_pkey PRIMARY KEY (authority_id, sha256);
ALTER TABLE ONLY public.offering_claim_past
    ADD CONSTRAINT offering_claim_past_pkey PRIMARY KEY (authority_id, procedure_id, agency_key, source_id, service_code, valid_from, known_from);
ALTER TABLE ONLY public.offering_claim
    ADD CONSTRAINT offering_claim_pkey PRIMARY KEY (authority_id, procedure_id, agency_key, source_id, service_code, valid_from);
ALTER TABLE ONLY public.online_level
    ADD CONSTRAINT online_level_code_key UNIQUE (authority_id, scheme, code);
ALTER TABLE ONLY public.online_level
    ADD CONSTRAINT online_level_pkey PRIMARY KEY (authority_id, level_id);
ALTER TABLE ONLY public.procedure_claim_past
    ADD CONSTRAINT procedure_claim_past_pkey PRIMARY KEY (authority_id, procedure_id, source_id, valid_from, known_from);
ALTER TABLE ONLY public.procedure_claim
    ADD CONSTRAINT procedure_claim_pkey PRIMARY KEY (authority_id, procedure_id, source_id, valid_from);
ALTER TABLE ONLY public.procedure
    ADD CONSTRAINT procedure_code_key UNIQUE (authority_id, code);
ALTER TABLE ONLY public.procedure
    ADD CONSTRAINT procedure_pkey PRIMARY KEY (authority_id, procedure_id);
ALTER TABLE ONLY public.run
    ADD CONSTRAINT run_pkey PRIMARY KEY (authority_id, run_id);
ALTER TABLE ONLY public.run
    ADD CONSTRAINT run_source_run_key UNIQUE (authority_id, source_id, run_id);
ALTER TABLE ONLY public.schema_migration
    ADD CONSTRAINT schema_migration_pkey PRIMARY KEY (version);
ALTER TABLE ONLY public.source_limit
    ADD CONSTRAINT source_limit_pkey PRIMARY KEY (authority_id, source_id, rule);
ALTER TABLE ONLY public.source
    ADD CONSTRAINT source_name_key UNIQUE (authority_id, kind, name);
ALTER TABLE ONLY public.source
    ADD CONSTRAINT source_pkey PRIMARY KEY (authority_id, source_id);
ALTER TABLE ONLY public.source_precedence
    ADD CONSTRAINT source_precedence_pkey PRIMARY KEY (authority_id, attribute, known_from, "position");
CREATE INDEX agency_claim_past_superseded ON public.agency_claim_past USING btree (authority_id, superseded_by_run);
CREATE INDEX offering_claim_past_superseded ON public.offering_claim_past USING btree (authority_id, superseded_by_run);
CREATE INDEX procedure_claim_past_superseded ON public.procedure_claim_past USING btree (authority_id, superseded_by_run);
CREATE INDEX run_last_applied ON public.run USING btree (authority_id, source_id, scope, run_id DESC) WHERE (state = 'applied'::text);
CREATE UNIQUE INDEX run_reverted ON public.run USING btree (authority_id, reverts_run) WHERE (reverts_run IS NOT NULL);
CREATE TRIGGER offering_claim_level_inserted AFTER INSERT ON public.offering_claim REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION public.offering_claim_check_level();
CREATE TRIGGER offering_claim_level_updated AFTER UPDATE ON public.offering_claim REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION public.offering_claim_check_level();
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
ALTER TABLE ONLY public.data_version
    ADD CONSTRAINT data_version_authority_fkey FOREIGN KEY (authority_id) REFERENCES public.authority(authority_id);
ALTER TABLE ONLY public.data_version
    ADD CONSTRAINT data_version_run_fkey FOREIGN KEY (authority_id, run_id) REFERENCES public.run(authority_id, run_id);
ALTER TABLE ONLY public.exclusion
    ADD CONSTRAINT exclusion_agency_fkey FOREIGN KEY (authority_id, agency_id) REFERENCES public.agency(authority_id, agency_id);
ALTER TABLE ONLY public.exclusion
    ADD CONSTRAINT exclusion_procedure_fkey FOREIGN KEY (authority_id, procedure_id) REFERENCES public.procedure(authority_id, procedure_id);
ALTER TABLE ONLY public.field_alias
    ADD CONSTRAINT field_alias_field_fkey FOREIGN KEY (authority_id, field_id) REFERENCES public.field(authority_id, field_id);
ALTER TABLE ONLY public.field_alias
    ADD CONSTRAINT field_alias_run_fkey FOREIGN KEY (authority_id, run_id) REFERENCES public.run(authority_id, run_id);
ALTER TABLE ONLY public.field
    ADD CONSTRAINT field_authority_fkey FOREIGN KEY (authority_id) REFERENCES public.authority(authority_id);
ALTER TABLE ONLY public.held_row
    ADD CONSTRAINT held_row_run_fkey FOREIGN KEY (authority_id, run_id) REFERENCES public.run(authority_id, run_id);
ALTER TABLE ONLY public.kept_part
    ADD CONSTRAINT kept_part_source_fkey FOREIGN KEY (authority_id, sha256) REFERENCES public.kept_source(authority_id, sha256);
ALTER TABLE ONLY public.kept_source
    ADD CONSTRAINT kept_source_authority_fkey FOREIGN KEY (authority_id) REFERENCES public.authority(authority_id);
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
ALTER TABLE ONLY public.run
    ADD CONSTRAINT run_reverts_fkey FOREIGN KEY (authority_id, reverts_run) REFERENCES public.run(authority_id, run_id);
ALTER TABLE ONLY public.run
    ADD CONSTRAINT run_source_fkey FOREIGN KEY (authority_id, source_id) REFERENCES public.source(authority_id, source_id);
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
