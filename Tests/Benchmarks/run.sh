#!/usr/bin/env bash
# Measures the syncs of a catalog against psql and plain SQL on the same server, and what a cold
# figure costs. Ratios are of medians of one run, with the contestants taking turns.
set -euo pipefail

usage() {
  cat <<'TEXT'
Usage: Tests/Benchmarks/run.sh [--rounds N] [--agencies N] [--procedures N] [--check]

Builds motcua for release, starts its private PostgreSQL in a temporary home, generates a catalog
and prints a table of medians with their ratio to the peer and their budget.

  --rounds N       rounds of everything, default 3
  --agencies N     default 150
  --procedures N   default 2000; the catalog has agencies × procedures rows
  --check          exit 3 when a budget is missed

The peer is `psql \copy` of the file into an unlogged table of text columns, then INSERT … SELECT
DISTINCT into a procedure table and INSERT … SELECT into an offering table with our keys and foreign
keys: no validation, no history, no plan, no guard. A workbook is compared with the same rows as CSV;
making it needs python3, and without it that line is left out.
TEXT
}

rounds=3 agencies=150 procedures=2000 check=
while (($#)); do
  case $1 in
    --rounds) rounds=$2 && shift 2 ;;
    --agencies) agencies=$2 && shift 2 ;;
    --procedures) procedures=$2 && shift 2 ;;
    --check) check=yes && shift ;;
    --help | -h) usage && exit 0 ;;
    *) usage >&2 && exit 64 ;;
  esac
done

# shellcheck source=ground.sh
source "$(dirname "${BASH_SOURCE[0]}")/ground.sh"

say "generating $((agencies * procedures)) rows"
generate() { awk -v kind="$1" -v agencies="$2" -v procedures="$3" -f "$here/generate.awk"; }
generate agencies "$agencies" 0 >"$work/agencies.csv"
generate catalog "$agencies" "$procedures" >"$work/catalog.csv"
# The real province: 27,894 rows of procedure × service × agency.
generate agencies 140 0 >"$work/agencies-28k.csv"
generate catalog 140 200 >"$work/catalog-28k.csv"
generate catalog 50 2000 >"$work/catalog-100k.csv"
workbook=
if command -v python3 >/dev/null; then
  python3 "$here/workbook.py" "$work/catalog-100k.csv" "$work/catalog-100k.xlsx"
  workbook=yes
fi
{
  head -n 1 "$work/catalog.csv"
  tail -n +2 "$work/catalog.csv" | shuf --random-source="$work/catalog.csv"
} >"$work/shuffled.csv"
# One row in a hundred gets another level; levels fall about as often as they rise.
awk 'NR > 1 && NR % 100 == 7 {
    sub(/,Toàn trình,/, ",Một phần,") || sub(/,Một phần,/, ",Toàn trình,") ||
      sub(/,Cung cấp thông tin,/, ",Toàn trình,")
  }
  { print }' "$work/catalog.csv" >"$work/changed.csv"

start_server

# A migrated database with agencies, to start every round from.
prepare() {
  sql motcua -c "DROP DATABASE IF EXISTS $1" -c "CREATE DATABASE $1 TEMPLATE template0"
  "$motcua" db migrate --database "$(url "$1")" >/dev/null
  "$motcua" sync agencies "$2" --database "$(url "$1")" --output json >/dev/null
}
prepare started "$work/agencies.csv"
prepare province "$work/agencies-28k.csv"
"$motcua" sync catalog "$work/catalog-28k.csv" --database "$(url province)" --output json >/dev/null

sql motcua -c 'DROP DATABASE IF EXISTS peer' -c 'CREATE DATABASE peer TEMPLATE template0'
cat >"$work/peer-tables.sql" <<SQL
DROP SCHEMA IF EXISTS peer CASCADE;
CREATE SCHEMA peer;
SET search_path = peer;
CREATE TABLE authority (authority_id bigint PRIMARY KEY);
INSERT INTO authority VALUES (1);
CREATE TABLE agency (
  authority_id bigint NOT NULL REFERENCES authority,
  agency_id bigint GENERATED ALWAYS AS IDENTITY,
  code text NOT NULL, name text NOT NULL,
  PRIMARY KEY (authority_id, agency_id), UNIQUE (authority_id, code));
CREATE TABLE procedure (
  authority_id bigint NOT NULL REFERENCES authority,
  procedure_id bigint GENERATED ALWAYS AS IDENTITY,
  code text NOT NULL, name text, field text, tier text,
  PRIMARY KEY (authority_id, procedure_id), UNIQUE (authority_id, code));
CREATE TABLE offering (
  authority_id bigint NOT NULL,
  procedure_id bigint NOT NULL,
  agency_id bigint NOT NULL,
  service_code text NOT NULL,
  level text, eligible boolean, eligible_full boolean, eligible_decision text, fee boolean,
  payment_eligible boolean, payment_enabled boolean, means text, one_stop boolean,
  interlinked boolean, decision text, effective_from date,
  PRIMARY KEY (authority_id, procedure_id, agency_id, service_code),
  FOREIGN KEY (authority_id, procedure_id) REFERENCES procedure,
  FOREIGN KEY (authority_id, agency_id) REFERENCES agency);
