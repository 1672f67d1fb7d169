-- What a run needs to be understood and done again: its mode, sheet and headings, when its content
-- became known, which run it takes back; and the attempts that have not ended yet.
-- Why: a run that was killed must leave a named state, a held row must name its cell, and every
-- claim must lead back to the cell that made it.
-- Locks: run, held_row and source exclusively, for as long as their rows are checked.

ALTER TABLE source DROP CONSTRAINT source_kind_check;
ALTER TABLE source
  ADD CONSTRAINT source_kind_check CHECK (kind IN ('agencies', 'catalog', 'register'));

ALTER TABLE run
  ADD COLUMN mode text NOT NULL DEFAULT 'snapshot',
  ADD COLUMN sheet text,
  ADD COLUMN headings text[] NOT NULL DEFAULT '{}',
  ADD COLUMN meanings text[] NOT NULL DEFAULT '{}',
  ADD COLUMN profile_sha256 bytea,
  ADD COLUMN known_at timestamptz,
  ADD COLUMN reverts_run bigint,
  ADD CONSTRAINT run_mode_check CHECK (mode IN ('snapshot', 'register', 'revert')),
  ADD CONSTRAINT run_reverts_check CHECK ((mode = 'revert') = (reverts_run IS NOT NULL)),
  ADD CONSTRAINT run_reverts_fkey FOREIGN KEY (authority_id, reverts_run) REFERENCES run,
  ADD CONSTRAINT run_profile_sha256_check CHECK (octet_length(profile_sha256) = 32);

COMMENT ON COLUMN run.known_at IS
  'The known_from of every claim that the run wrote; null where it wrote none.';
COMMENT ON COLUMN run.meanings IS
  'What each heading was taken for, by position; empty for a column that was ignored.';

-- A run takes back another at most once, and only while its own state is applied.
CREATE UNIQUE INDEX run_reverted ON run (authority_id, reverts_run) WHERE reverts_run IS NOT NULL;

ALTER TABLE held_row ADD COLUMN column_position integer;

COMMENT ON COLUMN held_row.column_position IS
  'Position of the cell at fault, from 1; null where the fault lies in no single cell.';

CREATE TABLE attempt (
  authority_id bigint NOT NULL,
  attempt_id bigint GENERATED ALWAYS AS IDENTITY,
  kind text NOT NULL,
  source_name text NOT NULL,
  scope text NOT NULL,
  location text NOT NULL,
  started_at timestamptz NOT NULL,
  started_by text NOT NULL,
  CONSTRAINT attempt_pkey PRIMARY KEY (authority_id, attempt_id),
  CONSTRAINT attempt_authority_fkey FOREIGN KEY (authority_id) REFERENCES authority
);

COMMENT ON TABLE attempt IS
  'A run that has begun. It leaves in the transaction that enters the run; one that stays was killed.';
