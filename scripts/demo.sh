#!/bin/sh
# Demonstration on this machine: PORT, NOSERVE=1, DATABASE_URL, DEMO_PASSWORD (see README).
set -eu
total_steps=4
[ -z "${NOSERVE:-}" ] || total_steps=3
. "$(dirname "$0")/lib.sh"

export PORT="${PORT:-8000}"
export DJANGO_SETTINGS_MODULE=centre.settings.dev
export CENTRE_BASE_URL="http://localhost:$PORT"
# As visitors see it: our own 404 and 500, no debug page.
export DEBUG=0

step "Bibliothèques Python"
scripts/venv.sh requirements.lock
python=$VENV/bin/python

if [ -z "${NOSERVE:-}" ]; then
  "$python" -c "
import socket
with socket.socket() as s:
    s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    s.bind(('127.0.0.1', int('$PORT')))" 2>/dev/null ||
    fail "le port $PORT n’est pas libre. Choisissez-en un autre :" "make demo PORT=8123"
fi

# The site runs without PDF: posters are then printed from the browser.
packages=$(pdf_packages | xargs)
patience=40
# shellcheck disable=SC2086  # one word per package
if [ -n "$packages" ] && ! { may_install && get_packages $packages; }; then
  say "      sans PDF : il manque Pango. Pour l’avoir, tapez :"
  say "        sudo apt-get update && sudo apt-get install -y $packages"
fi

step "Base de données"
"$python" manage.py migrate --verbosity 0

step "Contenu de démonstration"
"$python" manage.py load_federation

[ -z "${NOSERVE:-}" ] || { step_done; exit 0; }

step "Le site est à l’adresse http://localhost:$PORT/ (Ctrl-C pour l’arrêter)"
# One process with threads: its memory cache is then everybody's.
exec "$python" -m gunicorn centre.wsgi --bind "127.0.0.1:$PORT" --threads 8 --log-level warning
