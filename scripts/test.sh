#!/bin/sh
# Everything the project is held to. What is missing is installed, or named and fails.
set -eu
total_steps=5
. "$(dirname "$0")/lib.sh"
# The tests choose their own databases.
unset DATABASE_URL

# One process for each core, whole files at a time, in order: those of the browser come last.
side_by_side="-n auto --dist loadfile --no-loadscope-reorder"

step "Paquets du système"
scripts/system-packages.sh

step "Bibliothèques Python"
scripts/venv.sh requirements-test.lock
python=$VENV/bin/python

step "Style, types, gabarits"
scripts/lint.sh

step "Tests qui dépendent de la base, sur PostgreSQL"
# The matrix asks who may, which no database decides; it runs below, as most of the faults do.
# shellcheck disable=SC2086  # one word per option
scripts/with-postgres.sh "$python" -m pytest -q $side_by_side tests/postgres tests/pages tests/isolation \
  tests/faults/test_clock.py tests/faults/test_database.py tests/faults/test_limits.py \
  tests/faults/test_mail_server.py tests/faults/test_one_commune.py tests/faults/test_two_editors*.py \
  tests/faults/test_zones.py --ignore-glob='tests/isolation/test_matrix*.py'

# The whole suite comes last, so that its summary is the last line.
step "Tous les tests, sur SQLite et dans le navigateur"
# shellcheck disable=SC2086
exec "$python" -m pytest -q $side_by_side
