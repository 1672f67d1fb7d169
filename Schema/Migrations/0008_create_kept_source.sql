-- The bytes of sources, kept so that every run can be looked into and done again.
-- Why: a figure can be traced to the file that said it, and a state rebuilt from its runs.
-- The same bytes are kept once. PostgreSQL compresses each part. Past retention the parts go and
-- the entry stays, with the day on which they went.
-- Locks: creates tables only.

CREATE TABLE kept_source (
  authority_id bigint NOT NULL,
  sha256 bytea NOT NULL,
  size_bytes bigint NOT NULL,
  kept_at timestamptz NOT NULL,
  dropped_at timestamptz,
  CONSTRAINT kept_source_pkey PRIMARY KEY (authority_id, sha256),
  CONSTRAINT kept_source_authority_fkey FOREIGN KEY (authority_id) REFERENCES authority,
  CONSTRAINT kept_source_sha256_check CHECK (octet_length(sha256) = 32),
  CONSTRAINT kept_source_size_check CHECK (size_bytes >= 0)
);

CREATE TABLE kept_part (
  authority_id bigint NOT NULL,
  sha256 bytea NOT NULL,
  part integer NOT NULL,
  bytes bytea COMPRESSION lz4 NOT NULL,
  CONSTRAINT kept_part_pkey PRIMARY KEY (authority_id, sha256, part),
  CONSTRAINT kept_part_source_fkey FOREIGN KEY (authority_id, sha256) REFERENCES kept_source,
  CONSTRAINT kept_part_part_check CHECK (part >= 0)
);

COMMENT ON TABLE kept_source IS 'Bytes of sources by their SHA-256; dropped_at: past retention.';
COMMENT ON TABLE kept_part IS 'One part of the bytes, in order, compressed by the database.';
