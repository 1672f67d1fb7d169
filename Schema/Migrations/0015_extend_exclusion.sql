-- Which run entered an exclusion and which one ended it.
-- Why: the register is kept by people, and every change of it is a run that can be audited and done
-- again.
-- Locks: exclusion exclusively, briefly: columns without a default are not rewritten.

ALTER TABLE exclusion
  ADD COLUMN run_id bigint,
  ADD COLUMN ended_by_run bigint,
  ADD CONSTRAINT exclusion_run_fkey FOREIGN KEY (authority_id, run_id) REFERENCES run,
  ADD CONSTRAINT exclusion_ended_by_run_fkey
    FOREIGN KEY (authority_id, ended_by_run) REFERENCES run;

CREATE INDEX exclusion_in_force ON exclusion (authority_id, indicator, procedure_id)
WHERE known_to = 'infinity';

COMMENT ON COLUMN exclusion.run_id IS
  'The run that entered it; null for one that was entered by hand before runs did.';
