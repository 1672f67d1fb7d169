-- Other spellings of agencies and fields, entered once by a person for all later runs.
-- Why: a name that a source spells in its own way must not be held every night.
-- Locks: creates tables only.

CREATE TABLE agency_alias (
  authority_id bigint NOT NULL,
  match_key text NOT NULL,
  name text NOT NULL,
  agency_id bigint NOT NULL,
  run_id bigint NOT NULL,
  known_from timestamptz NOT NULL,
  known_to timestamptz NOT NULL DEFAULT 'infinity',
  CONSTRAINT agency_alias_pkey PRIMARY KEY (authority_id, match_key, known_from),
  CONSTRAINT agency_alias_agency_fkey FOREIGN KEY (authority_id, agency_id) REFERENCES agency,
  CONSTRAINT agency_alias_run_fkey FOREIGN KEY (authority_id, run_id) REFERENCES run,
  CONSTRAINT agency_alias_known_check CHECK (known_from < known_to)
);

CREATE TABLE field_alias (
  authority_id bigint NOT NULL,
  match_key text NOT NULL,
  name text NOT NULL,
  field_id bigint NOT NULL,
  run_id bigint NOT NULL,
  known_from timestamptz NOT NULL,
  known_to timestamptz NOT NULL DEFAULT 'infinity',
  CONSTRAINT field_alias_pkey PRIMARY KEY (authority_id, match_key, known_from),
  CONSTRAINT field_alias_field_fkey FOREIGN KEY (authority_id, field_id) REFERENCES field,
  CONSTRAINT field_alias_run_fkey FOREIGN KEY (authority_id, run_id) REFERENCES run,
  CONSTRAINT field_alias_known_check CHECK (known_from < known_to)
);

COMMENT ON TABLE agency_alias IS 'A name that sources use for an agency beside its own.';
COMMENT ON TABLE field_alias IS 'A name that sources use for a field beside its own.';
