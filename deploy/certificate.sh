#!/bin/sh
# certificate.sh NAME…: a certificate for these names from Let's Encrypt, renewed by itself.
# Each name must lead to this machine, and nginx must run with deploy/nginx.conf.
# In a test INSTALL_TOP, a folder, takes the place of the root of the machine.
set -eu
top=${INSTALL_TOP:-}

fail() {
  printf '\nÉchec : %s\n' "$1" >&2
  shift
  for line in "$@"; do printf '  %s\n' "$line" >&2; done
  exit 1
}

[ $# -gt 0 ] || fail "dites les noms du site :" "sudo deploy/certificate.sh centre.example.org"
[ -n "$top" ] || [ "$(id -u)" -eq 0 ] ||
  fail "il faut être administrateur de la machine :" "sudo deploy/certificate.sh $*"

names=$*
for name in "$@"; do
  shift
  set -- "$@" -d "$name"
done
put="install -m 600 $top/etc/letsencrypt/live/centre/*.pem $top/etc/centre/tls/"
put="$put && systemctl reload nginx"

[ -d "$top/etc/letsencrypt/accounts" ] || cat <<'END'
La première fois, certbot pose trois questions, en anglais :
  Enter email address …        votre adresse
  … Do you agree?              Y : vous acceptez les conditions de Let’s Encrypt
  … share your email address   N

END
# Said once: certbot keeps the hook for the renewals.
certbot certonly --webroot -w "$top/var/www/acme" --cert-name centre --expand \
  --keep-until-expiring "$@" --deploy-hook "$put" ||
  fail "pas de certificat. Le site garde celui qu’il a. Regardez, puis retapez la même ligne :" \
    "- chaque nom mène-t-il à cette machine ? getent hosts $names" \
    "- les ports 80 et 443 sont-ils ouverts chez l’hébergeur ?" \
    "- nginx tourne-t-il ? sudo systemctl status nginx"
# A certificate that certbot had already is put in place too.
sh -c "$put"
echo "Le certificat est en place. Il se renouvelle seul : il n’y a rien d’autre à faire."
