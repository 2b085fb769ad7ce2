#!/bin/sh
# Makes .venv from a lock file (hashes checked) and installs this tree into it: tools/environment.sh core|dev
set -eu
cd "$(dirname "$0")/.."
wanted=$1
stamp=.venv/installed-$wanted
if [ -e "$stamp" ] && [ "$(cat "$stamp")" = "$(cat pyproject.toml "requirements/$wanted.txt" requirements/build.txt | cksum)" ]; then
  exit 0
fi

python=
for candidate in ${PYTHON:-} python3 python3.13 python3.12 python3.11; do
  if "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then python=$candidate; break; fi
done
if [ -z "$python" ]; then
  echo "Musnad needs Python 3.11 or later. On Debian 12: apt-get install python3 python3-venv. Elsewhere: make PYTHON=/path/to/python3.11 …" >&2
  exit 1
fi

if [ ! -x .venv/bin/pip ]; then
  rm -rf .venv
  if ! "$python" -c 'import ensurepip, venv' 2>/dev/null && [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    echo "Installing python3-venv, which Debian keeps in a package of its own …"
    { apt-get update -qq && apt-get install -y -qq python3-venv; } >/dev/null 2>&1 || true
  fi
  if ! "$python" -c 'import ensurepip, venv' 2>/dev/null || ! "$python" -m venv .venv; then
    rm -rf .venv
    echo "This Python cannot make environments. On Debian: apt-get install python3-venv, then run make again." >&2
    exit 1
  fi
fi
pip=".venv/bin/pip --disable-pip-version-check --quiet"
echo "Installing Musnad into .venv ($wanted) …"
$pip install --require-hashes -r "requirements/$wanted.txt"
$pip install --require-hashes -r requirements/build.txt
$pip install --no-deps --no-build-isolation -e .
.venv/bin/python -m compileall -q src/musnad  # most of a cold start is compiling
cat pyproject.toml "requirements/$wanted.txt" requirements/build.txt | cksum > "$stamp"
