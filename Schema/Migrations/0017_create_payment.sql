-- Payments, stocks of results and outside figures, each as believed now and as believed before.
-- A payment that was made counts on the day it was paid, as payment_measures says and nobody else;
-- a refund stays in that day and is counted apart.
-- content is a hash of what was said, by which a repeated delivery is told from a new one.
-- Locks: creates tables only.

CREATE TABLE payment (
  authority_id bigint NOT NULL,
  transaction_code text COLLATE "C" NOT NULL,
  dossier_code text COLLATE "C",
  procedure_id bigint,
  agency_id bigint,
  amount bigint NOT NULL,
  method smallint NOT NULL,
  state smallint NOT NULL,
  paid_at timestamptz,
  paid_day date,
  content bigint NOT NULL,
  known_from timestamptz NOT NULL,
  run_id bigint NOT NULL,
  source_id bigint NOT NULL,
  row_number integer NOT NULL,
  CONSTRAINT payment_pkey PRIMARY KEY (authority_id, transaction_code),
  CONSTRAINT payment_code_check CHECK (octet_length(transaction_code) BETWEEN 1 AND 200),
  CONSTRAINT payment_amount_check CHECK (amount >= 0),
  CONSTRAINT payment_words_check CHECK (method BETWEEN 1 AND 3 AND state BETWEEN 1 AND 5),
  CONSTRAINT payment_day_check CHECK ((paid_at IS NULL) = (paid_day IS NULL))
);
CREATE INDEX payment_paid ON payment (authority_id, paid_day);
CREATE INDEX payment_known ON payment (authority_id, known_from);

CREATE TABLE payment_past (
  LIKE payment INCLUDING CONSTRAINTS,
  known_to timestamptz NOT NULL,
  superseded_by_run bigint NOT NULL,
  CONSTRAINT payment_past_pkey PRIMARY KEY (authority_id, transaction_code, known_from),
  CONSTRAINT payment_past_known_check CHECK (known_from < known_to)
);
CREATE INDEX payment_past_superseded ON payment_past (authority_id, superseded_by_run);
CREATE INDEX payment_past_known ON payment_past (authority_id, known_to);

-- method: 1 online, 2 cash, 3 transfer. state: 4 paid, 5 refunded; others were not paid.
CREATE FUNCTION payment_measures(method smallint, state smallint, amount bigint, paid_day date)
RETURNS TABLE (day date, online integer, cash integer, transfer integer, refunded integer,
  amount_online bigint, amount_cash bigint, amount_transfer bigint)
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT paid_day, (method = 1)::integer, (method = 2)::integer, (method = 3)::integer,
    (state = 5)::integer, (method = 1)::integer * amount, (method = 2)::integer * amount,
    (method = 3)::integer * amount
  WHERE state IN (4, 5) AND paid_day IS NOT NULL
$$;

CREATE TABLE result_stock (
  authority_id bigint NOT NULL,
  procedure_id bigint NOT NULL,
  agency_id bigint NOT NULL,
  as_of date NOT NULL,
  valid bigint NOT NULL,
  digitized bigint NOT NULL,
  signed bigint,
  method text,
  content bigint NOT NULL DEFAULT 0,
  known_from timestamptz NOT NULL,
  run_id bigint NOT NULL,
  row_number integer NOT NULL,
  CONSTRAINT result_stock_pkey PRIMARY KEY (authority_id, procedure_id, agency_id, as_of),
  CONSTRAINT result_stock_procedure_fkey
    FOREIGN KEY (authority_id, procedure_id) REFERENCES procedure,
  CONSTRAINT result_stock_agency_fkey FOREIGN KEY (authority_id, agency_id) REFERENCES agency,
  CONSTRAINT result_stock_run_fkey FOREIGN KEY (authority_id, run_id) REFERENCES run,
  CONSTRAINT result_stock_counts_check
    CHECK (valid >= 0 AND digitized BETWEEN 0 AND valid AND signed BETWEEN 0 AND valid),
  CONSTRAINT result_stock_method_check CHECK (length(method) <= 2000)
);

CREATE TABLE result_stock_past (
  LIKE result_stock INCLUDING CONSTRAINTS,
  known_to timestamptz NOT NULL,
  superseded_by_run bigint NOT NULL,
  CONSTRAINT result_stock_past_pkey
    PRIMARY KEY (authority_id, procedure_id, agency_id, as_of, known_from),
  CONSTRAINT result_stock_past_known_check CHECK (known_from < known_to)
);
CREATE INDEX result_stock_past_superseded ON result_stock_past (authority_id, superseded_by_run);

CREATE TABLE observation (
  authority_id bigint NOT NULL,
  indicator text COLLATE "C" NOT NULL,
  scope text COLLATE "C" NOT NULL,
  period text COLLATE "C" NOT NULL,
  source text COLLATE "C" NOT NULL,
  numerator bigint,
  denominator bigint,
  value numeric,
  content bigint NOT NULL DEFAULT 0,
  known_from timestamptz NOT NULL,
  run_id bigint NOT NULL,
  row_number integer NOT NULL,
  CONSTRAINT observation_pkey PRIMARY KEY (authority_id, indicator, scope, period, source),
  CONSTRAINT observation_run_fkey FOREIGN KEY (authority_id, run_id) REFERENCES run,
  CONSTRAINT observation_counts_check CHECK (numerator >= 0 AND denominator >= 0),
  CONSTRAINT observation_lengths_check CHECK (octet_length(indicator) <= 400
    AND octet_length(scope) <= 400 AND octet_length(period) <= 100
    AND octet_length(source) <= 400)
);

CREATE TABLE observation_past (
  LIKE observation INCLUDING CONSTRAINTS,
  known_to timestamptz NOT NULL,
  superseded_by_run bigint NOT NULL,
  CONSTRAINT observation_past_pkey
    PRIMARY KEY (authority_id, indicator, scope, period, source, known_from),
  CONSTRAINT observation_past_known_check CHECK (known_from < known_to)
);
CREATE INDEX observation_past_superseded ON observation_past (authority_id, superseded_by_run);

COMMENT ON TABLE payment IS 'The latest state of each transaction: a higher state wins.';
COMMENT ON TABLE result_stock IS 'Valid results of a procedure at an agency, and those digitized.';
COMMENT ON TABLE observation IS 'A figure of somebody else: its numbers, or only its percentage.';
