#!/bin/sh
# manage.sh COMMAND…: a command of the installed site, with its settings and as its own user.
# In a test INSTALL_TOP, a folder, takes the place of the root of the machine.
set -eu
cd "$(dirname "$0")/.."
top=${INSTALL_TOP:-}

# One variable per line, as systemd reads them: nothing in them is for the shell.
while IFS= read -r line; do
  case $line in
    "" | \#*) ;;
    *) export "${line?}" ;;
  esac
done <"$top/etc/centre/centre.env"
export DJANGO_SETTINGS_MODULE=centre.settings.production CENTRE_VAR_DIR="$top/srv/centre/var"

[ -z "$top" ] || exec .venv/bin/python manage.py "$@"
exec setpriv --reuid=centre --regid=centre --clear-groups .venv/bin/python manage.py "$@"
