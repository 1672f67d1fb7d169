#!/usr/bin/env bash
# Holds the service to its own document: schemathesis asks what /openapi.json declares, and what it
# does not, and checks every answer against it.
set -euo pipefail

usage() {
  cat <<'TEXT'
Usage: Tests/Endurance/contract.sh [--examples N] [--seed N] [--workers N]

Serves the sample on a throw-away server and runs schemathesis with all its checks against
/openapi.json: no answer of status 5xx, no status, type of content or header that is not declared,
no body that breaks its schema, no unknown parameter or method accepted, no answer without a token
where one is needed. The stream of /v1/events has no end and is looked at for itself. Left out is
the check that every request of a valid form is accepted: which cursors, plans and agencies there
are, and which parameters contradict each other, no schema says, and such requests get 400.

  --examples N   most cases for each way of each path in each phase, default 100
  --seed N       seed of the cases, default 1
  --workers N    how many ask at a time, default 1

Exit code 0 where nothing was found, 1 where something was, 69 where schemathesis is not installed
(pip install schemathesis). MOTCUA_PROGRAM names the command, default .build/debug/motcua.
TEXT
}

examples=100 seed=1 workers=1
while (($#)); do
  case $1 in
    --examples | --seed | --workers)
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

cd "$(dirname "${BASH_SOURCE[0]}")/../.."
# shellcheck source=../../Deploy/prerequisites.sh
source Deploy/prerequisites.sh
# shellcheck source=../../Deploy/throwaway-server.sh
source Deploy/throwaway-server.sh

command -v schemathesis >/dev/null || {
  echo "contract.sh: schemathesis is not installed, nothing was checked; pip install schemathesis" >&2
  exit 69
}
motcua=${MOTCUA_PROGRAM:-.build/debug/motcua}
[[ -x $motcua ]] ||
  die "$motcua is no program; build it with swift build, or name it in MOTCUA_PROGRAM"
motcua=$(realpath "$motcua")

start_throwaway_server
work=$throwaway_directory
unset MOTCUA_CONFIG MOTCUA_AUTHORITY DATABASE_URL PGOPTIONS
export MOTCUA_DATABASE_URL=$throwaway_url MOTCUA_HOME=$work/home XDG_CONFIG_HOME=$work LC_ALL=C.UTF-8
"$motcua" demo >"$work/demo.log" 2>&1 || die "the sample was not loaded: $(tail -n 3 "$work/demo.log")"
token=$("$motcua" token create --name contract --scope sync 2>/dev/null)

free_port() {
  python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'
}
port=$(free_port) admin=$(free_port)
"$motcua" serve --port "$port" --admin-port "$admin" >"$work/serve.log" 2>&1 &
service=$!
for _ in {1..150}; do
  curl -sf "http://127.0.0.1:$admin/health/ready" >/dev/null && break
  kill -0 "$service" 2>/dev/null || die "the service ended: $(tail -n 3 "$work/serve.log")"
  sleep 0.1
done

status=0
stream=$(curl -sN --max-time 3 "http://127.0.0.1:$port/v1/events?last_event_id=0" || true)
grep -q '^event: data_version$' <<<"$stream" || {
  echo "/v1/events told nothing of the versions behind 0 within 3 seconds" >&2
  status=1
}

cd "$work" # where it keeps what it found
schemathesis run "http://127.0.0.1:$port/openapi.json" --mode all \
  --checks all --exclude-checks positive_data_acceptance --exclude-path /v1/events \
  --max-examples "$examples" --seed "$seed" --workers "$workers" \
  --header "Authorization: Bearer $token" --request-timeout 30 --generation-database none \
  --continue-on-failure --no-color --warnings off || status=1

kill -0 "$service" 2>/dev/null || {
  echo "the service died: $(tail -n 5 "$work/serve.log")" >&2
  status=1
}
kill -TERM "$service" 2>/dev/null || true
wait "$service" || status=1
exit "$status"
