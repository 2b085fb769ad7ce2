"""Twice the text takes at most two and a half times as long, whatever the text."""

from __future__ import annotations

import contextlib
import time

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from musnad import Page, read
from musnad.errors import InputError
from musnad.model import PageKind

#: The longer text may take so many times as long; below ``NOISE`` seconds nothing can be said.
ALLOWED, NOISE = 2.5, 0.05
SIZE = 6_000

UNITS = {
    "prose": "وقال وزير المياه سامي الحداد لصحيفة المرفأ إن الخطة ستبدأ في 26 يوليو المقبل. ",
    "paragraphs": "قال الوزير إن الخطة جاهزة.\n",
    "one line of blanks": " ",
    "blank lines": "\n",
    "one word": "و",
    "articles": "ال",
    "marks on letters": "قَُِّ",
    "tatweel": "قـ",
    "cues": "قال ",
    "cues and that": "قال إن ",
    "nested cues": "قال الوزير إن المتحدث قال إن ",
    "according to": "وفقا لمصدر نقلا عن ",
    "said to": "قال مصدر لصحيفة ",
    "opening quotes": "«",
    "closing quotes": "»",
    "straight quotes": '"',
    "quotes and words": '"قال ',
    "colons": "قال: ",
    "opening brackets": "(",
    "full stops": ".",
    "commas": "قال، ",
    "digits": "1",
    "numbers": "26 ",
    "number words": "مئة وألف ",
    "dates": "26 يوليو ",
    "slashes": "1/",
    "names": "محمد بن ",
    "titles": "وزير ",
    "dashes": "-",
    "latin": "F-16 ",
    "bidi controls": "\u202e",
    "nul": "\x00",
    "ampersands": "&",
    "at signs": "a@",
    "hashes": "#",
    "addresses": "http://",
}
HTML_UNITS = {
    "nested divs": "<div>",
    "open paragraphs": "<p>خبر",
    "links": '<a href="/x">خبر</a>',
    "angle brackets": "<",
    "comments": "<!--",
    "attributes": "<p a=b c=d e>",
    "spans": "<span>قال</span> ",
    "scripts": "<script>",
    "tables": "<table><tr><td>",
    "json": '<script type="application/ld+json">{"a":[',
}


def seconds(text: str, kind: PageKind) -> float:
    start = time.process_time()
    with contextlib.suppress(InputError):
        read(Page(text, kind))
    return time.process_time() - start


def grows_linearly(unit: str, kind: PageKind, size: int) -> None:
    text = unit * max(1, size // len(unit))
    once, twice = 0.0, 1e9
    for _ in range(8):  # other programs can only add to the time: the lowest of the longer text counts
        once = max(once, seconds(text, kind))
        twice = min(twice, seconds(text * 2, kind))
        if twice <= max(NOISE, ALLOWED * once):
            return
    raise AssertionError(f"{unit!r} × {len(text) // len(unit)}: {once:.2f} s, twice the text: {twice:.2f} s")


@pytest.fixture(scope="module", autouse=True)
def _models_loaded() -> None:
    read(Page(UNITS["prose"], "article"))
    read(Page(UNITS["prose"], "page"))
    read(Page(f"<p>{UNITS['prose']}</p>", "html"))


@pytest.mark.parametrize("unit", UNITS.values(), ids=UNITS)
@pytest.mark.timing
def test_text(unit: str) -> None:
    grows_linearly(unit, "article", SIZE)


@pytest.mark.parametrize("name", ["prose", "blank lines", "one word", "digits", "bidi controls", "nul", "dashes"])
@pytest.mark.timing
def test_flattened_pages(name: str) -> None:
    grows_linearly(UNITS[name], "page", SIZE)


@pytest.mark.parametrize("unit", HTML_UNITS.values(), ids=HTML_UNITS)
@pytest.mark.timing
def test_html(unit: str) -> None:
    grows_linearly(unit, "html", SIZE)


PIECES = st.sampled_from([*UNITS.values(), *HTML_UNITS.values()])


@settings(max_examples=20, deadline=None, phases=[Phase.explicit, Phase.generate])
@given(st.lists(PIECES, min_size=1, max_size=4).map("".join), st.sampled_from(["article", "page", "html"]))
@pytest.mark.timing
def test_any_mixture(unit: str, kind: PageKind) -> None:
    grows_linearly(unit, kind, SIZE)
