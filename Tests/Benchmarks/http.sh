#!/usr/bin/env bash
# Measures a kept figure over HTTP against nginx that serves the same bytes from a file, both on one
# core, taking turns.
set -euo pipefail

usage() {
  cat <<'TEXT'
Usage: Tests/Benchmarks/http.sh [--rounds N] [--seconds S] [--url URL --pid PID] [--check]

Builds motcua for release, starts its private PostgreSQL in a temporary home with a catalog of
28,000 offerings, serves it, and asks one figure over 32 keep-alive connections with wrk. Prints the
medians of requests per second and 99th percentiles with their ratios to nginx, the memory of the
service and the time from its start to its first answer. Needs nginx, wrk, curl, taskset and two
cores: the servers take turns on the first, wrk has the second.

  --rounds N         turns of each server, default 5
  --seconds S        length of a turn, default 5
  --url URL          measure a service that runs already instead; it should be bound to core 0
  --pid PID          its process, whose memory is printed
  --check            exit 3 when a budget is missed

nginx has one worker, sendfile, a cache of open files and no log; its file has the bytes that the
service answered.
TEXT
}

rounds=5 seconds=5 url= pid= check=
while (($#)); do
  case $1 in
    --rounds) rounds=$2 && shift 2 ;;
    --seconds) seconds=$2 && shift 2 ;;
    --url) url=$2 && shift 2 ;;
    --pid) pid=$2 && shift 2 ;;
    --check) check=yes && shift ;;
    --help | -h) usage && exit 0 ;;
    *) usage >&2 && exit 64 ;;
  esac
done

for program in nginx wrk curl taskset; do
  PATH=$PATH:/usr/sbin command -v "$program" >/dev/null || {
    echo "${0##*/}: $program was not found; install it to compare with nginx" >&2
    exit 69
  }
done
PATH=$PATH:/usr/sbin

# Three ports next to each other that nobody listens on.
port=$((20000 + RANDOM % 20000))
while (: </dev/tcp/127.0.0.1/$port || : </dev/tcp/127.0.0.1/$((port + 1)) ||
  : </dev/tcp/127.0.0.1/$((port + 2))) 2>/dev/null; do
  port=$((20000 + RANDOM % 20000))
done

children=()
stop_children() {
  local child
  for child in "${children[@]}"; do kill "$child" 2>/dev/null || true; done
  wait 2>/dev/null || true
}

now() { echo "${EPOCHREALTIME/./}"; }

if [[ -n $url ]]; then
  work=$(mktemp -d /tmp/motcua-bench.XXXXXX)
  trap 'status=$?; stop_children; rm -rf "$work"; exit "$status"' EXIT
  say() { printf '%s\n' "$1" >&2; }
else
  # shellcheck source=ground.sh
  source "$(dirname "${BASH_SOURCE[0]}")/ground.sh"
  trap 'status=$?; stop_children; finish "$status"' EXIT
  generate() { awk -v kind="$1" -v agencies=140 -v procedures=200 -f "$here/generate.awk"; }
  generate agencies >"$work/agencies.csv"
  generate catalog >"$work/catalog.csv"
  start_server
  sql motcua -c 'DROP DATABASE IF EXISTS served' -c 'CREATE DATABASE served TEMPLATE template0'
  "$motcua" db migrate --database "$(url served)" >/dev/null
  "$motcua" sync agencies "$work/agencies.csv" --database "$(url served)" --output json >/dev/null
  "$motcua" sync catalog "$work/catalog.csv" --database "$(url served)" --output json >/dev/null
  address="http://127.0.0.1:$port/v1/stats/level4_of_all?by=tier"
  begun=$(now)
  taskset -c 0 "$motcua" serve --port "$port" --admin-port "$((port + 1))" --database "$(url served)" \
    2>"$work/serve.log" &
  pid=$!
  children+=("$pid")
  until curl -sf -o "$work/first" "$address"; do
    kill -0 "$pid" 2>/dev/null || {
      cat "$work/serve.log" >&2
      exit 1
    }
    sleep 0.003
  done
  start_time=$(((($(now) - begun)) / 1000))
  url=$address
fi

