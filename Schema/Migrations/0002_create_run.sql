-- Sources, runs and the rows that a run held back.
-- Why: every figure can be traced to the run that said it; a held row widens the bounds of the
-- figures that it could belong to.
-- Locks: creates tables only.

CREATE TABLE source (
  authority_id bigint NOT NULL,
  source_id bigint GENERATED ALWAYS AS IDENTITY,
  kind text NOT NULL,
  name text NOT NULL,
  demonstration boolean NOT NULL DEFAULT false,
  CONSTRAINT source_pkey PRIMARY KEY (authority_id, source_id),
  CONSTRAINT source_name_key UNIQUE (authority_id, kind, name),
  CONSTRAINT source_authority_fkey FOREIGN KEY (authority_id) REFERENCES authority,
  CONSTRAINT source_kind_check CHECK (kind IN ('agencies', 'catalog')),
  CONSTRAINT source_name_check CHECK (length(name) BETWEEN 1 AND 200)
);

COMMENT ON TABLE source IS
  'Who says something. The lower source_id wins where two sources know the same attribute.';

CREATE TABLE run (
  authority_id bigint NOT NULL,
  run_id bigint GENERATED ALWAYS AS IDENTITY,
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
  started_at timestamptz NOT NULL,
  finished_at timestamptz NOT NULL,
  started_by text NOT NULL,
  rows_read bigint NOT NULL DEFAULT 0,
  rows_non_data bigint NOT NULL DEFAULT 0,
  rows_duplicate bigint NOT NULL DEFAULT 0,
  rows_held bigint NOT NULL DEFAULT 0,
  rows_applied bigint NOT NULL DEFAULT 0,
  records_added bigint NOT NULL DEFAULT 0,
  records_changed bigint NOT NULL DEFAULT 0,
  records_withdrawn bigint NOT NULL DEFAULT 0,
  records_returned bigint NOT NULL DEFAULT 0,
  records_unchanged bigint NOT NULL DEFAULT 0,
  rows_written bigint NOT NULL DEFAULT 0,
  held_digest bytea,
  message text,
  CONSTRAINT run_pkey PRIMARY KEY (authority_id, run_id),
  CONSTRAINT run_source_run_key UNIQUE (authority_id, source_id, run_id),
  CONSTRAINT run_source_fkey FOREIGN KEY (authority_id, source_id) REFERENCES source,
  CONSTRAINT run_state_check CHECK (state IN ('applied', 'skipped', 'refused', 'failed')),
  CONSTRAINT run_rows_check
    CHECK (rows_read = rows_non_data + rows_duplicate + rows_held + rows_applied
      OR state IN ('refused', 'failed')),
  CONSTRAINT run_sha256_check CHECK (octet_length(sha256) = 32)
);

COMMENT ON TABLE run IS
  'One sync: what came in, in which state it ended. Only applied runs change figures.';

CREATE INDEX run_last_applied ON run (authority_id, source_id, scope, run_id DESC)
  WHERE state = 'applied';

ALTER TABLE data_version
  ADD CONSTRAINT data_version_run_fkey
  FOREIGN KEY (authority_id, run_id) REFERENCES run;

CREATE TABLE held_row (
  authority_id bigint NOT NULL,
  run_id bigint NOT NULL,
  held_id bigint GENERATED ALWAYS AS IDENTITY,
  row_number bigint NOT NULL,
  column_name text NOT NULL,
  rule text NOT NULL,
  raw text NOT NULL,
  procedure_code text,
  agency_ids bigint[] NOT NULL,
  agency_readable boolean NOT NULL,
  service_code text,
  CONSTRAINT held_row_pkey PRIMARY KEY (authority_id, run_id, held_id),
  CONSTRAINT held_row_run_fkey FOREIGN KEY (authority_id, run_id) REFERENCES run,
  CONSTRAINT held_row_rule_check
    CHECK (rule IN ('bad_code', 'unknown_agency', 'two_levels', 'bad_value', 'outside_scope',
      'conflict'))
);

COMMENT ON TABLE held_row IS
  'A quarantined row with its address, its raw text and the parts of its key that could be read.';
