#!/usr/bin/env bash
# Measures imports of dossiers against psql and plain SQL on the same server. Ratios are of medians
# of one run, with the contestants taking turns.
set -euo pipefail

usage() {
  cat <<'TEXT'
Usage: Tests/Benchmarks/dossiers.sh [--rounds N] [--rows N] [--check]

Builds motcua for release, starts its private PostgreSQL in a temporary home, generates a file of
dossiers and prints a table of medians with their ratio to the peer and their budget.

  --rounds N   rounds of everything, default 3
  --rows N     dossiers in the file, default 5000000
  --check      exit 3 when a budget is missed

The peer of staging is `psql \copy` of the file into an unlogged table of typed columns. The peer of
the whole import is that and INSERT … SELECT from it into a table with our columns, primary key and
indexes, codes looked up: no validation, no time classes, no history, no counts, no proof.
TEXT
}

rounds=3 rows=5000000 check=
while (($#)); do
  case $1 in
    --rounds) rounds=$2 && shift 2 ;;
    --rows) rows=$2 && shift 2 ;;
    --check) check=yes && shift ;;
    --help | -h) usage && exit 0 ;;
    *) usage >&2 && exit 64 ;;
  esac
done

# shellcheck source=ground.sh
source "$(dirname "${BASH_SOURCE[0]}")/ground.sh"

say "generating $rows rows"
awk -v kind=agencies -v agencies=150 -f "$here/generate.awk" >"$work/agencies.csv"
awk -v kind=catalog -v agencies=1 -v procedures=2000 -f "$here/generate.awk" >"$work/catalog.csv"
awk -v rows="$rows" -v agencies=150 -v procedures=2000 -f "$here/dossiers.awk" \
  >"$work/dossiers.csv"
# Other bytes with the same rows: an empty line at the end.
{
  cat "$work/dossiers.csv"
  echo
} >"$work/again.csv"
# One row in a hundred, the first two columns aside, was updated a year later.
awk -F, -v OFS=, 'NR > 1 && NR % 100 == 7 && $10 == 10 { $11 = "2026-01-01 08:00:00"; $19 = "" }
  { print }' "$work/dossiers.csv" >"$work/changed.csv"

start_server

sql motcua -c 'DROP DATABASE IF EXISTS started' -c 'CREATE DATABASE started TEMPLATE template0'
"$motcua" db migrate --database "$(url started)" >/dev/null
"$motcua" sync agencies "$work/agencies.csv" --database "$(url started)" --output json >/dev/null
"$motcua" sync catalog "$work/catalog.csv" --database "$(url started)" --output json >/dev/null

cat >"$work/peer-tables.sql" <<'SQL'
DROP SCHEMA IF EXISTS peer CASCADE;
CREATE SCHEMA peer;
CREATE UNLOGGED TABLE peer.staging (
  dossier_code text, procedure_code text, agency_code text, receiving_agency_code text,
  channel smallint, received_at timestamptz, due_at date, finished_at timestamptz,
  returned_at timestamptz, status smallint, updated_at timestamptz, paused_days smallint,
  fee_due boolean, paid boolean, paid_online boolean, components_digitized boolean,
  result_electronic boolean, data_reused boolean, storage_connected boolean);
CREATE TABLE peer.dossier (LIKE public.dossier INCLUDING ALL);
SQL
cat >"$work/peer-copy.sql" <<SQL
\copy peer.staging FROM '$work/dossiers.csv' (FORMAT csv, HEADER)
SQL
cat >"$work/peer-merge.sql" <<'SQL'
INSERT INTO peer.dossier (
  authority_id, dossier_code, procedure_id, agency_id, receiving_agency_id, channel, status,
  received_at, due_at, finished_at, returned_at, event_at, paused_days, supplements,
  supplement_us, flags, received_day, end_day, ending, due_day, time_class, content, known_from,
  run_id, source_id, row_number)
