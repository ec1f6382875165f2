#!/bin/sh
# Put Python and templates in the project's style.
set -eu
. "$(dirname "$0")/lib.sh"
python=$VENV/bin/python

"$python" -m ruff check --fix --select I,UP,RUF100 --exit-zero --quiet .
"$python" -m ruff format .
"$python" -m djhtml --tabwidth 2 templates
