"""Reads the gold set with the product, scores it, and holds the figures against floors that only rise.

    python eval/measure.py [--data ../shared/data] [--raise]

The gold set is not part of the project: where it is missing this says so and ends well. The scoring program that came
with the gold set is run beside the product's own figures (``musnad evaluate``), and both must agree.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from musnad.evaluation import measure
from musnad.evaluation.gold import load

FLOORS = Path(__file__).with_name("floors.json")


def main() -> int:
    """0 where every figure stands at or above its floor, else 1."""
    options = _options()
    gold = options.data / "gold" / "dev.jsonl"
    scorer = options.data.parent / "score" / "score.py"
    if not gold.exists():
        print(f"No gold set at {gold}: nothing is measured.")
        return 0
    with tempfile.TemporaryDirectory() as folder:
        readings = Path(folder) / "readings.jsonl"
        seconds = _read(gold, readings)
        ours = _plain(measure(load(str(gold)), load(str(readings))).as_dict())
        theirs = _scored(scorer, gold, readings) if scorer.exists() else ours
    for name, value in theirs.items():
        print(f"{name:40} {value}")
    print(f"{'pages a second, start included':40} {theirs['documents'] / seconds:.1f}")
    if ours != theirs:
        print("`musnad evaluate` and the gold set's own scorer disagree:", _differences(ours, theirs))
        return 1
    return _hold(theirs, options.raise_floors)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, default=Path("../shared/data"), help="folder of the gold set")
    parser.add_argument("--raise", dest="raise_floors", action="store_true", help="raise floors to today's figures")
    return parser.parse_args()


def _read(gold: Path, readings: Path) -> float:
    """Read the articles as a user would, through the command line; the seconds it took."""
    articles = [json.loads(line) for line in gold.read_text("utf-8").splitlines()]
    fields = ("id", "text", "published", "outlet")
    records = [{**{name: article.get(name) for name in fields}, "kind": "article"} for article in articles]
    start = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-c", "from musnad.cli import main; main()", "read", "-", "--jsonl"],
        input="".join(json.dumps(record) + "\n" for record in records).encode(),
        stdout=subprocess.PIPE,
        check=False,
    )
    seconds = time.perf_counter() - start
    readings.write_bytes(done.stdout)
    if done.returncode:
        print(f"`musnad read --jsonl` ended with status {done.returncode}.", file=sys.stderr)
    return seconds


def _scored(scorer: Path, gold: Path, readings: Path) -> dict[str, object]:
    command = [sys.executable, str(scorer), str(gold), str(readings), "--json"]
    return json.loads(subprocess.run(command, stdout=subprocess.PIPE, check=True).stdout)


def _plain(figures: dict[str, object]) -> dict[str, object]:
    return json.loads(json.dumps(figures))


def _differences(ours: dict[str, object], theirs: dict[str, object]) -> dict[str, object]:
    return {name: (ours.get(name), value) for name, value in theirs.items() if ours.get(name) != value}


def _hold(figures: dict[str, object], raise_floors: bool) -> int:
    floors = json.loads(FLOORS.read_text("utf-8"))
    today = {name: _figure(figures[name]) for name in floors}
    low = [name for name, floor in floors.items() if today[name] < floor]
    for name in floors:
        print(f"floor {name:34} {floors[name]:6} {'not reached: ' if name in low else 'held by'} {today[name]}")
    if raise_floors:
        raised = {name: max(floor, today[name]) for name, floor in floors.items()}
        FLOORS.write_text(json.dumps(raised, indent=2) + "\n", "utf-8")
    return 1 if low else 0


def _figure(value: object) -> float:
    """The F1 of a triple, or the figure itself."""
    return float(value[-1] if isinstance(value, list) else value)  # type: ignore[arg-type]


if __name__ == "__main__":
    sys.exit(main())
