"""Whose identity a link of the chain has: never that of the place where somebody serves."""

from __future__ import annotations

import pytest

from musnad.model import Page
from musnad.pipeline import read


def speaker_id(sentence: str) -> str | None:
    """The entity id of the first link of the first statement."""
    return read(Page(f"أخبار اليوم\n{sentence}", "article")).statements[0].chain[0].entity


@pytest.mark.parametrize(
    "sentence",
    [
        "قالت ممثلة المنظمة في الخرطوم إن الوضع صعب.",
        "وقال مسؤول في بغداد إن الطريق مغلق.",
        "وقالت مراسلة القناة في دمشق إن المطار يعمل.",
    ],
)
def test_one_who_serves_in_a_place_is_not_the_place(sentence: str) -> None:
    assert speaker_id(sentence) is None


def test_a_state_that_speaks_is_itself() -> None:
    assert speaker_id("وأعلنت فرنسا أنها ستشارك في المؤتمر.") is not None
