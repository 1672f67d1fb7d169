-- The register of exclusions: what is taken out of an indicator, on which legal basis, by whom.
-- Why: beside unknown, nothing else may shrink a denominator, and what does is shown.
-- Locks: creates a table only.

CREATE TABLE exclusion (
  authority_id bigint NOT NULL,
  exclusion_id bigint GENERATED ALWAYS AS IDENTITY,
  indicator text NOT NULL,
  procedure_id bigint NOT NULL,
  agency_id bigint,
  legal_basis text NOT NULL,
  reason text NOT NULL,
  entered_by text NOT NULL,
  valid_from date NOT NULL,
  valid_to date NOT NULL,
  known_from timestamptz NOT NULL,
  known_to timestamptz NOT NULL,
  CONSTRAINT exclusion_pkey PRIMARY KEY (authority_id, exclusion_id),
  CONSTRAINT exclusion_procedure_fkey
    FOREIGN KEY (authority_id, procedure_id) REFERENCES procedure,
  CONSTRAINT exclusion_agency_fkey FOREIGN KEY (authority_id, agency_id) REFERENCES agency,
  CONSTRAINT exclusion_valid_check CHECK (valid_from < valid_to),
  CONSTRAINT exclusion_known_check CHECK (known_from < known_to),
  CONSTRAINT exclusion_legal_basis_check CHECK (length(legal_basis) BETWEEN 1 AND 2000),
  CONSTRAINT exclusion_reason_check CHECK (length(reason) BETWEEN 1 AND 2000)
);

COMMENT ON TABLE exclusion IS
  'A procedure, or one offering of it, taken out of an indicator on a legal basis.';
