#!/bin/sh
# Compile the locks from pyproject.toml; UPGRADE=1 takes newer versions within its ranges.
set -eu
. "$(dirname "$0")/lib.sh"
python=$VENV/bin/python

# The oldest supported Python: what it can install, the newer ones can too.
"$python" -c 'import sys; sys.exit(sys.version_info[:2] != (3, 11))' ||
  fail "les verrous se compilent avec Python 3.11." "make clean && make lock PYTHON=python3.11"

upgrade=""
[ -z "${UPGRADE:-}" ] || upgrade=--upgrade
# The large way up holds what the small one has, at the same versions, and the tests hold both.
"$python" -m piptools compile -q $upgrade --extra large -o requirements-large.lock pyproject.toml
"$python" -m piptools compile -q $upgrade -c requirements-large.lock \
  -o requirements.lock pyproject.toml
"$python" -m piptools compile -q $upgrade --extra large --extra test -c requirements-large.lock \
  -o requirements-test.lock pyproject.toml
say "requirements.lock, requirements-large.lock et requirements-test.lock sont à jour."
