#!/usr/bin/env bash
# Kills syncs of a catalog at random moments and checks each time that the database holds the old
# state or the new one, and that nothing stands in the way of the next sync.
set -euo pipefail

usage() {
  cat <<'TEXT'
Usage: Tests/Endurance/kill.sh [--runs N] [--seed N]

Each run starts a sync of a catalog of 4,000 rows and kills, at a random moment between its start
and its usual end, the command (SIGKILL or SIGTERM), its session (pg_terminate_backend), the process
of its session (SIGKILL, after which the server restarts itself) or the whole server (SIGKILL, then
a start). Afterwards

  - the server answers, and the authority's lock is free within 5 seconds;
  - the figures and a digest of the content of all claims are those of the state before or of the
    state after, and of the latter where the command said that it was done;
  - the book of runs has the run as applied, failed or interrupted, or not at all where it was
    killed before it began, and none as running;
  - the chain of audit is intact and still holds the last run that was reported as done;
  - the same sync, run again, ends in the new state;
  - at the end, up to 20 runs: all applied runs done again from their kept bytes give this state.

  --runs N   how many, default 200
  --seed N   seed of the first run, default 1; the next run has the next one

Prints one line for each run and a summary. Exit code 1 at the first breach, with the seed that
repeats it; where it hit depends on the moment, so repeat it with several runs.

MOTCUA_PROGRAM names the command, default .build/debug/motcua. The server is a throw-away one.
TEXT
}

runs=200 seed=1
while (($#)); do
  case $1 in
    --runs | --seed)
      if [[ ! ${2-} =~ ^[0-9]{1,9}$ ]]; then
        usage >&2
        exit 64
      fi
      printf -v "${1#--}" '%d' "$((10#$2))"
      shift 2
      ;;
    --help | -h) usage && exit 0 ;;
    *) usage >&2 && exit 64 ;;
  esac
done

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
cd "$here/../.."
# shellcheck source=../../Deploy/prerequisites.sh
source Deploy/prerequisites.sh
# shellcheck source=../../Deploy/throwaway-server.sh
source Deploy/throwaway-server.sh
require_packages

motcua=${MOTCUA_PROGRAM:-.build/debug/motcua}
[[ -x $motcua ]] ||
  die "$motcua is no program; build it with swift build, or name it in MOTCUA_PROGRAM"
motcua=$(realpath "$motcua")

start_throwaway_server
work=$throwaway_directory
# Settings of nobody else.
unset MOTCUA_CONFIG MOTCUA_AUTHORITY DATABASE_URL PGOPTIONS
export MOTCUA_HOME=$work/home XDG_CONFIG_HOME=$work LC_ALL=C.UTF-8 PGCONNECT_TIMEOUT=5
export MOTCUA_DATABASE_URL="postgresql:///endurance?host=$work&port=5432&user=motcua"
bin=$(postgres_bin)

# What is acknowledged must survive the death of the server's processes, and a page may be torn by
# it; that of the machine is not tried here, so without fsync.
start_server() {
  as_server "$bin/pg_ctl" -D "$work/data" -l "$work/server.log" -s -w -t 30 start \
    -o "-c listen_addresses= -c unix_socket_directories=$work -c fsync=off -c timezone=UTC \
      -c shared_buffers=64MB -c jit=off" >/dev/null 2>&1
}
as_server "$bin/pg_ctl" -D "$work/data" -s -m fast -w stop
start_server || die "the server did not start again; see $work/server.log"

sql() { psql -X -q -A -t -v ON_ERROR_STOP=1 -d "$MOTCUA_DATABASE_URL" "$@"; }
now() { echo "$((${EPOCHREALTIME/[.,]/} / 1000))"; }
# Waits until a command succeeds, for so many seconds.
until_done() {
  local limit=$(($(now) + $1 * 1000))
  shift
  until "$@" >/dev/null 2>&1; do
    (($(now) < limit)) || return 1
    sleep 0.02
  done
}

breach() {
  printf '\nkill.sh: seed %d, %s: %s\n' "$current" "$kind" "$1" >&2
  [[ ! -s $work/errors ]] || sed 's/^/  the command said: /' "$work/errors" >&2
  tail -n 5 "$work/server.log" | sed 's/^/  the server said: /' >&2
  printf 'repeat it with: Tests/Endurance/kill.sh --seed %d --runs 20\n' "$current" >&2
  exit 1
}

