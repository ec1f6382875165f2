#!/bin/sh
# manage.sh COMMAND…: a command of the installed site, with its settings and as its own user.
# In a test INSTALL_TOP, a folder, takes the place of the root of the machine.
set -eu
cd "$(dirname "$0")/.."
top=${INSTALL_TOP:-}
settings=$top/etc/centre/centre.env

[ -n "$top" ] || [ "$(id -u)" -eq 0 ] || {
  echo "Il faut être administrateur de la machine : sudo deploy/manage.sh $*" >&2
  exit 1
}
[ -s "$settings" ] || {
  echo "$settings n’est pas là. Installez d’abord : sudo deploy/install.sh centre.example.org" >&2
  exit 1
}

# One variable per line, as systemd reads them: nothing in them is for the shell.
number=0
while IFS= read -r line; do
  number=$((number + 1))
  case $line in
    "" | \#*) continue ;;
  esac
  # The line may hold a password: it is numbered, not shown.
  printf '%s\n' "$line" | grep -Eq '^[A-Za-z_][A-Za-z0-9_]*=([^[:space:]]|$)' || {
    echo "La ligne $number de $settings ne se comprend pas. Écrivez NOM=valeur, sans espace autour du =." >&2
    exit 1
  }
  export "${line?}"
done <"$settings"
export DJANGO_SETTINGS_MODULE=centre.settings.production CENTRE_VAR_DIR="$top/srv/centre/var"

[ -z "$top" ] || exec .venv/bin/python manage.py "$@"
exec setpriv --reuid=centre --regid=centre --clear-groups .venv/bin/python manage.py "$@"
