-- The authority (a province) that owns all other rows, the list of online levels that its
-- figures read, and the versions of its data.
-- Why: every key begins with the authority, so that one database can hold all provinces and can
-- be distributed by authority without a change of keys.
-- Locks: creates tables only.

CREATE TABLE authority (
  authority_id bigint GENERATED ALWAYS AS IDENTITY,
  code text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  CONSTRAINT authority_pkey PRIMARY KEY (authority_id),
  CONSTRAINT authority_code_key UNIQUE (code),
  CONSTRAINT authority_code_check CHECK (code ~ '^[0-9A-Z]+([.][0-9A-Z]+)*$' AND length(code) <= 35)
);

COMMENT ON TABLE authority IS 'A province or ministry whose catalog is monitored.';

CREATE TABLE online_level (
  authority_id bigint NOT NULL,
  level_id smallint NOT NULL,
  scheme text NOT NULL,
  code text NOT NULL,
  level_key text NOT NULL,
  CONSTRAINT online_level_pkey PRIMARY KEY (authority_id, level_id),
  CONSTRAINT online_level_code_key UNIQUE (authority_id, scheme, code),
  CONSTRAINT online_level_authority_fkey FOREIGN KEY (authority_id) REFERENCES authority,
  CONSTRAINT online_level_key_check
    CHECK (level_key IN ('full', 'partial', 'info', 'none', 'unknown'))
);

COMMENT ON TABLE online_level IS
  'Levels of each scale (ND43: 1-4, ND42: full/partial/info/none) with the class figures count by.';

CREATE TABLE data_version (
  authority_id bigint NOT NULL,
  version bigint NOT NULL,
  recorded_at timestamptz NOT NULL,
  run_id bigint,
  CONSTRAINT data_version_pkey PRIMARY KEY (authority_id, version),
  CONSTRAINT data_version_authority_fkey FOREIGN KEY (authority_id) REFERENCES authority,
  CONSTRAINT data_version_recorded_key UNIQUE (authority_id, recorded_at),
  CONSTRAINT data_version_version_check CHECK (version >= 0)
);

COMMENT ON TABLE data_version IS
  'One row for each applied change of what a figure reads; version 0 is the empty beginning.';
