#!/bin/sh
# The drill: the demonstration is backed up, wiped and restored, then compared; docs/drill.md is the
# report. Everything happens in a folder of its own. With PostgreSQL: scripts/with-postgres.sh.
set -eu
total_steps=6
. "$(dirname "$0")/lib.sh"
python=$VENV/bin/python

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
export CENTRE_VAR_DIR="$folder/before"
export DJANGO_SETTINGS_MODULE=centre.settings.dev
export DEBUG=0
export DEMO_PASSWORD=un-mot-de-passe-d-exercice
export BACKUP_DIR="$folder/backups"
BACKUP_KEY=$(head -c 32 /dev/urandom | od -An -tx1 | tr -d ' \n')
export BACKUP_KEY
moment=$(date -u +%Y-%m-%dT%H:%M:00+00:00)
mkdir "$folder/before" "$folder/after"

step "Le site de démonstration"
"$python" manage.py migrate --verbosity 0
"$python" manage.py load_federation >"$folder/load.log"

step "Ce qu’il contient : lignes, fichiers, pages"
"$python" -m scripts.drill look "$moment" "$folder/before.json"

step "Sauvegarde chiffrée"
"$python" manage.py backup
backup=$(ls "$BACKUP_DIR"/*.sealed)

step "Tout est effacé, puis la sauvegarde est contrôlée"
"$python" -m scripts.drill wipe
rm -rf "$folder/before"
export CENTRE_VAR_DIR="$folder/after"
"$python" manage.py restore --check "$backup"

step "Reprise sur une machine vide"
"$python" manage.py restore "$backup"

step "Comparaison"
"$python" -m scripts.drill look "$moment" "$folder/after.json"
"$python" -m scripts.drill compare "$folder/before.json" "$folder/after.json" "$backup" docs/drill.md
step_done