CREATE UNLOGGED TABLE staging (
$(head -n 1 "$work/catalog.csv" | sed 's/,/ text, /g') text);
CREATE TEMPORARY TABLE agencies (code text, name text, parent_code text, tier text, kind text);
\copy agencies FROM '$work/agencies.csv' (FORMAT csv, HEADER)
INSERT INTO agency (authority_id, code, name) SELECT 1, code, name FROM agencies;
SQL
cat >"$work/peer-copy.sql" <<SQL
SET search_path = peer;
\copy staging FROM '$work/catalog.csv' (FORMAT csv, HEADER)
SQL
cat >"$work/peer-merge.sql" <<'SQL'
SET search_path = peer;
BEGIN;
INSERT INTO procedure (authority_id, code, name, field, tier)
SELECT DISTINCT 1, code, name, field, tier FROM staging;
INSERT INTO offering
SELECT 1, procedure.procedure_id, agency.agency_id, service_code, NULLIF(level, ''),
  eligible = 'Có', eligible_full = 'Có', eligible_decision, fee = 'Có', payment_eligible = 'Có',
  payment_enabled = 'Có', means, one_stop = 'Có', interlinked = 'Có', decision, effective_from::date
FROM staging
JOIN procedure ON procedure.authority_id = 1 AND procedure.code = staging.code
JOIN agency ON agency.authority_id = 1 AND agency.code = staging.agency_code;
COMMIT;
SQL

sync_catalog() {
  local -a meter=()
  [[ -z $has_time ]] || meter=(/usr/bin/time -a -o "$work/memory" -f '%M')
  "${meter[@]}" "$motcua" sync catalog "$1" --source portal --database "$(url bench)" \
    --output json >"$work/answer.json"
}
# A figure that was got by writing too little or too much is no figure.
expect() {
  tr -d ' \n' <"$work/answer.json" | grep -q "\"$1\":$2[,}]" || {
    say "the sync said something else than \"$1\": $2:"
    cat "$work/answer.json" >&2
    exit 1
  }
}
cold() { "$motcua" stats level4_of_all --database "$(url "$1")" --output json >/dev/null; }

rows=$((agencies * procedures))
changed=$(diff "$work/catalog.csv" "$work/changed.csv" | grep -c '^>' || true)
for ((round = 1; round <= rounds; round++)); do
  say "round $round of $rounds"
  sql peer -f "$work/peer-tables.sql" 2>/dev/null
  timed peer-copy sql peer -f "$work/peer-copy.sql"
  timed peer-merge sql peer -f "$work/peer-merge.sql"
  sql motcua -c 'DROP DATABASE IF EXISTS bench' -c 'CREATE DATABASE bench TEMPLATE started'
  timed first sync_catalog "$work/catalog.csv"
  expect added "$rows"
  timed cold-all cold bench
  timed same sync_catalog "$work/catalog.csv"
  expect rows_written 0
  timed shuffled sync_catalog "$work/shuffled.csv"
  expect rows_written 0
  timed changed sync_catalog "$work/changed.csv"
  expect changed "$changed"
  if [[ -n $workbook ]]; then
    for format in csv xlsx; do
      sql motcua -c 'DROP DATABASE IF EXISTS bench' -c 'CREATE DATABASE bench TEMPLATE started'
      timed "$format-100k" sync_catalog "$work/catalog-100k.$format"
      expect added 100000
    done
  fi
  for _ in 1 2 3; do
    timed cold-28k cold province
  done
done

awk -v check="$check" -v rows="$rows" -v memory_file="$work/memory" '
  { count[$1]++; value[$1, count[$1]] = $2 / 100000 }
  function sorted(name, into, i, j, held) {
    for (i = 1; i <= count[name]; i++) {
      held = value[name, i]
      for (j = i - 1; j > 0 && into[j] > held; j--) into[j + 1] = into[j]
      into[j + 1] = held
    }
    return count[name]
  }
  function median(name, order, n) {
    n = sorted(name, order)
    return n % 2 ? order[(n + 1) / 2] : (order[n / 2] + order[n / 2 + 1]) / 2
  }
  function verdict(good) { if (!good) missed++; return good ? "met" : "MISSED" }
  function line(label, name, ratio, limit, order, n) {
    n = sorted(name, order)
    printf "%-34s %8.3f  %7.3f–%.3f", label, median(name), order[1], order[n]
    if (limit) printf "  %6.2f  ≤ %.1f  %s", ratio, limit, verdict(ratio <= limit)
    printf "\n"
  }
  END {
    printf "\ncatalog of %d rows; seconds, ratio to the peer\n\n", rows
    printf "%-34s %8s  %15s  %6s  %5s\n", "work", "median", "least–most", "ratio", "budget"
    peer = median("peer-copy") + median("peer-merge")
    line("peer: \\copy into text", "peer-copy")
    line("peer: bare merge", "peer-merge")
    printf "%-34s %8.3f  %15s  %6.2f\n", "peer: both", peer, "", 1
    line("first load", "first", median("first") / peer, 2.5)
    line("same bytes again", "same", median("same") / peer, 0.5)
    line("same rows shuffled", "shuffled", median("shuffled") / peer, 1.0)
    line("1% changed", "changed", median("changed") / peer, 1.2)
    if (count["xlsx-100k"]) {
      line("first load, 100,000 rows as CSV", "csv-100k")
      line("the same as XLSX, ratio to CSV", "xlsx-100k",
        median("xlsx-100k") / median("csv-100k"), 3.0)
    }
    line("cold level4_of_all, all rows", "cold-all")
    seconds = median("cold-28k")
    line("cold level4_of_all, 28,000", "cold-28k")
    printf "%-34s %8.1f ms  ≤ 80 ms  %s\n", "", seconds * 1000, verdict(seconds <= 0.08)
    while ((getline kilobytes < memory_file) > 0) if (kilobytes + 0 > most) most = kilobytes + 0
    if (most) printf "%-34s %8.1f MB  ≤ 100 MB  %s\n", "peak memory of a sync", most / 1024,
      verdict(most <= 102400)
    exit (check && missed) ? 3 : 0
  }' "$work/times"
