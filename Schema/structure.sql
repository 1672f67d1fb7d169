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
    CONSTRAINT agency_claim_past_known_check CHECK ((known_from < known_to)),
    CONSTRAINT agency_claim_past_valid_check CHECK ((valid_from < valid_to))
);
COMMENT ON TABLE public.agency_claim_past IS 'What was believed of an agency from known_from to known_to.';
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
    CONSTRAINT held_row_rule_check CHECK ((rule = ANY (ARRAY['bad_code'::text, 'unknown_agency'::text, 'two_levels'::text, 'bad_value'::text, 'outside_scope'::text, 'conflict'::text])))
);
COMMENT ON TABLE public.held_row IS 'A quarantined row with its address, its raw text and the parts of its key that could be read.';
ALTER TABLE public.held_row ALTER COLUMN held_id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.held_row_held_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
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
    CONSTRAINT procedure_claim_field_check CHECK ((NOT (field_unknown AND (field_id IS NOT NULL)))),
    CONSTRAINT procedure_claim_internal_check CHECK (((is_internal >= 0) AND (is_internal <= 2))),
    CONSTRAINT procedure_claim_valid_check CHECK ((valid_from < valid_to))
);
COMMENT ON TABLE public.procedure_claim IS 'What each source says of a procedure, as believed now; declared: it had a row without an agency.';
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
    CONSTRAINT run_rows_check CHECK (((rows_read = (((rows_non_data + rows_duplicate) + rows_held) + rows_applied)) OR (state = ANY (ARRAY['refused'::text, 'failed'::text])))),
    CONSTRAINT run_sha256_check CHECK ((octet_length(sha256) = 32)),
    CONSTRAINT run_state_check CHECK ((state = ANY (ARRAY['applied'::text, 'skipped'::text, 'refused'::text, 'failed'::text])))
);
COMMENT ON TABLE public.run IS 'One sync: what came in, in which state it ended. Only applied runs change figures.';
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
    CONSTRAINT source_kind_check CHECK ((kind = ANY (ARRAY['agencies'::text, 'catalog'::text]))),
    CONSTRAINT source_name_check CHECK (((length(name) >= 1) AND (length(name) <= 200)))
);
COMMENT ON TABLE public.source IS 'Who says something. The lower source_id wins where two sources know the same attribute.';
ALTER TABLE public.source ALTER COLUMN source_id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.source_source_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
ALTER TABLE ONLY public.agency_claim_past
    ADD CONSTRAINT agency_claim_past_pkey PRIMARY KEY (authority_id, agency_id, source_id, valid_from, known_from);
ALTER TABLE ONLY public.agency_claim
    ADD CONSTRAINT agency_claim_pkey PRIMARY KEY (authority_id, agency_id, source_id, valid_from);
ALTER TABLE ONLY public.agency
    ADD CONSTRAINT agency_code_key UNIQUE (authority_id, code);
ALTER TABLE ONLY public.agency
    ADD CONSTRAINT agency_pkey PRIMARY KEY (authority_id, agency_id);
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
ALTER TABLE ONLY public.field
    ADD CONSTRAINT field_match_key UNIQUE (authority_id, match_key);
ALTER TABLE ONLY public.field
    ADD CONSTRAINT field_pkey PRIMARY KEY (authority_id, field_id);
ALTER TABLE ONLY public.held_row
    ADD CONSTRAINT held_row_pkey PRIMARY KEY (authority_id, run_id, held_id);
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
ALTER TABLE ONLY public.source
    ADD CONSTRAINT source_name_key UNIQUE (authority_id, kind, name);
ALTER TABLE ONLY public.source
    ADD CONSTRAINT source_pkey PRIMARY KEY (authority_id, source_id);
CREATE INDEX run_last_applied ON public.run USING btree (authority_id, source_id, scope, run_id DESC) WHERE (state = 'applied'::text);
CREATE TRIGGER offering_claim_level_inserted AFTER INSERT ON public.offering_claim REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION public.offering_claim_check_level();
CREATE TRIGGER offering_claim_level_updated AFTER UPDATE ON public.offering_claim REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION public.offering_claim_check_level();
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
ALTER TABLE ONLY public.data_version
    ADD CONSTRAINT data_version_authority_fkey FOREIGN KEY (authority_id) REFERENCES public.authority(authority_id);
ALTER TABLE ONLY public.data_version
    ADD CONSTRAINT data_version_run_fkey FOREIGN KEY (authority_id, run_id) REFERENCES public.run(authority_id, run_id);
ALTER TABLE ONLY public.exclusion
    ADD CONSTRAINT exclusion_agency_fkey FOREIGN KEY (authority_id, agency_id) REFERENCES public.agency(authority_id, agency_id);
ALTER TABLE ONLY public.exclusion
    ADD CONSTRAINT exclusion_procedure_fkey FOREIGN KEY (authority_id, procedure_id) REFERENCES public.procedure(authority_id, procedure_id);
ALTER TABLE ONLY public.field
    ADD CONSTRAINT field_authority_fkey FOREIGN KEY (authority_id) REFERENCES public.authority(authority_id);
ALTER TABLE ONLY public.held_row
    ADD CONSTRAINT held_row_run_fkey FOREIGN KEY (authority_id, run_id) REFERENCES public.run(authority_id, run_id);
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
    ADD CONSTRAINT run_source_fkey FOREIGN KEY (authority_id, source_id) REFERENCES public.source(authority_id, source_id);
ALTER TABLE ONLY public.source
    ADD CONSTRAINT source_authority_fkey FOREIGN KEY (authority_id) REFERENCES public.authority(authority_id);
