"""The words of page furniture catch the lines they must, and leave alone those they must not."""

from __future__ import annotations

import pytest

from musnad.article.byline import read_byline
from musnad.article.furniture import TABLE, ZONES, furniture, key_of
from musnad.lexicon import table

CASES = [
    (zone, kind, line) for zone in ZONES for kind in ("must", "must_not") for line in table(TABLE)[zone].get(kind, ())
]


@pytest.mark.parametrize(("zone", "kind", "line"), CASES)
def test_furniture_words_keep_their_promises(zone: str, kind: str, line: str):
    found = furniture(key_of(line))
    assert (found is not None and found[0] == zone) == (kind == "must")


@pytest.mark.parametrize(
    ("kind", "line"), [(k, line) for k in ("must", "must_not") for line in table(TABLE)["byline"][k]]
)
def test_byline_words_keep_their_promises(kind: str, line: str):
    assert (read_byline(line, 0) is not None) == (kind == "must")
