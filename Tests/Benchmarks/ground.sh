# shellcheck shell=bash
# The ground on which benchmarks stand: the release build of motcua, a home of its own with a private
# PostgreSQL, and a clock. Sourced by the scripts beside it.

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
cd "$here/../.."
# shellcheck source=../../Deploy/prerequisites.sh
source Deploy/prerequisites.sh
require_swift
require_packages

if [[ -z ${MOTCUA_BENCHMARK_PROGRAM-} ]]; then
  swift build -c release --product motcua >&2
  MOTCUA_BENCHMARK_PROGRAM=$(swift build -c release --show-bin-path)/motcua
fi
motcua=$MOTCUA_BENCHMARK_PROGRAM

# A short path that the server's user can reach, and settings of nobody else.
work=$(mktemp -d /tmp/motcua-bench.XXXXXX)
chmod 755 "$work"
unset MOTCUA_DATABASE_URL DATABASE_URL MOTCUA_CONFIG MOTCUA_AUTHORITY
export MOTCUA_HOME=$work/home XDG_CONFIG_HOME=$work LC_ALL=C.UTF-8
finish() {
  local status=${1:-$?}
  trap - EXIT
  "$motcua" db down >/dev/null 2>&1 || true
  rm -rf "$work"
  exit "$status"
}
trap finish EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP

say() { printf '%s\n' "$1" >&2; }

# Starts the server; afterwards url and sql reach its databases.
start_server() {
  "$motcua" db up >&2
  socket=$MOTCUA_HOME/postgres/run
}
url() { echo "postgresql:///$1?host=$socket&port=5432&user=motcua"; }
export PGOPTIONS='-c client_min_messages=warning'
sql() { psql -X -q -v ON_ERROR_STOP=1 -d "$(url "$1")" "${@:2}"; }

# Runs a command and notes its seconds under a name; a clean server before each.
now() { echo "${EPOCHREALTIME/./}"; }
timed() {
  local name=$1 begun ended
  shift
  sql motcua -c CHECKPOINT
  begun=$(now)
  "$@"
  ended=$(now)
  echo "$name $(((ended - begun) / 10))" >>"$work/times" # in units of 10 µs
}
has_time=
/usr/bin/time -f '%M' true 2>/dev/null && has_time=yes
