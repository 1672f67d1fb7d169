-- What an authority adopts without a new program: plans, score indexes and holidays; and what was
-- reported on the tasks of a plan.
-- Why: next year's plan must not wait for a release, and who replaced which must be known.
-- Locks: creates tables only.

CREATE TABLE adopted_document (
  authority_id bigint NOT NULL,
  kind text NOT NULL,
  document_id text NOT NULL,
  content text NOT NULL,
  known_from timestamptz NOT NULL,
  known_to timestamptz NOT NULL DEFAULT 'infinity',
  run_id bigint NOT NULL,
  CONSTRAINT adopted_document_pkey PRIMARY KEY (authority_id, kind, document_id, known_from),
  CONSTRAINT adopted_document_run_fkey FOREIGN KEY (authority_id, run_id) REFERENCES run,
  CONSTRAINT adopted_document_known_check CHECK (known_from < known_to),
  CONSTRAINT adopted_document_kind_check CHECK (kind IN ('plan', 'index', 'holidays')),
  CONSTRAINT adopted_document_id_check CHECK (length(document_id) BETWEEN 1 AND 100),
  CONSTRAINT adopted_document_content_check CHECK (octet_length(content) BETWEEN 2 AND 4194304)
);

CREATE TABLE holiday (
  authority_id bigint NOT NULL,
  day date NOT NULL,
  kind text NOT NULL,
  name text NOT NULL,
  known_from timestamptz NOT NULL,
  known_to timestamptz NOT NULL DEFAULT 'infinity',
  run_id bigint NOT NULL,
  CONSTRAINT holiday_pkey PRIMARY KEY (authority_id, day, known_from),
  CONSTRAINT holiday_run_fkey FOREIGN KEY (authority_id, run_id) REFERENCES run,
  CONSTRAINT holiday_known_check CHECK (known_from < known_to),
  CONSTRAINT holiday_kind_check CHECK (kind IN ('off', 'working')),
  CONSTRAINT holiday_name_check CHECK (length(name) BETWEEN 1 AND 200)
);

CREATE TABLE task_state (
  authority_id bigint NOT NULL,
  plan_id text NOT NULL,
  task_ref text NOT NULL,
  state text NOT NULL,
  done_on date,
  due_on date,
  progress smallint,
  deliverable_ids text[] NOT NULL DEFAULT '{}',
  deliverable_progress smallint[] NOT NULL DEFAULT '{}',
  evidence text NOT NULL DEFAULT '',
  known_from timestamptz NOT NULL,
  known_to timestamptz NOT NULL DEFAULT 'infinity',
  run_id bigint NOT NULL,
  CONSTRAINT task_state_pkey PRIMARY KEY (authority_id, plan_id, task_ref, known_from),
  CONSTRAINT task_state_run_fkey FOREIGN KEY (authority_id, run_id) REFERENCES run,
  CONSTRAINT task_state_known_check CHECK (known_from < known_to),
  CONSTRAINT task_state_state_check
    CHECK (state IN ('not_started', 'in_progress', 'done', 'cancelled')),
  CONSTRAINT task_state_done_check CHECK ((state = 'done') = (done_on IS NOT NULL)),
  CONSTRAINT task_state_progress_check CHECK (progress BETWEEN 0 AND 100
    AND 0 <= ALL (deliverable_progress) AND 100 >= ALL (deliverable_progress)),
  CONSTRAINT task_state_deliverables_check
    CHECK (cardinality(deliverable_ids) = cardinality(deliverable_progress)),
  CONSTRAINT task_state_evidence_check CHECK (length(evidence) <= 4000)
);

COMMENT ON TABLE adopted_document IS
  'A plan, an index or a year of holidays as canonical JSON; it replaces the one of the program.';
COMMENT ON TABLE holiday IS
  'A day on which offices are closed, or work though it is a Saturday or Sunday.';
COMMENT ON TABLE task_state IS 'What was reported on a task of a plan; the deadline is the plan''s.';
