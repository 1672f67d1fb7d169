-- Dossiers, and the counts of them that figures read.
-- dossier holds the latest state of each dossier by its own event time; dossier_past what was
-- believed before. A dossier counts on the day it was received and on the day it ended, as
-- dossier_measures says and nobody else; rollups keep these counts by half month.
-- Agencies and procedures are checked once for each statement: foreign keys would check each row.
-- Locks: source, run and held_row exclusively, for as long as their rows are checked.

ALTER TABLE source DROP CONSTRAINT source_kind_check, ADD CONSTRAINT source_kind_check
  CHECK (kind IN ('agencies', 'catalog', 'register', 'dossiers', 'payments', 'results',
    'observations'));
ALTER TABLE run
  ADD COLUMN dropped text[] NOT NULL DEFAULT '{}',
  ADD COLUMN kept_sha256 bytea,
  DROP CONSTRAINT run_mode_check,
  ADD CONSTRAINT run_mode_check CHECK (mode IN ('snapshot', 'delta', 'register', 'revert')),
  ADD CONSTRAINT run_kept_sha256_check CHECK (octet_length(kept_sha256) = 32);
ALTER TABLE held_row
  ADD COLUMN fact_from date,
  ADD COLUMN fact_to date,
  DROP CONSTRAINT held_row_rule_check,
  ADD CONSTRAINT held_row_rule_check
    CHECK (rule IN ('bad_code', 'unknown_agency', 'unknown_procedure', 'two_levels', 'bad_value',
      'bad_dates', 'outside_scope', 'conflict', 'status_change'));
COMMENT ON COLUMN run.dropped IS 'Headings of columns that were not read: personal or unknown.';
COMMENT ON COLUMN run.kept_sha256 IS 'Of the redacted copy, where that was kept and not the source.';
COMMENT ON COLUMN held_row.fact_from IS 'First day of the fact that could be read; null: any.';

CREATE TABLE dossier (
  authority_id bigint NOT NULL,
  dossier_code text COLLATE "C" NOT NULL,
  procedure_id bigint NOT NULL,
  agency_id bigint NOT NULL,
  receiving_agency_id bigint,
  channel smallint,
  status smallint NOT NULL,
  received_at timestamptz,
  due_at timestamptz,
  finished_at timestamptz,
  returned_at timestamptz,
  event_at timestamptz NOT NULL,
  paused_days smallint NOT NULL,
  supplements smallint NOT NULL,
  supplement_asked_at timestamptz,
  supplement_us bigint NOT NULL,
  flags integer NOT NULL,
  received_day date,
  end_day date,
  ending smallint NOT NULL,
  due_day date,
  time_class smallint,
  national_class smallint,
  national_due_day date,
  content bigint NOT NULL,
  known_from timestamptz NOT NULL,
  run_id bigint NOT NULL,
  source_id bigint NOT NULL,
  row_number integer NOT NULL,
  CONSTRAINT dossier_pkey PRIMARY KEY (authority_id, dossier_code),
  CONSTRAINT dossier_code_check CHECK (octet_length(dossier_code) BETWEEN 1 AND 200),
  CONSTRAINT dossier_words_check CHECK (status BETWEEN 1 AND 10 AND channel BETWEEN 1 AND 3
    AND time_class BETWEEN 1 AND 4 AND national_class BETWEEN 1 AND 4),
  CONSTRAINT dossier_ending_check CHECK (ending BETWEEN 0 AND 4
    AND (ending = 0) = (end_day IS NULL) AND (ending = 1) <= (time_class IS NOT NULL))
);
CREATE INDEX dossier_received ON dossier (authority_id, received_day);
CREATE INDEX dossier_ended ON dossier (authority_id, end_day);
-- Open dossiers are counted where figures are read; the index alone answers that.
CREATE INDEX dossier_open ON dossier (authority_id, received_day)
  INCLUDE (agency_id, procedure_id, channel, status, national_due_day) WHERE ending = 0;
CREATE INDEX dossier_known ON dossier (authority_id, known_from);

