"""Figures on invented articles whose right values can be counted by hand."""

from __future__ import annotations

import json
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from musnad.errors import InputError
from musnad.evaluation import measure
from musnad.evaluation.figures import prf
from musnad.evaluation.gold import load
from musnad.evaluation.names import same_name
from musnad.evaluation.report import report

TEXT = (
    "قال الوزير سامي الحداد لصحيفة المرفأ إن الخطة ستبدأ في 26 يوليو وستشمل ثلاث محافظات. "
    "ونفى مسؤول في البنك وجود خلاف مع الوزارة."
)


def at(words: str) -> list[int]:
    start = TEXT.index(words)
    return [start, start + len(words)]


def link(words: str, role: str = "speaker") -> dict[str, Any]:
    return {"span": at(words), "text": words, "role": role}


PLAN = {
    "cue": at("قال"),
    "source": at("الوزير سامي الحداد"),
    "content": [at("الخطة ستبدأ في 26 يوليو وستشمل ثلاث محافظات")],
    "mode": "indirect",
    "source_kind": "named",
    "stance": "says",
    "chain": [link("الوزير سامي الحداد"), link("صحيفة المرفأ", "outlet")],
}
DENIAL = {
    "cue": at("نفى"),
    "source": at("مسؤول في البنك"),
    "content": [at("وجود خلاف مع الوزارة")],
    "mode": "nominal",
    "source_kind": "unnamed",
    "stance": "denies",
    "chain": [link("مسؤول في البنك")],
}
GOLD = {
    "id": "1",
    "outlet": "المرفأ",
    "text": TEXT,
    "ignore": [],
    "statements": [PLAN, DENIAL],
    "expectations": [{"event": at("الخطة ستبدأ"), "due_from": "2021-07-26", "due_to": "2021-07-26"}],
    "times": [{"span": at("26 يوليو"), "from": "2021-07-26", "to": "2021-07-26"}],
}


def as_read(gold: Any) -> Any:
    """The gold article in the form of a reading: spans as objects."""
    if isinstance(gold, list) and len(gold) == 2 and all(isinstance(place, int) for place in gold):
        return {"start": gold[0], "end": gold[1], "text": TEXT[slice(*gold)]}
    if isinstance(gold, list):
        return [as_read(one) for one in gold]
    if isinstance(gold, dict):
        plain = {key: as_read(value) for key, value in gold.items() if key not in ("span", "ignore")}
        return {**plain, **(as_read(gold["span"]) if "span" in gold else {})}
    return gold


@pytest.fixture
def reading() -> dict[str, Any]:
    return as_read(deepcopy(GOLD))


def figures(*readings: dict[str, Any], gold: dict[str, Any] = GOLD) -> dict[str, Any]:
    return measure([gold], readings).as_dict()


def test_the_gold_itself_is_perfect(reading: dict[str, Any]) -> None:
    found = figures(reading)
    assert {name: value for name, value in found.items() if "P/R/F1" in name} == {
        name: (100.0, 100.0, 100.0) for name in found if "P/R/F1" in name
    }
    assert {value for name, value in found.items() if "%" in name} == {100.0}


def test_nothing_read_is_nothing_found() -> None:
    found = figures()
    assert found["statements gold/found"] == (2, 0)
    assert found["whole statement P/R/F1"] == (0.0, 0.0, 0.0)


def test_a_reading_of_another_text_counts_as_none(reading: dict[str, Any]) -> None:
    found = figures({**reading, "text": TEXT + " "})
    assert found["text differs"] == 1
    assert found["content loose P/R/F1"] == (0.0, 0.0, 0.0)


def test_half_found_is_half_recall(reading: dict[str, Any]) -> None:
    reading["statements"].pop()
    assert figures(reading)["whole statement P/R/F1"] == (100.0, 50.0, 66.7)


def test_a_chain_without_its_paper_is_not_whole(reading: dict[str, Any]) -> None:
    reading["statements"][0]["chain"].pop()
    found = figures(reading)
    assert found["of matched: speaker resolved %"] == 100.0
    assert found["of matched: chain %"] == 50.0
    assert found["chains of two or more, recall %"] == 0.0
    assert found["whole statement P/R/F1"] == (50.0, 50.0, 50.0)


def test_a_content_cut_short_is_loose_but_not_strict(reading: dict[str, Any]) -> None:
    reading["statements"][0]["content"] = [as_read(at("الخطة ستبدأ في 26 يوليو"))]
    found = figures(reading)
    assert found["content loose P/R/F1"] == (100.0, 100.0, 100.0)
    assert found["content strict P/R/F1"] == (50.0, 50.0, 50.0)


def test_two_for_one_cost_precision(reading: dict[str, Any]) -> None:
    reading["statements"].append(reading["statements"][0])
    assert figures(reading)["content loose P/R/F1"] == (66.7, 100.0, 80.0)


def test_what_stands_in_an_ignored_stretch_counts_neither_way(reading: dict[str, Any]) -> None:
    found = figures(reading, gold={**GOLD, "ignore": [at("وجود خلاف مع الوزارة")]})
    assert found["statements gold/found"] == (1, 1)


def test_a_right_time_with_a_wrong_day(reading: dict[str, Any]) -> None:
    reading["times"][0]["from"] = "2021-07-25"
    found = figures(reading)
    assert found["time P/R/F1"] == (100.0, 100.0, 100.0)
    assert found["time with value P/R/F1"] == (0.0, 0.0, 0.0)


def test_the_report_takes_figures_apart_and_lists_what_went_wrong(reading: dict[str, Any]) -> None:
    reading["statements"][1]["chain"][0]["text"] = "الوزير سامي الحداد"
    found = report(measure([GOLD], [reading]), worst=5)
    assert found["by"]["kind"]["unnamed"] == {"gold": 1, "loose %": 100.0, "whole %": 0.0}
    assert found["by"]["outlet"]["المرفأ"]["statements gold/found"] == (2, 2)
    (worst,) = found["worst"]
    assert [case["what"] for case in worst["cases"]] == ["speaker"]
    assert worst["cases"][0]["gold"]["content"] == "وجود خلاف مع الوزارة"


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        ("الوزير سامي الحداد", "سامي الحداد", True),
        ("الحداد", "وزير المالية سامي الحداد", True),
        ("سامى الحدّاد", "سامي الحداد", True),
        ("مسؤول أمريكي", "مسؤول أميركي", False),
        ("مسؤول", "مسؤول", True),
        ("وزير الدفاع", "وزير الخارجية", False),
        ("صحيفة المرفأ", "لصحيفة المرفأ", True),
        ("صحيفة المرفأ", "صحيفة الميناء", False),
        ("", "الحداد", False),
    ],
)
def test_when_two_wordings_name_one_speaker(a: str, b: str, same: bool) -> None:
    assert same_name(a, b) is same
    assert same_name(b, a) is same


@given(st.integers(0, 50), st.integers(0, 50), st.integers(0, 50))
def test_f1_lies_between_precision_and_recall(right: int, more_found: int, more_gold: int) -> None:
    precision, recall, f1 = prf(right, right + more_found, right + more_gold)
    assert min(precision, recall) - 0.1 <= f1 <= max(precision, recall) + 0.1


def test_a_gold_file_with_a_bad_line_is_named(tmp_path: Path) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text(json.dumps(GOLD) + "\n{oops\n", "utf-8")
    with pytest.raises(InputError) as failure:
        load(str(path))
    assert f"{path}:2" in str(failure.value)
