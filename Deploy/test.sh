#!/usr/bin/env bash
# Builds everything and runs all tests against a PostgreSQL server of its own.
set -euo pipefail

usage() {
  cat <<'TEXT'
Usage: Deploy/test.sh [ARGUMENTS OF swift test]

Installs what the tests need where it is missing (Debian, Ubuntu; asks sudo when you are not root),
starts a throw-away PostgreSQL server, builds, and runs swift test with the given arguments, for
example: Deploy/test.sh --filter StoreTests

The tests find the server by MOTCUA_TEST_DATABASE_URL. The exit code is that of swift.
TEXT
}

if [[ ${1-} == --help || ${1-} == -h ]]; then
  usage
  exit 0
fi

cd "$(dirname "${BASH_SOURCE[0]}")/.."
# shellcheck source=Deploy/prerequisites.sh
source Deploy/prerequisites.sh
# shellcheck source=Deploy/throwaway-server.sh
source Deploy/throwaway-server.sh

require_swift
require_packages
start_throwaway_server
export MOTCUA_TEST_DATABASE_URL=$throwaway_url

# Arguments may change the build (-c, --sanitize), so swift test builds for itself when it has any.
(($#)) || swift build --build-tests
swift test "$@"
