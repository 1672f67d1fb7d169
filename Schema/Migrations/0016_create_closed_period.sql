-- Closed periods: which data version their figures stand on, the figures as proof, and what later
-- runs would change in them.
-- Why: what was reported stays as it was reported until somebody restates it and says why.
-- Locks: creates tables only.

CREATE TABLE closed_period (
  authority_id bigint NOT NULL,
  period text NOT NULL,
  calendar text NOT NULL,
  version bigint NOT NULL,
  reason text NOT NULL,
  entered_by text NOT NULL,
  run_id bigint NOT NULL,
  known_from timestamptz NOT NULL,
  known_to timestamptz NOT NULL DEFAULT 'infinity',
  CONSTRAINT closed_period_pkey PRIMARY KEY (authority_id, period, calendar, known_from),
  CONSTRAINT closed_period_version_fkey
    FOREIGN KEY (authority_id, version) REFERENCES data_version,
  CONSTRAINT closed_period_run_fkey FOREIGN KEY (authority_id, run_id) REFERENCES run,
  CONSTRAINT closed_period_known_check CHECK (known_from < known_to),
  CONSTRAINT closed_period_calendar_check CHECK (calendar IN ('civil', 'report')),
  CONSTRAINT closed_period_period_check CHECK (length(period) BETWEEN 4 AND 7),
  CONSTRAINT closed_period_reason_check CHECK (length(reason) <= 2000)
);

CREATE UNIQUE INDEX closed_period_in_force ON closed_period (authority_id, period, calendar)
WHERE known_to = 'infinity';

-- agency is empty for the whole authority.
CREATE TABLE closed_figure (
  authority_id bigint NOT NULL,
  run_id bigint NOT NULL,
  period text NOT NULL,
  calendar text NOT NULL,
  indicator text NOT NULL,
  counted text NOT NULL,
  agency text NOT NULL,
  valid_on date NOT NULL,
  definition integer NOT NULL,
  numerator bigint NOT NULL,
  denominator bigint NOT NULL,
  unknown bigint NOT NULL,
  held bigint NOT NULL,
  excluded bigint NOT NULL,
  CONSTRAINT closed_figure_pkey
    PRIMARY KEY (authority_id, run_id, period, calendar, indicator, counted, agency),
  CONSTRAINT closed_figure_run_fkey FOREIGN KEY (authority_id, run_id) REFERENCES run,
  CONSTRAINT closed_figure_counts_check
    CHECK (numerator BETWEEN 0 AND denominator AND unknown >= 0 AND held >= 0 AND excluded >= 0)
);

-- One row where a run makes a figure of a closed period another than it was before the run. The
-- last row of a figure says how it stands now; null: it is not there at all.
CREATE TABLE pending_restatement (
  authority_id bigint NOT NULL,
  run_id bigint NOT NULL,
  period text NOT NULL,
  calendar text NOT NULL,
  indicator text NOT NULL,
  counted text NOT NULL,
  agency text NOT NULL,
  old_counts bigint[],
  new_counts bigint[],
  CONSTRAINT pending_restatement_pkey
    PRIMARY KEY (authority_id, period, calendar, indicator, counted, agency, run_id),
  CONSTRAINT pending_restatement_run_fkey FOREIGN KEY (authority_id, run_id) REFERENCES run,
  CONSTRAINT pending_restatement_counts_check
    CHECK (cardinality(old_counts) = 5 AND cardinality(new_counts) = 5
      AND old_counts IS DISTINCT FROM new_counts)
);

COMMENT ON TABLE closed_period IS
  'Periods whose figures answer as known at a data version; restating one ends its row.';
COMMENT ON TABLE closed_figure IS 'The counts of a period as they were when a run closed it.';
COMMENT ON COLUMN pending_restatement.new_counts IS
  'Numerator, denominator, unknown, held, excluded after the run.';
