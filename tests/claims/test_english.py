"""A claim told in English and in Arabic is one claim."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from musnad.claims.english import amounts_in, days_in
from musnad.claims.meant import meaning
from musnad.claims.same import decide
from musnad.model.claim import Telling
from tests.claims.said import telling

DAY = date(2024, 5, 7)


def english(words: str) -> Telling:
    return replace(telling("x", "en", published=DAY), content=words, language="en", names=(), days=(), amounts=())


@pytest.mark.parametrize(
    ("arabic", "words", "verdict"),
    [
        ("القوات الأميركية ستنسحب من القاعدة في 26 يوليو", "US forces will withdraw from the base on July 26", "same"),
        ("القوات الأميركية لن تنسحب من القاعدة", "US forces will withdraw from the base", "denial"),
        ("مقتل 12 جنديا بهجوم على حافلة في بغداد", "12 soldiers killed in attack on a bus in Baghdad", "same"),
        ("مقتل 12 جنديا بهجوم على حافلة في بغداد", "19 soldiers killed in attack on a bus in Baghdad", "different"),
        ("الحكومة العراقية ترفض العقوبات على إيران", "The Iraqi government rejected the sanctions on Iran", "same"),
        ("البرلمان الأردني يوافق على الموازنة", "The Egyptian parliament approved the budget", "different"),
    ],
)  # fmt: skip
def test_across_languages(arabic: str, words: str, verdict: str) -> None:
    found = decide(meaning(telling(arabic, "ar", published=DAY)), meaning(english(words)))
    assert found.verdict == verdict, (found.score, [(r.rule, dict(r.values)) for r in found.why])


def test_english_numbers_and_days() -> None:
    amounts = amounts_in("about 20 people and 1.5 billion dollars, twelve soldiers")
    assert [(one.value, one.unit, one.approximate) for one in amounts] == [
        (20, "شخص", True),
        (1.5e9, "دولار", False),
        (12, "جندي", False),
    ]
    (day,) = days_in("on July 26 in the city", DAY)
    assert (day.first, day.last) == (date(2024, 7, 26), date(2024, 7, 26))
    assert days_in("30 February 2024", DAY) == ()