mkdir "$work/www"
curl -sf -o "$work/www/figure.json" "$url"
bytes=$(stat -c %s "$work/www/figure.json")
cat >"$work/nginx.conf" <<CONF
$([[ $EUID != 0 ]] || echo 'user root;')
daemon off;
worker_processes 1;
pid $work/nginx.pid;
error_log stderr error;
events { worker_connections 1024; }
http {
  access_log off;
  sendfile on;
  tcp_nopush on;
  tcp_nodelay on;
  keepalive_requests 1000000000;
  open_file_cache max=100 inactive=1h;
  open_file_cache_valid 1h;
  default_type application/json;
  client_body_temp_path $work/body;
  proxy_temp_path $work/proxy;
  fastcgi_temp_path $work/fastcgi;
  uwsgi_temp_path $work/uwsgi;
  scgi_temp_path $work/scgi;
  server { listen 127.0.0.1:$((port + 2)); root $work/www; }
}
CONF
taskset -c 0 nginx -c "$work/nginx.conf" -p "$work" 2>"$work/nginx.log" &
children+=("$!")
peer=http://127.0.0.1:$((port + 2))/figure.json
until curl -sf -o /dev/null "$peer"; do sleep 0.05; done

# One turn of wrk; notes requests per second and the 99th percentile in microseconds.
turn() {
  taskset -c 1 wrk -t1 -c32 -d"${seconds}s" --latency "$2" >"$work/wrk.txt"
  if grep -qE 'Non-2xx|Socket errors' "$work/wrk.txt"; then
    say "$1 failed requests:"
    cat "$work/wrk.txt" >&2
    exit 1
  fi
  awk -v name="$1" '
    $1 == "99%" {
      unit = $2; sub(/[0-9.]+/, "", unit)
      p99 = $2 * (unit == "s" ? 1000000 : unit == "ms" ? 1000 : 1)
    }
    $1 == "Requests/sec:" { rate = $2 }
    END { print name, rate, p99 }' "$work/wrk.txt" >>"$work/turns"
}

seconds_asked=$seconds seconds=1
turn warm "$url"
turn warm "$peer"
seconds=$seconds_asked
for ((round = 1; round <= rounds; round++)); do
  say "round $round of $rounds"
  turn nginx "$peer"
  turn motcua "$url"
done

memory=0
[[ -z $pid ]] || memory=$(awk '$1 == "VmHWM:" { print $2 }' "/proc/$pid/status")
awk -v check="$check" -v bytes="$bytes" -v memory="$memory" -v start="${start_time-}" '
  { count[$1]++; rate[$1, count[$1]] = $2; tail[$1, count[$1]] = $3 }
  function median(values, name, i, j, n, held, order) {
    n = count[name]
    for (i = 1; i <= n; i++) {
      held = values[name, i]
      for (j = i - 1; j > 0 && order[j] > held; j--) order[j + 1] = order[j]
      order[j + 1] = held
    }
    return n % 2 ? order[(n + 1) / 2] : (order[n / 2] + order[n / 2 + 1]) / 2
  }
  function verdict(good) { if (!good) missed++; return good ? "met" : "MISSED" }
  END {
    printf "\nan answer of %d bytes, 32 connections, one core\n\n", bytes
    printf "%-28s %10s %12s\n", "server", "requests/s", "p99"
    for (i = 1; i <= 2; i++) {
      name = i == 1 ? "nginx" : "motcua"
      printf "%-28s %10.0f %9.2f ms\n", name, median(rate, name), median(tail, name) / 1000
    }
    ratio = median(rate, "motcua") / median(rate, "nginx")
    printf "\n%-28s %6.2f  ≥ 0.65  %s\n", "requests per second to nginx", ratio,
      verdict(ratio >= 0.65)
    ratio = median(tail, "motcua") / median(tail, "nginx")
    printf "%-28s %6.2f  ≤ 1.5   %s\n", "p99 to nginx", ratio, verdict(ratio <= 1.5)
    if (memory) printf "%-28s %6.1f MB  ≤ 60 MB  %s\n", "peak memory of the service",
      memory / 1024, verdict(memory <= 61440)
    if (start != "") printf "%-28s %6d ms  ≤ 150 ms  %s\n", "start to first answer", start,
      verdict(start <= 150)
    exit (check && missed) ? 3 : 0
  }' "$work/turns"
