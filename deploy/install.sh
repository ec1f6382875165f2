#!/bin/sh
# install.sh [NAME]: the site NAME (centre.example.org) on this machine. To be run as root from
# /srv/centre/site; again after each update of the code and each change of the settings, without
# NAME. Keeps the key, the settings, the certificate and the data.
set -eu
total_steps=7
. "$(dirname "$0")/../scripts/lib.sh"

# In a test, a folder takes the place of the root of the machine, and no service is started.
TOP=${INSTALL_TOP:-}
HOME_OF_SITE=/srv/centre
VAR=$TOP$HOME_OF_SITE/var
SETTINGS=$TOP/etc/centre/centre.env
CERTIFICATE=$TOP/etc/centre/tls

usage() { fail "$1" "sudo deploy/install.sh centre.example.org"; }

[ $# -eq 1 ] || [ -s "$SETTINGS" ] || usage "dites le nom du site :"
[ $# -eq 0 ] || printf '%s' "$1" | grep -Eqx '([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}' ||
  usage "« $1 » n’est pas un nom de site. Écrivez-le en minuscules, sans https:// :"
if [ -z "$TOP" ]; then
  [ "$(id -u)" -eq 0 ] || usage "il faut être administrateur de la machine :"
  [ "$PWD" = "$HOME_OF_SITE/site" ] || fail "le code doit être dans $HOME_OF_SITE/site. Tapez :" \
    "sudo mkdir -p $HOME_OF_SITE && sudo git clone $PWD $HOME_OF_SITE/site"
fi

has_systemd() { [ -z "$TOP" ] && [ -d /run/systemd/system ]; }

step "Paquets du système"
packages=$(pdf_packages | xargs)
PATH="$PATH:/usr/sbin" command -v nginx >/dev/null || packages="$packages nginx-light"
command -v openssl >/dev/null || packages="$packages openssl"
if [ -z "$TOP" ]; then
  command -v certbot >/dev/null || packages="$packages certbot"
  command -v logrotate >/dev/null || packages="$packages logrotate"
fi
# shellcheck disable=SC2086  # one word per package
[ -z "$packages" ] || install_packages $packages

step "Bibliothèques Python"
lock=requirements.lock
# A bucket and OpenSearch are spoken to by libraries that one machine does not need.
if grep -Eqs '^(MEDIA_BUCKET|OPENSEARCH_URL)=.' "$SETTINGS"; then lock=requirements-large.lock; fi
scripts/venv.sh "$lock"
# Compiled now: later the site may write nowhere near them.
[ -n "$TOP" ] || "$VENV/bin/python" -m compileall -q "$VENV/lib" centre services events home communes ||
  true

step "Compte et dossiers"
if [ -z "$TOP" ]; then
  getent passwd centre >/dev/null ||
    useradd --system --user-group --home-dir "$HOME_OF_SITE" --no-create-home --shell /usr/sbin/nologin centre
  # nginx reads the pictures of the site.
  usermod --append --groups centre www-data
fi
mkdir -p "$VAR" "$(dirname "$SETTINGS")" "$TOP/var/www/acme"
[ -n "$TOP" ] || { chown -R centre:centre "$VAR" && chmod 2750 "$VAR"; }

step "Réglages"
if [ -s "$SETTINGS" ]; then
  say "      gardés : $SETTINGS"
else
  key=$("$VENV/bin/python" -c 'import secrets; print(secrets.token_urlsafe(50))')
  (umask 077 && cat >"$SETTINGS.new") <<END
# Les réglages du site, un par ligne, sans espace. Ils sont décrits dans docs/exploitation.md.
SECRET_KEY=$key
ALLOWED_HOSTS=$1
CENTRE_BASE_URL=https://$1
DATABASE_URL=${DATABASE_URL:-sqlite:///$VAR/centre.sqlite3}
END
  mv "$SETTINGS.new" "$SETTINGS"
  say "      écrits : $SETTINGS"
fi
names=$(sed -n 's/^ALLOWED_HOSTS=//p' "$SETTINGS" | tr ',' ' ')
name=${names%% *}

step "Base de données et fichiers"
deploy/manage.sh migrate --verbosity 0
deploy/manage.sh load_reference
deploy/manage.sh collectstatic --no-input --verbosity 0
deploy/manage.sh write_fault_page
# A step that fails is tried again by the timer: the site is installed all the same.
deploy/manage.sh tick || true

step "Serveurs"
if [ -s "$CERTIFICATE/fullchain.pem" ]; then
  say "      certificat gardé : $CERTIFICATE"
else
  # nginx starts with this one, which no browser trusts.
  mkdir -p "$CERTIFICATE"
  openssl req -x509 -newkey rsa:2048 -nodes -days 30 -subj "/CN=$name" \
    -keyout "$CERTIFICATE/privkey.pem" -out "$CERTIFICATE/fullchain.pem" 2>/dev/null
  say "      certificat provisoire : aucun navigateur ne s’y fie, voyez la fin"
fi
mkdir -p "$TOP/etc/nginx" "$TOP/etc/logrotate.d" "$TOP/etc/systemd/system"
[ ! -e "$TOP/etc/nginx/nginx.conf" ] || [ -e "$TOP/etc/nginx/nginx.conf.avant-centre" ] ||
  cp "$TOP/etc/nginx/nginx.conf" "$TOP/etc/nginx/nginx.conf.avant-centre"
sed "s/centre\.example\.org/$names/g" deploy/nginx.conf >"$TOP/etc/nginx/nginx.conf.new"
# Without IPv6 in the kernel nginx would not start. (A file of /proc has no size: it is read.)
grep -q . "${IPV6_ADDRESSES:-/proc/net/if_inet6}" 2>/dev/null ||
  sed -i '/listen \[::\]/d' "$TOP/etc/nginx/nginx.conf.new"
mv "$TOP/etc/nginx/nginx.conf.new" "$TOP/etc/nginx/nginx.conf"
cp deploy/logrotate "$TOP/etc/logrotate.d/centre"
same_doors=""
! cmp -s deploy/systemd/centre.socket "$TOP/etc/systemd/system/centre.socket" || same_doors=1
cp deploy/systemd/* "$TOP/etc/systemd/system/"

step "Démarrage"
if has_systemd; then
  nginx -t -q
  systemctl daemon-reload
  systemctl enable --quiet nginx centre.socket centre.service centre-tick.timer centre-backup.timer
  # Where the site listens has changed: who listens now makes room once.
  [ -n "$same_doors" ] || systemctl stop centre.service centre.socket
  # Whoever comes meanwhile waits at the socket.
  systemctl start centre.socket
  systemctl restart centre.service
  systemctl reload-or-restart nginx
  systemctl start centre-tick.timer centre-backup.timer
else
  say "      systemd ne tourne pas ici : rien n’est démarré"
fi
step_done

say ""
say "Le site : https://$name/"
say "Le certificat, quand le nom mène à cette machine : sudo deploy/certificate.sh $names"
say "Le premier compte : sudo deploy/manage.sh createsuperuser"
say "L’état de la machine : sudo deploy/manage.sh doctor"