CREATE TABLE dossier_past (
  LIKE dossier INCLUDING CONSTRAINTS,
  known_to timestamptz NOT NULL,
  superseded_by_run bigint NOT NULL,
  CONSTRAINT dossier_past_pkey PRIMARY KEY (authority_id, dossier_code, known_from),
  CONSTRAINT dossier_past_known_check CHECK (known_from < known_to)
);
CREATE INDEX dossier_past_superseded ON dossier_past (authority_id, superseded_by_run);
CREATE INDEX dossier_past_known ON dossier_past (authority_id, known_to);

CREATE FUNCTION half_of(day date) RETURNS smallint LANGUAGE sql IMMUTABLE
PARALLEL SAFE AS $$
  SELECT ((date_part('year', day::timestamp) - 1900) * 24
    + (date_part('month', day::timestamp) - 1) * 2
    + (date_part('day', day::timestamp) >= 15)::integer)::smallint
$$;

-- flags: 2 bits each, 0 no, 1 yes, 2 unknown: 0 fee due, 2 paid, 4 paid online, 6 components
-- digitized, 8 result electronic, 10 data reused, 12 storage connected.
CREATE FUNCTION dossier_measures(
  received_day date, end_day date, ending smallint, status smallint, time_class smallint,
  national_class smallint, flags integer)
RETURNS TABLE (day date, received integer, electronic_yes integer, electronic_unknown integer,
  digitized_yes integer, digitized_unknown integer, reused_yes integer, reused_unknown integer,
  stored_yes integer, stored_unknown integer, fee_yes integer, fee_unknown integer,
  paid_online_yes integer, paid_online_unknown integer, national_on_time integer,
  national_late integer, national_undated integer, resolved_early integer,
  resolved_on_time integer, resolved_late integer, resolved_undated integer,
  national_resolved_early integer, national_resolved_on_time integer,
  national_resolved_late integer, national_resolved_undated integer, result_yes integer,
  result_unknown integer, withdrawn integer, stopped integer, refused integer)
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT received_day, 1, (flags >> 8 & 3 = 1)::integer, (flags >> 8 & 3 = 2)::integer,
    (flags & 960 = 320)::integer,
    (flags >> 6 & 3 <> 0 AND flags >> 8 & 3 <> 0 AND flags & 960 <> 320)::integer,
    (flags >> 10 & 3 = 1)::integer, (flags >> 10 & 3 = 2)::integer,
    (flags >> 12 & 3 = 1)::integer, (flags >> 12 & 3 = 2)::integer,
    (flags & 3 = 1)::integer, (flags & 3 = 2)::integer,
    (flags & 51 = 17)::integer, (flags & 51 = 33)::integer,
    (COALESCE(national_class, 0) IN (1, 2))::integer, (COALESCE(national_class, 0) = 3)::integer,
    (COALESCE(national_class, 0) = 4)::integer,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0
  WHERE received_day IS NOT NULL AND status NOT IN (1, 3)
  UNION ALL
  SELECT end_day, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    (ending = 1 AND time_class = 1)::integer, (ending = 1 AND time_class = 2)::integer,
    (ending = 1 AND time_class = 3)::integer, (ending = 1 AND time_class = 4)::integer,
    (ending = 1 AND COALESCE(national_class, 0) = 1)::integer,
    (ending = 1 AND COALESCE(national_class, 0) = 2)::integer,
    (ending = 1 AND COALESCE(national_class, 0) = 3)::integer,
    (ending = 1 AND COALESCE(national_class, 0) = 4)::integer,
    (ending = 1 AND flags >> 8 & 3 = 1)::integer, (ending = 1 AND flags >> 8 & 3 = 2)::integer,
    (ending = 2)::integer, (ending = 3)::integer, (ending = 4)::integer
  WHERE ending <> 0
$$;

COMMENT ON TABLE dossier IS 'The latest state of each dossier, by its own event time.';
COMMENT ON TABLE dossier_past IS 'What was believed of a dossier from known_from to known_to.';
