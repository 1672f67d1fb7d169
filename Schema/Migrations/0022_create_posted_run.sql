-- Sources that were posted over HTTP: what was asked, how far it is, what it was answered.
-- Why: a client that asks again under the same key must get the first answer, also after a restart
-- and from another instance; and a long run is asked about later.
-- Locks: creates a table only.

-- A row that is queued or running and was not seen for a minute belongs to a service that stopped.
CREATE TABLE posted_run (
  authority_id bigint NOT NULL,
  post_id text NOT NULL,
  token_id text NOT NULL,
  kind text NOT NULL,
  question text NOT NULL,
  sha256 bytea NOT NULL,
  idempotency_key text,
  state text NOT NULL DEFAULT 'queued',
  answer text,
  created_at timestamptz NOT NULL DEFAULT now(),
  seen_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT posted_run_pkey PRIMARY KEY (authority_id, post_id),
  CONSTRAINT posted_run_token_fkey FOREIGN KEY (authority_id, token_id) REFERENCES token,
  CONSTRAINT posted_run_id_check CHECK (length(post_id) BETWEEN 16 AND 64),
  CONSTRAINT posted_run_key_check CHECK (length(idempotency_key) BETWEEN 1 AND 200),
  CONSTRAINT posted_run_state_check CHECK (state IN ('queued', 'running', 'done', 'failed')),
  CONSTRAINT posted_run_answer_check
    CHECK ((state IN ('done', 'failed')) = (answer IS NOT NULL)),
  CONSTRAINT posted_run_sha256_check CHECK (octet_length(sha256) = 32)
);

CREATE UNIQUE INDEX posted_run_key ON posted_run (authority_id, token_id, idempotency_key)
WHERE idempotency_key IS NOT NULL;

CREATE INDEX posted_run_created ON posted_run (authority_id, created_at);

COMMENT ON TABLE posted_run IS
  'Posts of the last seven days; sha256 is that of the body, question its parameters.';
