-- Agencies and what each source says of them, on both clocks.
-- Why: trees change (districts gone, provinces merged); a figure of a date is counted on the tree
-- of that date, and can be printed again as it was known at an earlier instant.
-- agency_claim holds what is believed now, for all valid dates; agency_claim_past what was
-- believed before.
-- Locks: creates tables only.

CREATE TABLE agency (
  authority_id bigint NOT NULL,
  agency_id bigint GENERATED ALWAYS AS IDENTITY,
  code text NOT NULL,
  CONSTRAINT agency_pkey PRIMARY KEY (authority_id, agency_id),
  CONSTRAINT agency_code_key UNIQUE (authority_id, code),
  CONSTRAINT agency_authority_fkey FOREIGN KEY (authority_id) REFERENCES authority,
  CONSTRAINT agency_code_check CHECK (code ~ '^[0-9A-Z]+([.][0-9A-Z]+)*$' AND length(code) <= 35)
);

CREATE TABLE agency_claim (
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
  known_from timestamptz NOT NULL,
  run_id bigint NOT NULL,
  CONSTRAINT agency_claim_pkey PRIMARY KEY (authority_id, agency_id, source_id, valid_from),
  CONSTRAINT agency_claim_agency_fkey FOREIGN KEY (authority_id, agency_id) REFERENCES agency,
  CONSTRAINT agency_claim_source_fkey FOREIGN KEY (authority_id, source_id) REFERENCES source,
  CONSTRAINT agency_claim_parent_fkey FOREIGN KEY (authority_id, parent_id) REFERENCES agency,
  CONSTRAINT agency_claim_run_fkey FOREIGN KEY (authority_id, run_id) REFERENCES run,
  CONSTRAINT agency_claim_valid_check CHECK (valid_from < valid_to),
  CONSTRAINT agency_claim_parent_check CHECK (parent_id <> agency_id),
  CONSTRAINT agency_claim_tier_check
    CHECK (tier IN ('province', 'district', 'commune', 'vertical'))
);

CREATE TABLE agency_claim_past (
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
  known_from timestamptz NOT NULL,
  run_id bigint NOT NULL,
  known_to timestamptz NOT NULL,
  superseded_by_run bigint NOT NULL,
  CONSTRAINT agency_claim_past_pkey
    PRIMARY KEY (authority_id, agency_id, source_id, valid_from, known_from),
  CONSTRAINT agency_claim_past_agency_fkey FOREIGN KEY (authority_id, agency_id) REFERENCES agency,
  CONSTRAINT agency_claim_past_source_fkey FOREIGN KEY (authority_id, source_id) REFERENCES source,
  CONSTRAINT agency_claim_past_parent_fkey FOREIGN KEY (authority_id, parent_id) REFERENCES agency,
  CONSTRAINT agency_claim_past_run_fkey FOREIGN KEY (authority_id, run_id) REFERENCES run,
  CONSTRAINT agency_claim_past_superseded_fkey
    FOREIGN KEY (authority_id, superseded_by_run) REFERENCES run (authority_id, run_id),
  CONSTRAINT agency_claim_past_valid_check CHECK (valid_from < valid_to),
  CONSTRAINT agency_claim_past_known_check CHECK (known_from < known_to)
);

COMMENT ON TABLE agency_claim IS 'What each source says of an agency, as believed now.';
COMMENT ON TABLE agency_claim_past IS 'What was believed of an agency from known_from to known_to.';
