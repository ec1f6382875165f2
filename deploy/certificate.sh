#!/bin/sh
# certificate.sh NAME…: a certificate for these names from Let's Encrypt, renewed by itself.
# Each name must lead to this machine, and nginx must run with deploy/nginx.conf.
set -eu
[ $# -gt 0 ] || {
  echo "Dites les noms du site : sudo deploy/certificate.sh centre.example.org" >&2
  exit 1
}
for name in "$@"; do
  shift
  set -- "$@" -d "$name"
done
# Said once: certbot keeps the hook for the renewals.
exec certbot certonly --webroot -w /var/www/acme --cert-name centre --expand "$@" --deploy-hook \
  "install -m 600 /etc/letsencrypt/live/centre/*.pem /etc/centre/tls/ && systemctl reload nginx"
