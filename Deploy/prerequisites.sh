# shellcheck shell=bash
# What building and running need, and how to get it on Debian and Ubuntu. Sourced by the scripts
# beside it; defines functions and does nothing.

# One sentence to stderr, then the end.
die() {
  printf '%s: %s\n' "${0##*/}" "$1" >&2
  exit 1
}

require_swift() {
  command -v swift >/dev/null ||
    die "swift was not found; install Swift 6.2 or later from https://www.swift.org/install and put it on the PATH"
  local version
  version=$(swift --version 2>/dev/null | sed -n 's/.*Swift version \([0-9]*\)\.\([0-9]*\).*/\1 \2/p' | head -n 1)
  local major=${version% *} minor=${version#* }
  if [[ -z $version ]] || ((major < 6 || (major == 6 && minor < 2))); then
    die "Swift 6.2 or later is needed and ${version/ /.} was found; install it from https://www.swift.org/install"
  fi
}

# Prints the directory of the newest PostgreSQL server programs; fails where there are none.
postgres_bin() {
  local directory
  while read -r directory; do
    if [[ -x $directory/initdb && -x $directory/pg_ctl && -x $directory/postgres ]]; then
      printf '%s\n' "$directory"
      return 0
    fi
  done < <(
    find /usr/lib/postgresql -mindepth 2 -maxdepth 2 -name bin 2>/dev/null | sort -t/ -k5,5nr
    pg_config --bindir 2>/dev/null || true
    tr ':' '\n' <<<"$PATH"
  )
  return 1
}

# Prints the Debian packages whose content is missing.
missing_packages() {
  postgres_bin >/dev/null && command -v psql >/dev/null || echo postgresql
  command -v pkg-config >/dev/null || echo pkg-config
  pkg-config --exists libpq 2>/dev/null || echo libpq-dev
  pkg-config --exists libzip 2>/dev/null || echo libzip-dev
  pkg-config --exists expat 2>/dev/null || echo libexpat1-dev
  pkg-config --exists xlsxwriter 2>/dev/null || echo libxlsxwriter-dev
  # Tests count figures again with it.
  command -v python3 >/dev/null || echo python3
}

# Installs what is missing, and only then needs apt and root.
require_packages() {
  local missing
  missing=$(missing_packages | tr '\n' ' ')
  missing=${missing% }
  [[ -n $missing ]] || return 0
  command -v apt-get >/dev/null ||
    die "$missing cannot be installed, because there is no apt-get here; install the PostgreSQL server, pkg-config and libpq, libzip, expat and libxlsxwriter with their headers by hand"
  local -a as_root=()
  if [[ $(id -u) != 0 ]]; then
    command -v sudo >/dev/null ||
      die "$missing cannot be installed, because you are not root and there is no sudo; run as root: apt-get install $missing"
    as_root=(sudo)
  fi
  # Debian creates and starts a cluster of its own with the server package, unless told not to. We
  # use none of it, so we say so for the time of this installation.
  local settings=/etc/postgresql-common/createcluster.d note=motcua-installing.conf
  "${as_root[@]}" mkdir -p "$settings"
  echo 'create_main_cluster = false' | "${as_root[@]}" tee "$settings/$note" >/dev/null
  local failed=
  # Word splitting of the package names is meant.
  # shellcheck disable=SC2086
  {
    "${as_root[@]}" apt-get update -qq &&
      "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
        apt-get install -y -qq --no-install-recommends $missing
  } >&2 || failed=yes
  "${as_root[@]}" rm -f "$settings/$note"
  [[ -z $failed ]] || die "apt-get could not install $missing; see its messages above"
  missing=$(missing_packages | tr '\n' ' ')
  [[ -z $missing ]] || die "${missing% } is still missing after apt-get install; install it by hand"
}