# Two states of one catalog: other levels, rows and whole procedures that come and go, held rows.
generate() { awk -v kind="$1" -v agencies=40 -v procedures=100 -f Tests/Benchmarks/generate.awk; }
generate agencies >"$work/agencies.csv"
generate catalog >"$work/catalog.csv"
awk 'NR == 1 || (NR % 101 != 50 && NR < 3962)' "$work/catalog.csv" >"$work/A.csv"
awk 'NR % 25 == 7 {
    sub(/,Toàn trình,/, ",Một phần,") || sub(/,Một phần,/, ",Toàn trình,") ||
      sub(/,Cung cấp thông tin,/, ",Toàn trình,")
  }
  NR == 1 || (NR % 101 != 80 && (NR < 2 || NR > 41)) { print }
  NR % 997 == 0 { sub(/^[^,]*/, "không mã"); print }' "$work/catalog.csv" >"$work/B.csv"

# Becomes the command, so that a signal to it hits nothing else: call it in a subshell.
sync() {
  exec "$motcua" sync catalog "$work/$1.csv" --effective 2026-11-22 --output json --lang en
}
# What is believed now, in words: no numbers of rows or runs, no instants.
digest() {
  sql <<'SQL'
SELECT md5(string_agg(md5(line), '' ORDER BY line COLLATE "C"))
FROM (
  SELECT concat_ws('|', 'offering', procedure.code, agency.code, (to_jsonb(claim) - ARRAY[
    'authority_id', 'procedure_id', 'agency_id', 'agency_key', 'run_id', 'known_from',
    'row_number'])::text) AS line
  FROM offering_claim AS claim
  JOIN procedure USING (authority_id, procedure_id)
  LEFT JOIN agency USING (authority_id, agency_id)
  UNION ALL
  SELECT concat_ws('|', 'procedure', procedure.code, field.name, (to_jsonb(claim) - ARRAY[
    'authority_id', 'procedure_id', 'field_id', 'run_id', 'known_from', 'row_number'])::text)
  FROM procedure_claim AS claim
  JOIN procedure USING (authority_id, procedure_id)
  LEFT JOIN field USING (authority_id, field_id)
  UNION ALL
  SELECT concat_ws('|', 'agency', agency.code, (to_jsonb(claim) - ARRAY[
    'authority_id', 'agency_id', 'run_id', 'known_from', 'row_number'])::text)
  FROM agency_claim AS claim
  JOIN agency USING (authority_id, agency_id)) AS lines
SQL
}
# Numerator, denominator, unknown and held.
figure() {
  "$motcua" stats level4_of_all --count offerings --on 2026-11-22 --output json |
    awk -F '[ :,]+' '/^  "(numerator|denominator|unknown|held)"/ { value[$2] = $3 }
      END { print value["\"numerator\""] "/" value["\"denominator\""] \
        "?" value["\"unknown\""] "#" value["\"held\""] }'
}
# How many runs are applied, failed, interrupted, running, and all others.
book() {
  "$motcua" runs list --limit 100000 | awk '
    $4 ~ /^catalog\// { count[$3]++; all++ }
    END {
      others = all - count["applied"] - count["failed"] - count["interrupted"] - count["running"]
      print count["applied"] + 0, count["failed"] + 0, count["interrupted"] + 0,
        count["running"] + 0, others
    }'
}
text_of() { sed -n "s/^ *\"$1\" : \"\(.*\)\",\{0,1\}$/\1/p" "$2"; }
# The authority's lock, as a sync takes it; prints how long it took in milliseconds.
lock() {
  sql -c "SET lock_timeout = '5s'" -c "
    WITH begun AS MATERIALIZED (SELECT clock_timestamp() AS instant),
      taken AS MATERIALIZED (
        SELECT pg_advisory_xact_lock(x'4D43'::integer, authority_id::integer)
        FROM authority, begun WHERE code = 'H32')
    SELECT round(extract(epoch FROM clock_timestamp() - begun.instant) * 1000)
    FROM begun, taken"
}
sessions() {
  sql -c "SELECT pid FROM pg_stat_activity
    WHERE datname = current_database() AND backend_type = 'client backend'
      AND pid <> pg_backend_pid()"
}
no_session() { [[ -z $(sessions) ]]; }

