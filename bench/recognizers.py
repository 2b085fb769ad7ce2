"""Measures times and numbers on the Arabic cases of Recognizers-Text (MIT), where they lie at hand.

    python bench/recognizers.py CASES.jsonl [--errors]

CASES has one case a line: ``spec``, ``input``, ``reference`` (the day it is said), ``results``. A date case is right
where exactly the expected spans are found (half of the words shared or more) and, where the case gives days, the first
and last day are those of its past or future reading. A number case is right where exactly the expected values are found
in order; of a number range, its finite bounds. Cases left out are listed in ``eval/recognizers.toml`` with a reason
each, by a hash of specification and input; both figures are printed, with them and without.
"""

from __future__ import annotations

import hashlib
import json
import re
import sys
import tomllib
from datetime import date, timedelta
from pathlib import Path

from musnad.text.arithmetic import numbers
from musnad.text.numbers import PERCENT, quantities
from musnad.text.pieces import cut
from musnad.text.times import find_days

DATES = ("DateExtractor", "DateParser", "DatePeriodExtractor", "DatePeriodParser")
NUMBERS = ("NumberModel", "NumberRangeModel", "OrdinalModel", "OrdinalModelSuppressExtendedTypes", "PercentModel")
SOME_DAY = date(2016, 11, 7)
WORD = re.compile(r"[^\W_]+")
LEFT_OUT = Path(__file__).parent.parent / "eval" / "recognizers.toml"


def case_id(case: dict) -> str:
    return hashlib.sha256(f"{case['spec']}|{case['input']}".encode()).hexdigest()[:12]


def words(text: str, start: int, end: int) -> set[int]:
    return {n for n, m in enumerate(WORD.finditer(text)) if m.start() < end and m.end() > start}


def expected_days(value: dict) -> set[tuple[date | None, date | None]]:
    """The readings of a case; its periods end before their last day."""
    found = set()
    for reading in (value.get("FutureResolution") or {}, value.get("PastResolution") or {}):
        if reading.get("date", "").startswith("0001"):
            found.add((None, None))  # a day that no calendar has
        elif "date" in reading:
            found.add((date.fromisoformat(reading["date"]),) * 2)
        elif "startDate" in reading and "endDate" in reading:
            end = date.fromisoformat(reading["endDate"])
            found |= {(date.fromisoformat(reading["startDate"]), last) for last in (end - timedelta(1), end)}
    return found


def date_is_right(case: dict) -> bool:
    text = case["input"]
    anchor = date.fromisoformat(case["reference"][:10]) if case["reference"] else SOME_DAY
    found = find_days(text, anchor)
    if len(found) != len(case["results"]):
        return False
    for time, result in zip(found, case["results"], strict=True):
        gold = words(text, result["Start"], result["Start"] + result["Length"])
        ours = words(text, time.start, time.end)
        days = expected_days(result.get("Value") or {})
        if 2 * len(gold & ours) < len(gold | ours) or (days and (time.first, time.last) not in days):
            return False
    return True


def number_of(result: dict) -> list[float]:
    value = (result.get("Resolution") or {}).get("value")
    if value is None:
        return []
    if result["TypeName"] == "numberrange":
        return [float(bound) for bound in re.findall(r"-?\d+(?:\.\d+)?", value)]
    return [float(value.rstrip("%"))] if re.fullmatch(r"-?[\d.]+(?:[eE][+-]?\d+)?%?", value) else []


def number_is_right(case: dict) -> bool:
    expected = [value for result in case["results"] for value in number_of(result)]
    pieces = cut(case["input"])
    if case["spec"] == "NumberRangeModel":
        expected = sorted({abs(bound) for bound in expected})
        ends = [(q.value, q.high) for q in quantities(case["input"])]
        found = sorted({abs(end) for pair in ends for end in pair if end is not None})
    elif case["spec"] == "PercentModel":
        found = [q.value for q in quantities(case["input"]) if q.unit == PERCENT]
    elif case["spec"].startswith("Ordinal"):
        found = [n.number.value for n in numbers(pieces) if n.number.ordinal or not expected]
    else:
        found = [n.number.value for n in numbers(pieces) if not n.number.ordinal]
    return len(found) == len(expected) and all(
        abs(a - b) <= 1e-6 * max(1, abs(b)) for a, b in zip(found, expected, strict=True)
    )


def measure(cases: list[dict], specs: tuple[str, ...], left_out: dict[str, str], errors: bool) -> str:
    right = counted = kept_right = 0
    chosen = [case for case in cases if case["spec"] in specs]
    for case in chosen:
        good = date_is_right(case) if specs is DATES else number_is_right(case)
        right += good
        if case_id(case) not in left_out:
            counted += 1
            kept_right += good
            if errors and not good:
                print(case_id(case), case["spec"], "|", case["input"], "|", case["results"])
    kept = f"{kept_right} of {counted} ({100 * kept_right / max(counted, 1):.1f} %)"
    everything = f"{right} of {len(chosen)} ({100 * right / max(len(chosen), 1):.1f} %)"
    return f"{kept}; with the {len(chosen) - counted} left out, {everything}"


def main(argv: list[str]) -> None:
    paths = [argument for argument in argv if not argument.startswith("--")]
    if len(paths) != 1:
        sys.exit(__doc__)
    cases = [json.loads(line) for line in Path(paths[0]).read_text(encoding="utf-8").splitlines() if line]
    reasons = tomllib.loads(LEFT_OUT.read_text(encoding="utf-8")) if LEFT_OUT.exists() else {}
    left_out = {case: name for name, group in reasons.items() for case in group["cases"]}
    for title, specs in (("dates and periods", DATES), ("numbers", NUMBERS)):
        print(title, measure(cases, specs, left_out, "--errors" in argv))


if __name__ == "__main__":
    main(sys.argv[1:])
