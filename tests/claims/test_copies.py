"""Copies by passages: near-verbatim, rewritten, part copy and part own."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from musnad.claims.copies import Passage, copies, reused, share_copied
from tests.claims.said import telling

AGENCY = (
    "قال مسؤول في وزارة الموارد المائية إن منسوب السد انخفض إلى أدنى مستوى منذ عشرين عاما بسبب قلة الأمطار في المنابع"
)
LIGHTLY = (
    "ذكر مسؤول بوزارة الموارد المائية أن منسوب السد انخفض إلى أدنى مستوى منذ عشرين عاما نتيجة قلة الأمطار في المنابع"
)
OTHERS = (
    "شهدت أسواق المدينة إقبالا واسعا على شراء ملابس العيد رغم ارتفاع الأسعار بحسب تجار التقت بهم الصحيفة في الأسواق"
)
QUOTED = "قال الوزير «سنعيد بناء المدارس والمستشفيات والجسور كلها قبل نهاية الصيف المقبل مهما كلف الأمر الدولة»"
DAY, NEXT = date(2024, 5, 7), date(2024, 5, 8)


def found(*passages: Passage) -> list[tuple[int, int, str]]:
    return [(reuse.original.page, reuse.copy.page, reuse.rule) for reuse in reused(passages)]


def test_the_same_words_are_a_copy_of_who_published_first() -> None:
    assert found(Passage(1, AGENCY, "صحيفة", NEXT), Passage(2, AGENCY, "موقع", DAY)) == [(2, 1, "near_verbatim")]


def test_on_one_day_the_agency_was_first() -> None:
    paper, agency = Passage(1, AGENCY, "صحيفة", DAY), Passage(2, AGENCY, "outlet:reuters", DAY)
    assert found(paper, agency) == [(2, 1, "near_verbatim")]


def test_a_page_with_a_credit_copied_one_without() -> None:
    credited = Passage(1, AGENCY, "صحيفة", DAY, credits=("outlet:afp",))
    assert found(credited, Passage(2, AGENCY, "موقع", DAY)) == [(2, 1, "near_verbatim")]


def test_a_light_rewriting_is_found() -> None:
    assert [rule for *_, rule in found(Passage(1, AGENCY, "أ", DAY), Passage(2, LIGHTLY, "ب", NEXT))] != []


def test_words_tagged_for_search_are_words() -> None:
    tagged = AGENCY.replace("منسوب السد", "#منسوب_السد").replace("وزارة الموارد المائية", "#وزارة_الموارد_المائية")
    tagged = tagged.replace("عشرين عاما بسبب", "#عشرين_عاما_بسبب").replace("قلة الأمطار", "#قلة_الأمطار")
    assert share_copied(tagged, AGENCY) == 1.0


def test_other_words_are_no_copy() -> None:
    assert found(Passage(1, AGENCY, "أ", DAY), Passage(2, OTHERS, "ب", DAY)) == []


def test_two_who_heard_one_sentence_are_no_copies() -> None:
    assert found(Passage(1, QUOTED, "أ", DAY), Passage(2, QUOTED, "ب", DAY)) == []


def test_a_page_does_not_copy_itself() -> None:
    assert found(Passage(1, AGENCY, "أ", DAY), Passage(1, AGENCY, "أ", DAY)) == []


def test_a_page_is_part_copy_and_part_own() -> None:
    first = replace(telling("منسوب السد انخفض إلى أدنى مستوى منذ عشرين عاما", "a", page=1), passage=AGENCY)
    again = replace(first, id="b", page=2, published=NEXT)
    own = replace(telling("إقبال واسع على شراء ملابس العيد", "c", page=2, published=NEXT), passage=OTHERS)
    assert [(copy.original, copy.copy) for copy in copies([own, again, first])] == [("a", "b")]


@given(st.text(max_size=60), st.text(max_size=60))
@settings(deadline=None)
def test_shares_are_shares_of_any_text(one: str, other: str) -> None:
    assert 0 <= share_copied(one, other) <= 1
    assert reused([Passage(1, one), Passage(2, other)]) == reused([Passage(2, other), Passage(1, one)])
