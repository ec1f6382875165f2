#!/bin/sh
# nginx.sh: write the configuration for the containers of compose.yaml, and run nginx.
# NAMES: the names of the site, after commas. BUCKET, BUCKET_HOST: name, and address with its port.
# In a test TARGET and IPV6_ADDRESSES are other files, and RUN another program.
set -eu
target=${TARGET:-/etc/nginx/nginx.conf}
sed -e "s/centre\.example\.org/$(echo "$NAMES" | tr ',' ' ')/g" \
  -e "s/10\.0\.0\.11:8000/site:8000/" -e '/10\.0\.0\.12:8000/d' \
  -e "s/bucket\.example\.org:9000/$BUCKET_HOST/g" -e "s,/centre-media/,/$BUCKET/,g" \
  "$(dirname "$0")/nginx.conf" >"$target"
# Without IPv6 in the container nginx would not start.
grep -q . "${IPV6_ADDRESSES:-/proc/net/if_inet6}" 2>/dev/null || sed -i '/listen \[::\]/d' "$target"
exec ${RUN:-nginx -g "daemon off;"}
