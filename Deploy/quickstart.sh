#!/usr/bin/env bash
# From a fresh machine to figures in the browser.
set -euo pipefail

usage() {
  cat <<'TEXT'
Usage: Deploy/quickstart.sh [--no-serve]

Installs what is missing (Debian, Ubuntu; asks sudo when you are not root), builds motcua, starts
its private PostgreSQL, loads the sample data of Khánh Hòa, prints the goal figures and starts the
service. It may be run again at any time.

  --no-serve   stop after the figures

MOTCUA_HOME, MOTCUA_DATABASE_URL and the other variables of motcua are used as they are.
TEXT
}

serve=yes
for argument in "$@"; do
  case $argument in
    --no-serve) serve= ;;
    --help | -h)
      usage
      exit 0
      ;;
    *)
      usage >&2
      exit 64
      ;;
  esac
done

cd "$(dirname "${BASH_SOURCE[0]}")/.."
# shellcheck source=Deploy/prerequisites.sh
source Deploy/prerequisites.sh

require_swift
require_packages
swift build -c release --product motcua
motcua=$(swift build -c release --show-bin-path)/motcua

"$motcua" db up
"$motcua" demo
echo
"$motcua" stats online_of_eligible mobile_of_online payment_enabled level4_of_eligible
echo
"$motcua" stats level4_of_all --by tier

if [[ -n $serve ]]; then
  echo
  address=http://${MOTCUA_HTTP_HOST:-127.0.0.1}:${MOTCUA_HTTP_PORT:-8080}
  echo "motcua serves $address now, for example $address/v1/stats/level4_of_all?by=tier;" \
    "Ctrl-C ends it."
  exec "$motcua" serve
fi
