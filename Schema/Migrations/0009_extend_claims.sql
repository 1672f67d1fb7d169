-- The row of the file that made each claim, and which procedures a procedure takes the place of.
-- Why: who said what, when, from which cell; and series that follow a replaced code.
-- Locks: the claim tables exclusively, briefly: columns without a default are not rewritten.

ALTER TABLE agency_claim ADD COLUMN row_number integer;
ALTER TABLE agency_claim_past ADD COLUMN row_number integer;
ALTER TABLE procedure_claim ADD COLUMN row_number integer, ADD COLUMN replaces text[];
ALTER TABLE procedure_claim_past ADD COLUMN row_number integer, ADD COLUMN replaces text[];
ALTER TABLE offering_claim ADD COLUMN row_number integer;
ALTER TABLE offering_claim_past ADD COLUMN row_number integer;

COMMENT ON COLUMN procedure_claim.replaces IS
  'Codes that this procedure takes the place of; null: the source says nothing.';

-- What a run took back or replaced is looked up by the run.
CREATE INDEX agency_claim_past_superseded ON agency_claim_past (authority_id, superseded_by_run);
CREATE INDEX procedure_claim_past_superseded
  ON procedure_claim_past (authority_id, superseded_by_run);
CREATE INDEX offering_claim_past_superseded
  ON offering_claim_past (authority_id, superseded_by_run);
