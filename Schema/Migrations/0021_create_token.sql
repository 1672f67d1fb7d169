-- Access tokens: who may read, sync and administer over HTTP, for what part, until when.
-- Why: a client is known by what it holds, and every grant and its end is a run that is audited.
-- Locks: creates tables only.

-- A row in force may be used until the end of the day expires_on; revoking it ends the row.
CREATE TABLE token (
  authority_id bigint NOT NULL,
  token_id text NOT NULL,
  name text NOT NULL,
  scope text NOT NULL,
  agency_id bigint,
  expires_on date NOT NULL,
  known_from timestamptz NOT NULL,
  known_to timestamptz NOT NULL DEFAULT 'infinity',
  run_id bigint NOT NULL,
  CONSTRAINT token_pkey PRIMARY KEY (authority_id, token_id),
  CONSTRAINT token_agency_fkey FOREIGN KEY (authority_id, agency_id) REFERENCES agency,
  CONSTRAINT token_run_fkey FOREIGN KEY (authority_id, run_id) REFERENCES run,
  CONSTRAINT token_known_check CHECK (known_from < known_to),
  CONSTRAINT token_id_check CHECK (length(token_id) = 10),
  CONSTRAINT token_name_check CHECK (length(name) BETWEEN 1 AND 100),
  CONSTRAINT token_scope_check CHECK (scope IN ('read', 'sync', 'admin'))
);

CREATE UNIQUE INDEX token_name_in_force ON token (authority_id, name)
WHERE known_to = 'infinity';

-- Apart from the token, so that what is audited, kept and done again never holds it. Revoking the
-- token deletes its row.
CREATE TABLE token_secret (
  authority_id bigint NOT NULL,
  token_id text NOT NULL,
  sha256 bytea NOT NULL,
  CONSTRAINT token_secret_pkey PRIMARY KEY (authority_id, token_id),
  CONSTRAINT token_secret_token_fkey FOREIGN KEY (authority_id, token_id) REFERENCES token,
  CONSTRAINT token_secret_sha256_check CHECK (octet_length(sha256) = 32)
);

COMMENT ON TABLE token IS 'Grants of access over HTTP; a row that has ended was revoked.';
COMMENT ON TABLE token_secret IS 'SHA-256 of the 256 random bits that the holder of a token has.';
