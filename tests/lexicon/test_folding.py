"""Folding: one key for a word however it is typed, and the way back to what the page shows."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from musnad.lexicon import Folded, fold

ARABIC = st.text(alphabet=st.sampled_from("ابتثجحخدذرزسشصضطظعغفقكلمنهويءآأإىةئؤ ًٌٍَُِّْٰـ٠١٢۳۴5\u200f\u202b\u200c.،«»"))
ANYTHING = st.one_of(st.text(), ARABIC)

SPELLINGS = [
    ("إلى", "الي"),
    ("الأمريكيَّة", "الامريكيه"),
    ("مســؤول", "مسوول"),
    ("ﻻﺟﺌﻮن", "لاجيون"),  # presentation forms, with the lam-alef ligature
    ("کیان", "كيان"),  # Persian kaf and ya
    ("٢٠٢١ ۲۰۲۱", "2021 2021"),
    ("\u202bقال\u202c", "قال"),
    ("F-16", "f-16"),
    ("أ" + "\u064e", "ا"),
    (unicodedata.normalize("NFD", "مؤتمر"), "موتمر"),
]


@pytest.mark.parametrize(("typed", "key"), SPELLINGS)
def test_spellings_of_one_word_have_one_key(typed: str, key: str) -> None:
    assert fold(typed) == key


@pytest.mark.parametrize(("one", "other"), [("علم", "عمل"), ("سماء", "سما"), ("قاض", "قاد"), ("ثلاث", "تلات")])
def test_different_letters_stay_apart(one: str, other: str) -> None:
    assert fold(one) != fold(other)


@given(ANYTHING)
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(ANYTHING)
def test_the_offset_map_makes_the_same_key(text: str) -> None:
    folded = Folded.of(text)
    assert folded.key == fold(text)
    assert len(folded.starts) == len(folded.key)
    assert list(folded.starts) == sorted(folded.starts)


@given(ANYTHING, st.data())
def test_a_stretch_of_the_key_leads_back_to_the_text_it_was_made_from(text: str, data: st.DataObject) -> None:
    folded = Folded.of(text)
    if not folded.key:
        return
    start = data.draw(st.integers(0, len(folded.key) - 1))
    end = data.draw(st.integers(start + 1, len(folded.key)))
    first, last = folded.unfold(start, end)
    assert 0 <= first < last <= len(text)
    assert folded.key[start:end] in fold(text[first:last])


def test_the_marks_of_the_last_letter_belong_to_the_word_and_what_follows_does_not() -> None:
    text = "قالَ مسؤولٌ\u200f أمريكيٌّ"
    folded = Folded.of(text)
    at = folded.key.index("مسوول")
    first, last = folded.unfold(at, at + len("مسوول"))
    assert text[first:last] == "مسؤولٌ"


def test_no_stretch_outside_the_key() -> None:
    with pytest.raises(ValueError, match="no stretch"):
        Folded.of("قال").unfold(2, 9)
    with pytest.raises(ValueError, match="no stretch"):
        Folded.of("قال").unfold(1, 1)
