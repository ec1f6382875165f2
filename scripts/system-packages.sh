#!/bin/sh
# What the tests need from the system: PostgreSQL, Redis, Chromium, nginx, Pango, gettext, fonts.
# Installs what is missing where it may; elsewhere says exactly what to type, and fails.
set -eu
. "$(dirname "$0")/lib.sh"

missing=$(pdf_packages)
# need PACKAGE… -- COMMAND…: the packages are missing when the command fails.
need() {
  packages=""
  while [ "$1" != -- ]; do packages="$packages $1"; shift; done
  shift
  "$@" >/dev/null 2>&1 || missing="$missing$packages"
}

has_postgres() { scripts/with-postgres.sh --find; }
has_chromium() { command -v chromium || command -v chromium-browser || command -v google-chrome; }
# Debian keeps it where users who are not root do not look.
has_nginx() { PATH="$PATH:/usr/sbin" command -v nginx; }
# ɖ ɛ ɔ ŋ: without such a font, screenshots show boxes.
has_font() { [ -n "$(find /usr/share/fonts /usr/local/share/fonts -name 'DejaVuSans.ttf' 2>/dev/null)" ]; }

need postgresql -- has_postgres
need chromium -- has_chromium
need nginx-light -- has_nginx
need redis-server -- command -v redis-server
need openssl -- command -v openssl
need gettext -- command -v msgcmp
need fonts-dejavu-core -- has_font

# shellcheck disable=SC2086  # one word per package
[ -z "$missing" ] || install_packages $missing
