# Shared by the scripts of this folder, which start with: . "$(dirname "$0")/lib.sh"
# Leaves the caller at the root of the project, with the functions below.

cd "$(dirname "$0")/.."

# Where byte code may not be kept, each start compiles some 2 000 files again.
unset PYTHONDONTWRITEBYTECODE

PYTHON=${PYTHON:-python3}
VENV=.venv
total_steps=${total_steps:-1}
step_number=0
step_start=0

now() { date +%s; }
script_start=$(now)

say() { printf '%s\n' "$*"; }

fail() {
  printf '\nÉchec : %s\n' "$1" >&2
  shift
  for line in "$@"; do printf '  %s\n' "$line" >&2; done
  exit 1
}

# step TITLE: close the step before, announce the next one.
step() {
  step_done
  step_number=$((step_number + 1))
  step_start=$(now)
  printf '\n[%s/%s] %s\n' "$step_number" "$total_steps" "$1"
}

step_done() {
  [ "$step_number" -eq 0 ] || printf '      fait en %s s (%s s depuis le début)\n' \
    "$(($(now) - step_start))" "$(($(now) - script_start))"
}

may_install() {
  command -v apt-get >/dev/null 2>&1 || return 1
  [ "$(id -u)" -eq 0 ] || sudo -n true >/dev/null 2>&1
}

as_root() {
  if [ "$(id -u)" -eq 0 ]; then "$@"; else sudo -n "$@"; fi
}

apt_install() {
  as_root env DEBIAN_FRONTEND=noninteractive \
    apt-get install -y -qq --no-install-recommends "$@" >var/apt.log 2>&1
}

# get_packages NAME…: Debian packages, with a new list of them when the old one does not do.
get_packages() {
  mkdir -p var
  # A fresh machine has no list of packages, an old one a list that is out of date.
  apt_install "$@" || {
    as_root timeout "${patience:-600}" apt-get update -qq >var/apt.log 2>&1 && apt_install "$@"
  }
}

# install_packages NAME…: Debian packages, or exactly what to type to have them.
install_packages() {
  say "      paquets du système à installer : $*"
  may_install || fail "il manque des paquets du système. Tapez, puis recommencez :" \
    "sudo apt-get update && sudo apt-get install -y $*"
  get_packages "$@" || {
    tail -n 20 var/apt.log >&2
    fail "l’installation des paquets a échoué (lignes ci-dessus). Tapez, puis recommencez :" \
      "sudo apt-get update && sudo apt-get install -y $*"
  }
}

has_library() { PATH="$PATH:/sbin:/usr/sbin" ldconfig -p 2>/dev/null | grep -q "$1"; }

# WeasyPrint sets letters with these: without them there is no PDF.
PDF_LIBRARIES="libpango-1.0 libpangoft2-1.0 libharfbuzz-subset"

# pdf_packages: the Debian packages of those that are missing.
pdf_packages() {
  for library in $PDF_LIBRARIES; do
    has_library "$library.so.0" || case $library in
      *[0-9]) echo "$library-0" ;;
      *) echo "${library}0" ;;
    esac
  done
}
