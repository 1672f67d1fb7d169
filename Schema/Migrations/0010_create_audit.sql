-- The chain of runs: one entry for each, over the digest of its ordered changes and the digest of
-- the entry before it.
-- Why: an edit, a removal, a reordering or a truncation of what was recorded can be found, also by
-- somebody who kept nothing but the last hash.
-- Locks: creates a table only.

CREATE TABLE audit_entry (
  authority_id bigint NOT NULL,
  entry bigint NOT NULL,
  run_id bigint NOT NULL,
  change_count bigint NOT NULL,
  changes bytea NOT NULL,
  previous bytea NOT NULL,
  hash bytea NOT NULL,
  CONSTRAINT audit_entry_pkey PRIMARY KEY (authority_id, entry),
  CONSTRAINT audit_entry_run_key UNIQUE (authority_id, run_id),
  CONSTRAINT audit_entry_run_fkey FOREIGN KEY (authority_id, run_id) REFERENCES run,
  CONSTRAINT audit_entry_entry_check CHECK (entry >= 1),
  CONSTRAINT audit_entry_digests_check
    CHECK (octet_length(changes) = 32 AND octet_length(previous) = 32 AND octet_length(hash) = 32)
);

COMMENT ON TABLE audit_entry IS
  'One entry for each run; hash covers the run, the digest of its changes and the hash before it.';