# Runs a sync to its end, which must be $2; sets took and head.
undisturbed() {
  local begun code=0
  begun=$(now)
  (sync "$1") >"$work/summary" 2>"$work/errors" || code=$?
  took=$(($(now) - begun))
  ((code != 75)) || breach "the next sync of $1 found the database busy"
  ((code == 0 || code == 6)) || breach "the next sync of $1 ended with $code"
  [[ $(text_of state "$work/summary") == "$2" ]] ||
    breach "the next sync of $1 was $(text_of state "$work/summary") and not $2"
  head=$(text_of audit_head "$work/summary")
}

current=$seed kind=preparation head= took=0
psql -X -q -d "${MOTCUA_DATABASE_URL/endurance/postgres}" -c 'CREATE DATABASE endurance'
"$motcua" db migrate >/dev/null
"$motcua" sync agencies "$work/agencies.csv" --effective 2026-11-22 >/dev/null
declare -A digests figures
undisturbed A applied
# A row that left and came back is written in another way than one that never left; so the states
# are taken down when both have been there.
for state in B A B A; do
  undisturbed "$state" applied
  usual=$took
  digests[$state]=$(digest) figures[$state]=$(figure)
done
[[ ${figures[A]} != "${figures[B]}" && ${digests[A]} != "${digests[B]}" ]] ||
  die "the two states of the catalog do not differ; correct this script"
printf 'A %s %s\nB %s %s\na sync takes %d ms\n\n' "${figures[A]}" "${digests[A]}" \
  "${figures[B]}" "${digests[B]}" "$usual"

# Starts a sync of which client is the process; its exit code will stand in the file code.
launch() {
  rm -f "$work/client" "$work/code"
  (
    sync "$1" >"$work/summary" 2>"$work/errors" &
    echo $! >"$work/client"
    code=0
    wait $! || code=$?
    echo "$code" >"$work/code"
  ) 2>/dev/null & # where the shell tells of killed children
  until_done 5 test -s "$work/client"
  client=$(<"$work/client")
}

# Ends the client, its session, or the server, and prints whom it hit.
strike() {
  local pids pid
  case $kind in
    'client '*)
      # The number of one that has ended may be another process's by now.
      [[ $(readlink "/proc/$client/exe") == "$motcua" ]] &&
        kill "-${kind#client }" "$client" 2>/dev/null || echo nobody
      ;;
    'session ended')
      [[ $(sql -c "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity
        WHERE datname = current_database() AND backend_type = 'client backend'
          AND pid <> pg_backend_pid()") != 0 ]] || echo nobody
      ;;
    'session KILL')
      pids=$(sessions)
      [[ -n $pids ]] || echo nobody
      for pid in $pids; do kill -KILL "$pid" 2>/dev/null || true; done
      ;;
    'server KILL') kill -KILL "$(head -n 1 "$work/data/postmaster.pid")" ;;
  esac
}
kinds=('client KILL' 'client TERM' 'session ended' 'session KILL' 'server KILL')

