"""The experimental event code against a small sample that was labelled by hand."""

from __future__ import annotations

import tomllib
from pathlib import Path

from musnad.lexicon import table
from musnad.lexicon.plover import plover_of

SAMPLE: list[list[str]] = tomllib.loads((Path(__file__).parent / "plover.toml").read_text("utf-8"))["rows"]
#: Of twenty rows; it may rise and never fall.
FLOOR = 18
ROOTS = {
    *("AGREE", "CONSULT", "SUPPORT", "COOPERATE", "AID", "YIELD", "REQUEST", "ACCUSE"),
    *("REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"),
}


def test_the_sample_is_coded_as_well_as_it_once_was() -> None:
    right = [plover_of(stance, content) == (code or None) for stance, content, code in SAMPLE]
    assert sum(right) >= FLOOR, [row for row, good in zip(SAMPLE, right, strict=True) if not good]


def test_every_code_is_a_root_of_plover() -> None:
    codes = {*table("ar/plover")["stance"].values(), *(entry["code"] for entry in table("ar/plover")["predicate"])}
    assert codes <= ROOTS
    assert {code for _, _, code in SAMPLE if code} <= ROOTS


def test_a_mere_saying_is_no_event() -> None:
    assert plover_of("says", "") is None
    assert plover_of("says", "الطقس معتدل") is None
