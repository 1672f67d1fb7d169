-- How old what a source said may be.
-- Why: a figure that is counted on a source that has not delivered for too long has to say so.
-- Locks: creates a table only.

CREATE TABLE source_age (
  authority_id bigint NOT NULL,
  source_id bigint NOT NULL,
  max_hours integer NOT NULL,
  run_id bigint NOT NULL,
  CONSTRAINT source_age_pkey PRIMARY KEY (authority_id, source_id),
  CONSTRAINT source_age_source_fkey FOREIGN KEY (authority_id, source_id) REFERENCES source,
  CONSTRAINT source_age_run_fkey FOREIGN KEY (authority_id, run_id) REFERENCES run,
  CONSTRAINT source_age_max_hours_check CHECK (max_hours BETWEEN 1 AND 87600)
);

COMMENT ON TABLE source_age IS
  'For each source that has to deliver regularly, the hours after which it counts as stale.';
