# shellcheck shell=bash
# A PostgreSQL server for the time of one script: on a Unix socket in a directory of its own, gone
# afterwards. Sourced, after prerequisites.sh; defines functions and does nothing.

throwaway_directory=
# runuser lies there, and cron's PATH does not lead there.
PATH=$PATH:/usr/sbin:/sbin

# Runs a server program as a user that PostgreSQL accepts.
as_server() {
  if [[ $(id -u) == 0 ]]; then
    (cd / && runuser -u postgres -- "$@")
  else
    "$@"
  fi
}

# Starts the server and sets throwaway_url to the superuser motcua in the database postgres.
start_throwaway_server() {
  local bin
  bin=$(postgres_bin) || die "PostgreSQL server programs were not found; install the Debian package postgresql"
  if [[ $(id -u) == 0 ]] && ! id -u postgres >/dev/null 2>&1; then
    die "PostgreSQL refuses to run as root and there is no user postgres; install the Debian package postgresql"
  fi
  # A socket's path may have 107 bytes, so not under a long TMPDIR.
  throwaway_directory=$(mktemp -d /tmp/motcua.XXXXXX)
  trap stop_throwaway_server EXIT
  trap 'exit 130' INT
  trap 'exit 143' TERM HUP
  [[ $(id -u) != 0 ]] || chown postgres "$throwaway_directory"
  if ! as_server "$bin/initdb" -D "$throwaway_directory/data" -U motcua -E UTF8 \
    --locale=C.UTF-8 --auth=trust --no-sync >"$throwaway_directory/initdb.log" 2>&1; then
    cat "$throwaway_directory/initdb.log" >&2
    die "initdb failed in $throwaway_directory"
  fi
  # Nothing here needs to survive a crash; so no fsync.
  if ! as_server "$bin/pg_ctl" -D "$throwaway_directory/data" -l "$throwaway_directory/server.log" \
    -s -w -t 60 start -o "-c listen_addresses= -c unix_socket_directories=$throwaway_directory \
      -c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=300 \
      -c shared_buffers=128MB -c timezone=UTC -c jit=off"; then
    tail -n 20 "$throwaway_directory/server.log" >&2
    die "the throw-away PostgreSQL server did not start in $throwaway_directory"
  fi
  # shellcheck disable=SC2034
  throwaway_url="postgresql:///postgres?host=$throwaway_directory&port=5432&user=motcua"
}

stop_throwaway_server() {
  local status=$?
  trap - EXIT
  trap '' INT TERM HUP
  if [[ -n $throwaway_directory ]]; then
    local bin
    if bin=$(postgres_bin); then
      as_server "$bin/pg_ctl" -D "$throwaway_directory/data" -s -m immediate -w stop \
        >/dev/null 2>&1 || true
    fi
    rm -rf "$throwaway_directory"
  fi
  exit "$status"
}
