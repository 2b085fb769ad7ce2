"""A span is moved by whole words at either end, and never out of its line or past its other end."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as some

from musnad.highlight import WORD
from musnad.web.moving import STEPS, draft, first_word

TEXT = "عنوان\nوقال مصدر أمني، لصحيفة «المرفأ»، إن القوات ستغادر\nسطر آخر"


def moved(words: str, *steps: str, text: str = TEXT) -> str:
    """The words of a span after some steps."""
    at = text.index(words)
    found = draft(text, at, at + len(words))
    assert found is not None
    for step in steps:
        found = found.moved(step, text)
    return text[found.start : found.end]


@pytest.mark.parametrize(
    ("words", "steps", "then"),
    [
        ("مصدر", ["end-later"], "مصدر أمني"),
        ("مصدر أمني", ["end-later"], "مصدر أمني، لصحيفة"),
        ("مصدر أمني", ["end-earlier"], "مصدر"),
        ("مصدر أمني", ["start-earlier"], "وقال مصدر أمني"),
        ("مصدر أمني", ["start-later"], "أمني"),
        ("مصدر", ["end-earlier", "start-later"], "مصدر"),
        ("وقال", ["start-earlier"], "وقال"),
        ("ستغادر", ["end-later"], "ستغادر"),
        ("المرفأ", ["end-later", "end-earlier"], "المرفأ"),
    ],
)
def test_a_step_goes_by_a_word_and_stays_in_the_line(words: str, steps: list[str], then: str) -> None:
    assert moved(words, *steps) == then


def test_an_end_inside_a_word_first_takes_the_whole_word() -> None:
    assert moved("قال", "start-earlier") == "وقال"
    assert moved("قال", "start-later") == "قال", "the other end is not passed"


def test_a_part_that_was_not_read_begins_with_a_word_of_the_line() -> None:
    found = first_word(TEXT, TEXT.index("القوات"))
    assert found is not None
    assert TEXT[found.start : found.end] == "وقال"


@pytest.mark.parametrize("place", [(-1, 2), (3, 3), (4, 2), (0, 10**6)])
def test_what_is_no_span_of_the_text_is_no_draft(place: tuple[int, int]) -> None:
    assert draft(TEXT, *place) is None


def test_a_line_of_millions_of_letters_is_reached_only_nearby() -> None:
    text = "كلمة " * 200_000
    found = draft(text, 500_000, 500_004)
    assert found is not None
    pieces = list(found.pieces(text))
    assert 100 < len(pieces) < 3000
    assert "".join(words for words, *_ in pieces) == text[found.first : found.last]
    assert text[found.first - 1] == " ", "no word is cut at the edge"


@given(
    some.text(alphabet="اب \n،«»ًـab1\u200f", min_size=1, max_size=60),
    some.data(),
    some.lists(some.sampled_from(STEPS), max_size=8),
)
def test_whatever_the_steps_a_span_holds_something_and_moved_ends_stand_at_words(
    text: str, data: some.DataObject, steps: list[str]
) -> None:
    start = data.draw(some.integers(0, len(text) - 1))
    end = data.draw(some.integers(start + 1, len(text)))
    first = found = draft(text, start, end)
    assert first is not None
    assert found is not None
    for step in steps:
        found = found.moved(step, text)
        assert first.first <= found.start < found.end <= first.last or (found.start, found.end) == (start, end)
    words = [match.span() for match in WORD.finditer(text, first.first, first.last)]
    assert found.start == start or found.start in {begin for begin, _ in words}
    assert found.end == end or found.end in {stop for _, stop in words}


@given(some.text(alphabet="اب \n،ًـab1\u200f", min_size=1, max_size=60), some.data())
def test_no_piece_of_a_line_ends_inside_a_word(text: str, data: some.DataObject) -> None:
    start = data.draw(some.integers(0, len(text) - 1))
    found = draft(text, start, start + 1)
    assert found is not None
    pieces = list(found.pieces(text))
    assert "".join(words for words, *_ in pieces) == text[found.first : found.last]
    whole = {match.span() for match in WORD.finditer(text, found.first, found.last)}
    assert {(first, last) for _, first, last, is_word in pieces if is_word} == whole
