-- What each source says of an offering: a procedure at an agency, or one online service of it, on
-- both clocks. offering_claim holds what is believed now, for all valid dates;
-- offering_claim_past what was believed before.
-- Null: the source says nothing. Level 0, answer 2, empty text: the source says unknown.
-- Answers are 0 no, 1 yes, 2 unknown. means is a sorted list such as 'mobile;web', '-' for none.
-- A row without an agency (agency_key 0) declares the procedure: its attributes hold for every
-- offering of which the source says nothing itself.
-- A level is checked against the list once for each statement, not once for each row: a foreign key
-- would cost as much again as writing the row.
-- Locks: creates tables only.

CREATE TABLE offering_claim (
  authority_id bigint NOT NULL,
  procedure_id bigint NOT NULL,
  agency_id bigint,
  agency_key bigint GENERATED ALWAYS AS (COALESCE(agency_id, 0)) STORED,
  source_id bigint NOT NULL,
  service_code text NOT NULL,
  valid_from date NOT NULL,
  valid_to date NOT NULL,
  level_id smallint,
  eligible smallint,
  eligible_full smallint,
  eligible_decision text,
  fee smallint,
  payment_eligible smallint,
  payment_enabled smallint,
  means text,
  one_stop smallint,
  interlinked smallint,
  decision text,
  known_from timestamptz NOT NULL,
  run_id bigint NOT NULL,
  CONSTRAINT offering_claim_pkey
    PRIMARY KEY (authority_id, procedure_id, agency_key, source_id, service_code, valid_from),
  CONSTRAINT offering_claim_procedure_fkey
    FOREIGN KEY (authority_id, procedure_id) REFERENCES procedure,
  CONSTRAINT offering_claim_agency_fkey FOREIGN KEY (authority_id, agency_id) REFERENCES agency,
  CONSTRAINT offering_claim_run_fkey
    FOREIGN KEY (authority_id, source_id, run_id) REFERENCES run (authority_id, source_id, run_id),
  CONSTRAINT offering_claim_valid_check CHECK (valid_from < valid_to),
  CONSTRAINT offering_claim_answers_check
    CHECK (eligible BETWEEN 0 AND 2
      AND eligible_full BETWEEN 0 AND 2
      AND fee BETWEEN 0 AND 2
      AND payment_eligible BETWEEN 0 AND 2
      AND payment_enabled BETWEEN 0 AND 2
      AND one_stop BETWEEN 0 AND 2
      AND interlinked BETWEEN 0 AND 2),
  CONSTRAINT offering_claim_service_check CHECK (length(service_code) <= 80)
);

CREATE TABLE offering_claim_past (
  authority_id bigint NOT NULL,
  procedure_id bigint NOT NULL,
  agency_id bigint,
  agency_key bigint GENERATED ALWAYS AS (COALESCE(agency_id, 0)) STORED,
  source_id bigint NOT NULL,
  service_code text NOT NULL,
  valid_from date NOT NULL,
  valid_to date NOT NULL,
  level_id smallint,
  eligible smallint,
  eligible_full smallint,
  eligible_decision text,
  fee smallint,
  payment_eligible smallint,
  payment_enabled smallint,
  means text,
  one_stop smallint,
  interlinked smallint,
  decision text,
  known_from timestamptz NOT NULL,
  run_id bigint NOT NULL,
  known_to timestamptz NOT NULL,
  superseded_by_run bigint NOT NULL,
  CONSTRAINT offering_claim_past_pkey
    PRIMARY KEY (authority_id, procedure_id, agency_key, source_id, service_code, valid_from, known_from),
  CONSTRAINT offering_claim_past_procedure_fkey
    FOREIGN KEY (authority_id, procedure_id) REFERENCES procedure,
  CONSTRAINT offering_claim_past_agency_fkey FOREIGN KEY (authority_id, agency_id) REFERENCES agency,
  CONSTRAINT offering_claim_past_run_fkey
    FOREIGN KEY (authority_id, source_id, run_id) REFERENCES run (authority_id, source_id, run_id),
  CONSTRAINT offering_claim_past_superseded_fkey
    FOREIGN KEY (authority_id, superseded_by_run) REFERENCES run (authority_id, run_id),
  CONSTRAINT offering_claim_past_known_check CHECK (known_from < known_to),
  CONSTRAINT offering_claim_past_valid_check CHECK (valid_from < valid_to),
  CONSTRAINT offering_claim_past_answers_check
    CHECK (eligible BETWEEN 0 AND 2
      AND eligible_full BETWEEN 0 AND 2
      AND fee BETWEEN 0 AND 2
      AND payment_eligible BETWEEN 0 AND 2
      AND payment_enabled BETWEEN 0 AND 2
      AND one_stop BETWEEN 0 AND 2
      AND interlinked BETWEEN 0 AND 2),
  CONSTRAINT offering_claim_past_service_check CHECK (length(service_code) <= 80)
);

CREATE FUNCTION offering_claim_check_level() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  missing record;
BEGIN
  SELECT written.authority_id, written.level_id INTO missing
  FROM (SELECT DISTINCT authority_id, level_id FROM written WHERE level_id IS NOT NULL) AS written
  WHERE NOT EXISTS (
    SELECT FROM online_level
    WHERE online_level.authority_id = written.authority_id
      AND online_level.level_id = written.level_id)
  LIMIT 1;
  IF FOUND THEN
    RAISE foreign_key_violation USING
      MESSAGE = format('level %s is not in online_level of authority %s',
        missing.level_id, missing.authority_id),
      CONSTRAINT = TG_TABLE_NAME || '_level_check', TABLE = TG_TABLE_NAME;
  END IF;
  RETURN NULL;
END
$$;

CREATE TRIGGER offering_claim_level_inserted AFTER INSERT ON offering_claim
  REFERENCING NEW TABLE AS written
  FOR EACH STATEMENT EXECUTE FUNCTION offering_claim_check_level();
CREATE TRIGGER offering_claim_level_updated AFTER UPDATE ON offering_claim
  REFERENCING NEW TABLE AS written
  FOR EACH STATEMENT EXECUTE FUNCTION offering_claim_check_level();

COMMENT ON TABLE offering_claim IS 'What each source says of an offering, as believed now.';
COMMENT ON TABLE offering_claim_past IS
  'What was believed of an offering from known_from to known_to.';
