#!/bin/sh
# Compile both locks from pyproject.toml; UPGRADE=1 takes newer versions within its ranges.
set -eu
. "$(dirname "$0")/lib.sh"
python=$VENV/bin/python

# The oldest supported Python: what it can install, the newer ones can too.
"$python" -c 'import sys; sys.exit(sys.version_info[:2] != (3, 11))' ||
  fail "les verrous se compilent avec Python 3.11." "make clean && make lock PYTHON=python3.11"

upgrade=""
[ -z "${UPGRADE:-}" ] || upgrade=--upgrade
"$python" -m piptools compile -q $upgrade -o requirements.lock pyproject.toml
"$python" -m piptools compile -q $upgrade --extra test -c requirements.lock \
  -o requirements-test.lock pyproject.toml
say "requirements.lock et requirements-test.lock sont à jour."
