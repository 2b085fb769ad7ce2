#!/bin/sh
# The newest wheel of a folder in a fresh environment, away from the sources: does it read a page? tools/try_wheel.sh dist
set -eu
wheel=$(ls -t "$1"/musnad-*.whl | head -n 1)
page=$(pwd)/samples/flattened.txt
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
"${PYTHON:-python3}" -m venv "$place/env"
"$place/env/bin/pip" --disable-pip-version-check --quiet install "$wheel"
cd "$place"
env -u PYTHONPATH "$place/env/bin/musnad" read "$page" --json > reading.json
env -u PYTHONPATH "$place/env/bin/musnad" read "$page" --html reading.html
env -u PYTHONPATH "$place/env/bin/musnad" add "$page" --store kept.db
env -u PYTHONPATH "$place/env/bin/python" - <<'EOF'
import json
from pathlib import Path

reading = json.loads(Path("reading.json").read_text("utf-8"))
assert len(reading["statements"]) >= 4, reading["statements"]
assert "<mark" in Path("reading.html").read_text("utf-8")
EOF
test -e "$place/env/share/man/man1/musnad.1"
echo "$(basename "$wheel"): installed afresh, reads, draws and keeps a page."