declare -A hits
slowest_lock=0 slowest_return=0 slowest_next=0 old=0 new=0
begun_all=$(now)
read -r -a before <<<"$(book)"
for ((run = 0; run < runs; run++)); do
  current=$((seed + run))
  # The state that stands follows from the seed, so that one run can be repeated.
  ((current % 2)) && from=A to=B || from=B to=A
  if ((run == 0)) && [[ $from == B ]]; then
    kind=preparation
    undisturbed B applied
    read -r -a before <<<"$(book)"
  fi
  # By turns, so that few runs try all of them; the moments of neighbouring seeds are far apart.
  kind=${kinds[current % ${#kinds[@]}]}
  RANDOM=$((current * 48271 % 2147483647))
  : "$RANDOM"
  moment=$((RANDOM * (usual + usual / 20) / 32768))

  launch "$to"
  printf -v pause '%d.%03d' $((moment / 1000)) $((moment % 1000))
  sleep "$pause"
  hit=$(strike)
  struck=$(now)
  if [[ $kind == 'server KILL' ]]; then
    # The old server's processes hold its memory until they notice.
    until_done 30 start_server || breach 'the server does not start any more'
  fi
  until_done 30 sql -c 'SELECT 1' || breach 'the server does not answer within 30 s'
  returned=$(($(now) - struck))
  waited=$(lock 2>/dev/null) || breach 'the lock of the authority is not free within 5 s'
  until_done 60 test -s "$work/code" || breach 'the command does not end'
  code=$(<"$work/code")
  case "$code $kind" in
    '0 '* | '6 '*) ;;
    '137 client KILL' | '143 client TERM') ;;
    *' client '*) breach "the command ended with $code" ;;
    *)
      [[ -s $work/errors ]] || breach "the command ended with $code and said nothing"
      [[ $code == 1 || $code == 69 || $code == 75 ]] || breach "the command ended with $code"
      ;;
  esac
  until_done 5 no_session || breach 'a session outlives its command by 5 s'

  digest=$(digest) || breach 'the claims cannot be read'
  figure=$(figure 2>"$work/errors") || breach 'the figure cannot be told'
  case $digest in
    "${digests[$from]}") state=$from ;;
    "${digests[$to]}") state=$to ;;
    *) breach "the claims are neither those of A nor those of B: $digest" ;;
  esac
  [[ $figure == "${figures[$state]}" ]] ||
    breach "the claims are those of $state and the figure is $figure"
  [[ $state == "$to" ]] || ((code != 0 && code != 6)) ||
    breach "the command said that it was done, and the state is the old one"
  read -r -a after <<<"$(book)"
  grown="$((after[0] - before[0])) $((after[1] - before[1])) $((after[2] - before[2]))"
  ((after[3] == 0)) || breach 'a run is listed as running and no session is there'
  case "$state $grown" in
    "$to 1 0 0") entry=applied ;;
    "$from 0 1 0") entry=failed ;;
    "$from 0 0 1") entry=interrupted ;;
    "$from 0 0 0") entry=none ;;
    *) breach "the state is $state, and applied, failed, interrupted runs grew by $grown" ;;
  esac
  ended=0
  "$motcua" audit verify --lang en --head "$head" >"$work/errors" 2>&1 || ended=$?
  ((ended == 0)) || breach "the chain of audit was verified with exit code $ended"

  if [[ $state == "$to" ]]; then
    ((++new))
    undisturbed "$to" skipped
  else
    ((++old))
    undisturbed "$to" applied
    usual=$(((usual + took) / 2))
  fi
  [[ $(digest) == "${digests[$to]}" ]] || breach "the next sync of $to left other claims"
  read -r -a before <<<"$(book)"

  hits[$kind $entry]=$((${hits[$kind $entry]-0} + 1))
  ((waited <= slowest_lock)) || slowest_lock=$waited
  ((returned <= slowest_return)) || slowest_return=$returned
  ((took <= slowest_next)) || slowest_next=$took
  printf '%5d  %-13s at %4d ms%s  exit %3d  %s→%s: %s %-11s  server %4d  lock %4d  next %4d ms\n' \
    "$current" "$kind" "$moment" "${hit:+ ($hit)}" "$code" "$from" "$to" "$state" "$entry" \
    "$returned" "$waited" "$took"
done

# Does all of it once more without a kill; it takes a second for each run, so only in a short form.
if ((runs <= 20)); then
  kind=replay
  begun=$(now)
  "$motcua" runs replay "$("$motcua" runs list --limit 1 | awk '{ print $1 }')" --lang en \
    >"$work/errors" 2>&1 || breach 'the runs done again end in another state'
  printf '\nthe runs done again end in the same state, in %d ms\n' $(($(now) - begun))
fi

printf '\n%d runs in %d s: %d times the old state, %d times the new one, never another\n' \
  "$runs" $((($(now) - begun_all) / 1000)) "$old" "$new"
for kind in "${kinds[@]}"; do
  printf '%-13s' "$kind"
  for entry in none interrupted failed applied; do
    printf '  %s %d' "$entry" "${hits[$kind $entry]-0}"
  done
  printf '\n'
done
printf 'slowest: server back %d ms, lock %d ms, next sync %d ms\n' \
  "$slowest_return" "$slowest_lock" "$slowest_next"
