"""Every statement says which rule found it, from which words, and where its carriers were read."""

from __future__ import annotations

import pytest
from marked import reading

from musnad import Page, read
from musnad.explain import explain, line_around, meaning_of

STORY = reading("""# عنوان
{cue 1:قال} {source 1:الوزير} لصحيفة {outlet 1:المرفأ} إن {content 1:الخطة جاهزة}.
سطر آخر.
""").to_dict()

TELLINGS = {
    "verb": "قال الوزير سامي الحداد إن الخطة جاهزة.",
    "participle": "قال الوزير سامي الحداد إن الخطة جاهزة، مضيفا أن الميزانية كافية.",
    "accord": "الخطة جاهزة منذ أيام، وفقا لمسؤول في الوزارة.",
    "transmission": "ونقلت وكالة رويترز عن مسؤول في الوزارة قوله إن الخطة جاهزة.",
}


def test_a_statement_says_where_it_stands_and_where_its_chain_was_read() -> None:
    reasons = explain(STORY, STORY["statements"][0])  # type: ignore[index, call-overload]
    quoted = [(reason.label, reason.words) for reason in reasons if reason.quoted]
    assert ("explain.link_words", "الوزير") in quoted
    assert ("explain.link_words", "المرفأ") in quoted
    assert quoted[-1] == ("explain.line", "قال الوزير لصحيفة المرفأ إن الخطة جاهزة.")


@pytest.mark.parametrize("family", TELLINGS)
def test_the_rules_that_find_statements_are_put_into_words(family: str) -> None:
    found = read(Page("خبر من الوزارة\n" + TELLINGS[family], "article")).statements
    assert family in {statement.rule.partition(":")[0] for statement in found}
    for statement in found:
        assert meaning_of(statement.rule)
        assert meaning_of(statement.rule, "ar") != meaning_of(statement.rule)


def test_a_rule_without_words_has_none() -> None:
    assert meaning_of("nonsense:x") is None


def test_the_line_around_spans_is_the_whole_line() -> None:
    assert line_around("أ ب\nج د\nه", [(5, 6)]) == "ج د"
    assert line_around("أ ب", []) == ""
