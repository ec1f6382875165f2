#!/bin/sh
# Style, likely bugs, templates, types of the pure modules, secrets, known faults of libraries.
# Changes nothing. AUDIT=required: fails where nobody could be asked about the libraries.
set -eu
. "$(dirname "$0")/lib.sh"
python=$VENV/bin/python

failed=0
"$python" scripts/secrets_scan.py &
scan=$!
"$python" -m ruff check . || failed=1
"$python" -m ruff format --check . || failed=1
"$python" -m djhtml --check --tabwidth 2 templates || failed=1
"$python" -m mypy || failed=1
wait $scan || failed=1
"$python" scripts/audit.py requirements-test.lock || failed=1
exit $failed
