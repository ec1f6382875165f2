#!/bin/sh
# venv.sh [LOCK]: build .venv from a lock (requirements.lock), once per content of the lock.
set -eu
. "$(dirname "$0")/lib.sh"

lock=${1:-requirements.lock}
stamp=$VENV/$(basename "$lock")
log=var/pip.log

# Prints one line that grows: the reader of a slow network sees it move.
progress() {
  total=$(grep -c '^[a-z]' "$lock")
  count=0
  while IFS= read -r line; do
    printf '%s\n' "$line" >>"$log"
    case $line in
      Collecting*)
        count=$((count + 1))
        [ $((count % 10)) -ne 0 ] || printf '      %s/%s bibliothèques\n' "$count" "$total"
        ;;
      Installing*) printf '      %s/%s bibliothèques, installation\n' "$total" "$total" ;;
    esac
  done
}

command -v "$PYTHON" >/dev/null 2>&1 || install_packages python3 python3-venv
"$PYTHON" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' ||
  fail "il faut Python 3.11, 3.12 ou 3.13 ; ici : $("$PYTHON" --version 2>&1)." \
    "Indiquez-en un autre : make demo PYTHON=python3.12"

if cmp -s "$lock" "$stamp" && "$VENV/bin/python" -c 'import django' 2>/dev/null; then
  say "      déjà prêt ($VENV)"
  exit 0
fi

mkdir -p var
: >"$log"
if ! "$VENV/bin/python" -m pip --version >/dev/null 2>&1; then
  "$PYTHON" -c 'import ensurepip, venv' 2>/dev/null || install_packages python3-venv
  "$PYTHON" -m venv --clear "$VENV" >>"$log" 2>&1 || {
    cat "$log" >&2
    fail "$PYTHON ne peut pas créer $VENV (lignes ci-dessus)."
  }
fi

# The exit code of pip passes through a file: a pipe in sh gives only that of its last part.
status=$(mktemp)
trap 'rm -f "$status"' EXIT
{
  "$VENV/bin/python" -m pip install --disable-pip-version-check --progress-bar off \
    --no-compile --require-hashes -r "$lock" 2>&1
  echo $? >"$status"
} | progress
[ "$(cat "$status")" = 0 ] || {
  tail -n 20 "$log" >&2
  fail "l’installation des bibliothèques a échoué (lignes ci-dessus, le reste dans $log)." \
    "Vérifiez la connexion, puis recommencez."
}
cp "$lock" "$stamp"
# The tests' lock holds the site's.
[ "$lock" = requirements.lock ] || cp requirements.lock "$VENV/requirements.lock"
