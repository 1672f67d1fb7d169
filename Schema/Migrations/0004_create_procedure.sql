-- Fields, procedures and what each source says of a procedure, on both clocks.
-- procedure_claim holds what is believed now, for all valid dates; procedure_claim_past what was
-- believed before. Null: the source says nothing. Empty text, field_unknown or answer 2: unknown.
-- Locks: creates tables only.

CREATE TABLE field (
  authority_id bigint NOT NULL,
  field_id bigint GENERATED ALWAYS AS IDENTITY,
  match_key text NOT NULL,
  name text NOT NULL,
  CONSTRAINT field_pkey PRIMARY KEY (authority_id, field_id),
  CONSTRAINT field_match_key UNIQUE (authority_id, match_key),
  CONSTRAINT field_authority_fkey FOREIGN KEY (authority_id) REFERENCES authority,
  CONSTRAINT field_name_check CHECK (length(name) BETWEEN 1 AND 2000)
);

COMMENT ON COLUMN field.match_key IS
  'The name folded for comparing: NFC, lower case, one blank, one way of placing tones.';

CREATE TABLE procedure (
  authority_id bigint NOT NULL,
  procedure_id bigint GENERATED ALWAYS AS IDENTITY,
  code text NOT NULL,
  CONSTRAINT procedure_pkey PRIMARY KEY (authority_id, procedure_id),
  CONSTRAINT procedure_code_key UNIQUE (authority_id, code),
  CONSTRAINT procedure_authority_fkey FOREIGN KEY (authority_id) REFERENCES authority,
  CONSTRAINT procedure_code_check CHECK (length(code) BETWEEN 1 AND 64)
);

CREATE TABLE procedure_claim (
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
  known_from timestamptz NOT NULL,
  run_id bigint NOT NULL,
  CONSTRAINT procedure_claim_pkey PRIMARY KEY (authority_id, procedure_id, source_id, valid_from),
  CONSTRAINT procedure_claim_procedure_fkey
    FOREIGN KEY (authority_id, procedure_id) REFERENCES procedure,
  CONSTRAINT procedure_claim_source_fkey FOREIGN KEY (authority_id, source_id) REFERENCES source,
  CONSTRAINT procedure_claim_field_fkey FOREIGN KEY (authority_id, field_id) REFERENCES field,
  CONSTRAINT procedure_claim_run_fkey FOREIGN KEY (authority_id, run_id) REFERENCES run,
  CONSTRAINT procedure_claim_valid_check CHECK (valid_from < valid_to),
  CONSTRAINT procedure_claim_field_check CHECK (NOT (field_unknown AND field_id IS NOT NULL)),
  CONSTRAINT procedure_claim_internal_check CHECK (is_internal BETWEEN 0 AND 2)
);

CREATE TABLE procedure_claim_past (
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
  known_from timestamptz NOT NULL,
  run_id bigint NOT NULL,
  known_to timestamptz NOT NULL,
  superseded_by_run bigint NOT NULL,
  CONSTRAINT procedure_claim_past_pkey
    PRIMARY KEY (authority_id, procedure_id, source_id, valid_from, known_from),
  CONSTRAINT procedure_claim_past_procedure_fkey
    FOREIGN KEY (authority_id, procedure_id) REFERENCES procedure,
  CONSTRAINT procedure_claim_past_source_fkey
    FOREIGN KEY (authority_id, source_id) REFERENCES source,
  CONSTRAINT procedure_claim_past_field_fkey FOREIGN KEY (authority_id, field_id) REFERENCES field,
  CONSTRAINT procedure_claim_past_run_fkey FOREIGN KEY (authority_id, run_id) REFERENCES run,
  CONSTRAINT procedure_claim_past_superseded_fkey
    FOREIGN KEY (authority_id, superseded_by_run) REFERENCES run (authority_id, run_id),
  CONSTRAINT procedure_claim_past_valid_check CHECK (valid_from < valid_to),
  CONSTRAINT procedure_claim_past_known_check CHECK (known_from < known_to)
);

COMMENT ON TABLE procedure_claim IS
  'What each source says of a procedure, as believed now; declared: it had a row without an agency.';
