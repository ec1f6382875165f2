#!/bin/sh
# Style, likely bugs, templates, types of the pure modules. Changes nothing.
set -eu
. "$(dirname "$0")/lib.sh"
python=$VENV/bin/python

failed=0
"$python" -m ruff check . || failed=1
"$python" -m ruff format --check . || failed=1
"$python" -m djhtml --check --tabwidth 2 templates || failed=1
"$python" -m mypy || failed=1
exit $failed
