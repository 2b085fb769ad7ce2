"""What is compared of a text: notions, countries, roots, figures."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from musnad.claims.blocking import keys_of
from musnad.claims.figures import Figure, differing, figures_of
from musnad.claims.meant import meaning
from musnad.claims.words import notions, opposites, root, terms_of
from musnad.lexicon import table
from musnad.model.claim import Amount
from tests.claims.said import telling


def notions_in(text: str) -> set[str]:
    return {term.key for term in terms_of(text)} & notions().keys()


@pytest.mark.parametrize("name", list(notions()))
def test_a_notion_is_found_in_its_sentence_and_not_in_the_other(name: str) -> None:
    row = notions()[name]
    assert name in notions_in(row["must"])
    assert name not in notions_in(row["must_not"])


@pytest.mark.parametrize("kind", ["negation", "light", "connectors", "loose", "first_person", "agents", "conditional"])
def test_tables_of_words_have_both_sentences(kind: str) -> None:
    row: dict[str, Any] = table("ar/claims")[kind]
    assert row["must"] != row["must_not"]


def test_contraries_are_contrary_both_ways() -> None:
    for name in notions():
        for other in opposites(name):
            assert other in notions()
            assert name in opposites(other)


def test_a_word_names_one_notion() -> None:
    words = [word for row in notions().values() for word in row["words"]]
    assert sorted({word for word in words if words.count(word) > 1}) == []


def test_forms_of_a_word_have_one_root() -> None:
    assert len({root(word) for word in ("ارتفاع", "مرتفع", "ارتفع", "يرتفع")}) == 1
    assert root("انفجار") == root("تفجير")


def test_a_negation_turns_the_next_word() -> None:
    _, leave, *_ = terms_of("القوات لن تنسحب من المدينة")
    assert leave.key == "leave"
    assert leave.negated


def test_a_country_is_one_by_name_adjective_and_capital() -> None:
    keys = {terms_of(words)[0].key for words in ("الولايات المتحدة تعلن", "أميركا تعلن", "واشنطن تعلن")}
    assert keys == {"wd:Q30"}
    assert "wd:Q30" in {term.key for term in terms_of("الجنود الأمريكيون")}


def amount(value: float, text: str = "", unit: str | None = None, high: float | None = None) -> Figure:
    (figure, *_) = figures_of([Amount(text or str(value), value, unit, bool(text), high)], "")
    return figure


def test_numbers_agree_as_far_as_their_words_let_them() -> None:
    assert amount(20).agrees(amount(20))
    assert not amount(20).agrees(amount(21))
    assert amount(20, "نحو 20").agrees(amount(21))
    assert amount(20, "أكثر من 20").agrees(amount(22))
    assert not amount(20, "أكثر من 20").agrees(amount(18))
    assert amount(20, "أقل من 20").agrees(amount(18))
    assert amount(3000, "بين", None, 4000).agrees(amount(3500))


def test_units_are_one_however_measured() -> None:
    assert amount(2, unit="كيلومتر").agrees(amount(2000, unit="متر"))
    assert amount(2, unit="يوم").agrees(amount(48, unit="ساعة"))
    assert amount(5, unit="قتيل").agrees(amount(5, unit="شخص"))
    assert not amount(5, unit="دولار").agrees(amount(5, unit="يورو"))


def test_numbers_of_other_things_do_not_differ() -> None:
    assert differing([amount(5, unit="شاحنة")], [amount(7, unit="شخص")]) is None
    assert differing([amount(5, unit="قتيل")], [amount(7, unit="شخص")]) is not None
    assert differing([amount(5, unit="قتيل"), amount(9, unit="جريح")], [amount(5, unit="شخص")]) is None


@given(st.text(max_size=80))
@settings(deadline=None)  # the first text loads the models
def test_any_text_has_a_meaning(text: str) -> None:
    found = meaning(telling(text or "x"))
    assert all(0 < term.weight <= 2 for term in found.terms)
    assert keys_of(found) == keys_of(meaning(telling(text or "x")))