SELECT 1, dossier_code, procedure.procedure_id, agency.agency_id, receiving.agency_id, channel,
  status, received_at, due_at, finished_at, returned_at, updated_at, COALESCE(paused_days, 0), 0,
  0, COALESCE(fee_due::integer, 2) + COALESCE(paid::integer, 2) * 4, received_at::date,
  CASE WHEN status NOT IN (4) THEN COALESCE(finished_at, updated_at)::date END,
  CASE status WHEN 4 THEN 0 WHEN 7 THEN 2 WHEN 8 THEN 3 ELSE 1 END, due_at,
  CASE WHEN status IN (9, 10) THEN 1 END, 0, now(), 1, 1, 0
FROM peer.staging
JOIN procedure ON procedure.authority_id = 1 AND procedure.code = procedure_code
JOIN agency ON agency.authority_id = 1 AND agency.code = agency_code
LEFT JOIN agency AS receiving
  ON receiving.authority_id = 1 AND receiving.code = receiving_agency_code;
SQL

import() {
  local -a meter=()
  [[ -z $has_time ]] || meter=(/usr/bin/time -a -o "$work/memory" -f '%M')
  "${meter[@]}" "$motcua" import dossiers "$@" --database "$(url bench)" --output json \
    >"$work/answer.json"
}
# A figure that was got by writing too little or too much is no figure.
expect() {
  tr -d ' \n' <"$work/answer.json" | grep -q "\"$1\":$2[,}]" || {
    say "the import said something else than \"$1\": $2:"
    cat "$work/answer.json" >&2
    exit 1
  }
}

changed=$(cmp -s "$work/dossiers.csv" "$work/changed.csv" ||
  diff "$work/dossiers.csv" "$work/changed.csv" | grep -c '^>' || true)
for ((round = 1; round <= rounds; round++)); do
  say "round $round of $rounds"
  sql motcua -c 'DROP DATABASE IF EXISTS bench' -c 'CREATE DATABASE bench TEMPLATE started'
  sql bench -f "$work/peer-tables.sql" 2>/dev/null
  timed peer-copy sql bench -f "$work/peer-copy.sql"
  timed peer-merge sql bench -f "$work/peer-merge.sql"
  sql bench -c 'DROP SCHEMA peer CASCADE' 2>/dev/null
  timed staging import "$work/dossiers.csv" --dry-run
  expect added "$rows"
  timed first import "$work/dossiers.csv"
  expect added "$rows"
  timed same import "$work/dossiers.csv"
  expect rows_written 0
  timed again import "$work/again.csv"
  expect rows_written 0
  timed changed import "$work/changed.csv"
  expect changed "$changed"
  timed verify "$motcua" db verify --database "$(url bench)" >/dev/null
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
  function line(label, name, order, n) {
    n = sorted(name, order)
    printf "%-34s %9.3f  %9.3f–%.3f\n", label, median(name), order[1], order[n]
  }
  END {
    printf "\n%d dossiers; seconds\n\n", rows
    printf "%-34s %9s  %19s\n", "work", "median", "least–most"
    line("peer: \\copy into typed columns", "peer-copy")
    line("peer: bare merge", "peer-merge")
    line("read, validate, stage (dry run)", "staging")
    line("first load", "first")
    line("same bytes again", "same")
    line("same rows in other bytes", "again")
    line("1% changed", "changed")
    line("db verify", "verify")
    ratio = median("peer-copy") / median("staging")
    printf "\n%-34s %6.2f  ≥ 1.5  %s\n", "staging, rows per second to \\copy", ratio,
      verdict(ratio >= 1.5)
    ratio = median("first") / (median("peer-copy") + median("peer-merge"))
    printf "%-34s %6.2f  ≤ 1.2  %s\n", "first load to \\copy and merge", ratio,
      verdict(ratio <= 1.2)
    while ((getline kilobytes < memory_file) > 0) if (kilobytes + 0 > most) most = kilobytes + 0
    if (most) printf "%-34s %6.1f MB  ≤ 100 MB  %s\n", "peak memory of an import", most / 1024,
      verdict(most <= 102400)
    exit (check && missed) ? 3 : 0
  }' "$work/times"
