#!/bin/sh
# Everything the project is held to. What is missing is installed, or named and fails.
set -eu
total_steps=5
. "$(dirname "$0")/lib.sh"
# The tests choose their own databases.
unset DATABASE_URL

step "Paquets du système"
scripts/system-packages.sh

step "Bibliothèques Python"
scripts/venv.sh requirements-test.lock
python=$VENV/bin/python

step "Style, types, gabarits"
scripts/lint.sh

step "Tests qui dépendent de la base, sur PostgreSQL"
scripts/with-postgres.sh "$python" -m pytest -q tests/postgres tests/pages tests/isolation

# The whole suite comes last, so that its summary is the last line.
step "Tous les tests, sur SQLite et dans le navigateur"
exec "$python" -m pytest -q
