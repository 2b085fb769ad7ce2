"""Tokens: what stays whole, what is cut, and that nothing visible is lost."""

import re
import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from musnad.lexicon.letters import ARABIC_WORD
from musnad.text import pieces
from musnad.text import tokens as tokens_of
from musnad.text.tokens import scan


def tokens(text: str) -> list[str]:
    return [form.text for form in scan(text, 0, len(text))]


@pytest.mark.parametrize(
    "whole",
    [
        "إف-16",
        "Su-35",
        "F-16I",
        "S-400",
        "كوفيد-19",
        "17.5",
        "3,500",
        "٢٫٥",
        "2018/04/07",
        "2021-07-24",
        "20:30",
        "#موازنة_السعودية",
        "@reuters",
        "https://example.org/a/b?c=d",
        "www.example.org",
        "press@example.org",
        "أ.ف.ب",
        "د.ب.أ",
        "U.S",
        "Wi-Fi",
        "O'Neill",
        "مَسؤولٌ",
        "مســـؤول",
        "Schröder",
    ],
)
def test_one_thing_is_one_token(whole: str) -> None:
    assert tokens(f"قال {whole} أمس") == ["قال", whole, "أمس"]


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        ("قال.", "قال ."),
        ("«نعم»،", "« نعم » ،"),
        ('و"رويترز"', 'و " رويترز "'),
        ("الأميركي-الإيراني", "الأميركي - الإيراني"),
        ("(أ.ف.ب)", "( أ.ف.ب )"),
        ("عام2018", "عام 2018"),
        ("لمدة72 ساعة", "لمدة 72 ساعة"),
        ("اف١٦", "اف ١٦"),
        ("50%", "50 %"),
        ("انظر https://example.org/a.", "انظر https://example.org/a ."),
        ("\u202bقال\u202c \u200fالوزير\u200f", "قال الوزير"),
        ("ماذا؟!", "ماذا ؟ !"),
        ("مشروع..مقاتلات", "مشروع . . مقاتلات"),
        ("يناير/كانون الثاني", "يناير / كانون الثاني"),
    ],
)
def test_marks_stand_alone(text: str, cut: str) -> None:
    assert tokens(text) == cut.split()


@given(st.text())
def test_every_visible_character_is_in_a_token_and_tokens_are_in_order(text: str) -> None:
    forms = scan(text, 0, len(text))
    covered = set()
    last = 0
    for form in forms:
        assert last <= form.start < form.end
        assert text[form.start : form.end] == form.text
        covered.update(range(form.start, form.end))
        last = form.end
    left = [character for at, character in enumerate(text) if at not in covered]
    assert all(character.isspace() or unicodedata.category(character) in ("Cf", "Cc") for character in left)


@pytest.mark.parametrize(
    "unit", ["a.", "a@", "www.", "http://", "أ.", "#_", "1.", "-1", "a-", "ب\u064b", "'", "http://."]
)
@pytest.mark.timing
def test_time_grows_with_the_text_alone(unit: str) -> None:
    def seconds(times: int) -> float:
        text = unit * times
        start = time.process_time()
        scan(text, 0, len(text))
        return time.process_time() - start

    seconds(2000)
    short = min(seconds(20_000) for _ in range(3))
    assert min(seconds(80_000) for _ in range(3)) < short * 10 + 0.02


@pytest.mark.parametrize("pattern", [tokens_of._TOKEN, pieces._PIECE], ids=["tokens", "pieces"])
@given(text=st.text("ابتكلم ةأى،؛:.\"«»()!؟@-–/#a1٢_ـًِ\u200c\u200d\u200f\u0670ﷲپ'\n", max_size=40))
def test_the_pattern_of_a_plain_word_only_saves_time(pattern: re.Pattern[str], text: str) -> None:
    assert ARABIC_WORD in pattern.pattern
    without = re.compile(pattern.pattern.replace(ARABIC_WORD, "(?!)"))
    assert [match.span() for match in pattern.finditer(text)] == [match.span() for match in without.finditer(text)]
