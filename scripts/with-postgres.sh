#!/bin/sh
# with-postgres.sh COMMAND…: run it with DATABASE_URL on a throwaway PostgreSQL cluster.
# The cluster listens on a socket in a private folder only, and goes away with the command.
# with-postgres.sh --find prints the folder of the server's programs, or fails.
set -eu

find_programs() {
  for folder in $(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -rV) \
    "$(pg_config --bindir 2>/dev/null || true)"; do
    if [ -x "$folder/initdb" ]; then
      echo "$folder"
      return 0
    fi
  done
  echo "PostgreSQL manque : sudo apt-get install -y postgresql" >&2
  return 1
}

programs=$(find_programs)
if [ "$1" = --find ]; then
  echo "$programs"
  exit 0
fi

# A socket's path holds 107 bytes at most: stay near the top of the tree.
cluster=$(mktemp -d /tmp/centre-pg.XXXXXX)
drop=""
if [ "$(id -u)" -eq 0 ]; then
  # PostgreSQL refuses to run as root.
  owner=$(id -un postgres 2>/dev/null || echo nobody)
  chown "$owner" "$cluster"
  drop="setpriv --reuid=$owner --regid=$(id -g "$owner") --clear-groups"
fi

server() { (cd "$cluster" && $drop "$programs/pg_ctl" -D "$cluster/data" -s -w "$@"); }

stop() {
  status=$?
  trap - EXIT
  server stop -m immediate >/dev/null 2>&1 || true
  rm -rf "$cluster"
  exit "$status"
}
trap stop EXIT
trap 'exit 130' INT TERM

(cd "$cluster" && $drop "$programs/initdb" -D "$cluster/data" -U centre -A trust -E UTF8 \
  --locale=C.UTF-8 --no-sync) >"$cluster/initdb.log" 2>&1 || {
  cat "$cluster/initdb.log" >&2
  exit 1
}
# It is thrown away: nothing of it has to survive a power cut.
server start -l "$cluster/data/server.log" -o "-k $cluster -c listen_addresses='' -c fsync=off \
  -c synchronous_commit=off -c full_page_writes=off" || {
  cat "$cluster/data/server.log" >&2
  exit 1
}

DATABASE_URL="postgres://centre@$(echo "$cluster" | sed 's,/,%2F,g')/postgres"
export DATABASE_URL
"$@"
