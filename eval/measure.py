"""Reads the gold sets with the product, scores them, and holds the figures against floors that only rise.

    python eval/measure.py [--data ../shared/data] [--raise]

The texts are not part of the project: where they are missing this says so and ends well. Beside the gold set stand our
own annotations (`eval/standoff/`, joined to the texts by `eval/join.py`); `blind2` is measured only. The scoring
program that came with the gold set is run beside the product's own figures (``musnad evaluate``), and both must agree.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from join import joined

from musnad.evaluation import measure
from musnad.evaluation.gold import load

FLOORS = Path(__file__).with_name("floors.json")
STANDOFF = Path(__file__).with_name("standoff")


def main() -> int:
    """0 where every figure of every set stands at or above its floor, else 1."""
    options = _options()
    with tempfile.TemporaryDirectory() as folder:
        sets = _gold_sets(options.data, Path(folder))
        if not sets:
            print(f"No gold set in {options.data}: nothing is measured.")
            return 0
        held = [_measure(name, gold, options) for name, gold in sets.items()]
    return 0 if all(held) else 1


def _gold_sets(data: Path, folder: Path) -> dict[str, Path]:
    """The sets at hand by name: the gold set, and our own annotations where the texts they were made on are there."""
    sets = {"gold/dev": data / "gold" / "dev.jsonl"}
    for news in sorted(data.glob("news/*.jsonl.gz")):
        for ours in sorted(STANDOFF.glob("*.jsonl")):
            sets[ours.stem] = gold = folder / ours.name
            gold.write_text("".join(json.dumps(one) + "\n" for one in joined(ours, news)), "utf-8")
    return {name: gold for name, gold in sets.items() if gold.exists()}


def _measure(name: str, gold: Path, options: argparse.Namespace) -> bool:
    """Read one set, print its figures, and say whether they hold."""
    scorer = options.data.parent / "score" / "score.py"
    with tempfile.TemporaryDirectory() as folder:
        readings = Path(folder) / "readings.jsonl"
        seconds = _read(gold, readings)
        ours = _plain(measure(load(str(gold)), load(str(readings))).as_dict())
        theirs = _scored(scorer, gold, readings) if scorer.exists() else ours
    print(f"== {name}")
    for figure, value in theirs.items():
        print(f"{figure:40} {value}")
    print(f"{'pages a second, start included':40} {theirs['documents'] / seconds:.1f}")
    if ours != theirs:
        print("`musnad evaluate` and the gold set's own scorer disagree:", _differences(ours, theirs))
        return False
    return _hold(name, theirs, options.raise_floors)


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


def _hold(name: str, figures: dict[str, object], raise_floors: bool) -> bool:
    floors = json.loads(FLOORS.read_text("utf-8"))
    mine = floors.get(name, {})
    today = {figure: _figure(figures[figure]) for figure in mine}
    low = [figure for figure, floor in mine.items() if today[figure] < floor]
    for figure, floor in mine.items():
        print(f"floor {figure:34} {floor:6} {'not reached: ' if figure in low else 'held by'} {today[figure]}")
    if raise_floors:
        floors[name] = {figure: max(floor, today[figure]) for figure, floor in mine.items()}
        FLOORS.write_text(json.dumps(floors, indent=2) + "\n", "utf-8")
    return not low


def _figure(value: object) -> float:
    """The F1 of a triple, or the figure itself."""
    return float(value[-1] if isinstance(value, list) else value)  # type: ignore[arg-type]


if __name__ == "__main__":
    sys.exit(main())
