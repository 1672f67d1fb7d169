-- What is agreed about sources: limits of the guard, and which source is believed first.
-- Why: a source that is known to change much must not be refused every night, and where several
-- sources give the same attribute a declared order decides.
-- Locks: creates tables only.

CREATE TABLE source_limit (
  authority_id bigint NOT NULL,
  source_id bigint NOT NULL,
  rule text NOT NULL,
  at_least bigint NOT NULL,
  percent smallint NOT NULL,
  run_id bigint NOT NULL,
  CONSTRAINT source_limit_pkey PRIMARY KEY (authority_id, source_id, rule),
  CONSTRAINT source_limit_source_fkey FOREIGN KEY (authority_id, source_id) REFERENCES source,
  CONSTRAINT source_limit_run_fkey FOREIGN KEY (authority_id, run_id) REFERENCES run,
  CONSTRAINT source_limit_rule_check
    CHECK (rule IN ('withdrawals', 'agency_withdrawals', 'rows', 'values')),
  CONSTRAINT source_limit_at_least_check CHECK (at_least >= 0),
  CONSTRAINT source_limit_percent_check CHECK (percent BETWEEN 0 AND 100)
);

CREATE TABLE source_precedence (
  authority_id bigint NOT NULL,
  attribute text NOT NULL,
  known_from timestamptz NOT NULL,
  position smallint NOT NULL,
  source_id bigint NOT NULL,
  known_to timestamptz NOT NULL DEFAULT 'infinity',
  run_id bigint NOT NULL,
  CONSTRAINT source_precedence_pkey PRIMARY KEY (authority_id, attribute, known_from, position),
  CONSTRAINT source_precedence_source_fkey FOREIGN KEY (authority_id, source_id) REFERENCES source,
  CONSTRAINT source_precedence_run_fkey FOREIGN KEY (authority_id, run_id) REFERENCES run,
  CONSTRAINT source_precedence_known_check CHECK (known_from < known_to),
  CONSTRAINT source_precedence_attribute_check
    CHECK (attribute IN ('agency', 'name', 'field', 'type', 'replaces', 'level', 'eligible',
      'eligible_full', 'fee', 'payment_eligible', 'payment_enabled', 'means'))
);

COMMENT ON TABLE source_limit IS 'Limits of the guard that a source has instead of the usual ones.';
COMMENT ON TABLE source_precedence IS
  'For each attribute the sources in the order in which they are believed; the others follow.';
COMMENT ON TABLE source IS
  'Who says something. Without a declared precedence the lower source_id is believed first.';
