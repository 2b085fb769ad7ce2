"""The difference in statements between two versions of a page."""

from __future__ import annotations

from marked import reading

from musnad.changes import changes

FIRST = """
# الوزارة: الجسر يفتح قريبا
{cue 1:قال} {source 1:وزير النقل} إن {content 1:الجسر سيفتح أمام المارة في مطلع الشهر المقبل}.
{cue 2:وأكد} {source 2:رئيس البلدية} أن {content 2:العمل يسير بلا تأخير}.
"""


def told(before: str, after: str, **stances: dict[int, str]) -> list[tuple[str, str | None, str | None]]:
    one, other = reading(before).to_dict(), reading(after, **stances).to_dict()  # type: ignore[arg-type]

    def words(statement: dict | None) -> str | None:  # type: ignore[type-arg]
        return statement and statement["content"][0]["text"]

    return [(change.kind, words(change.before), words(change.after)) for change in changes(one, other)]


def test_the_same_statements_elsewhere_on_the_page_are_no_difference() -> None:
    assert (
        told(FIRST, FIRST.replace("# الوزارة", "# عاجل - الوزارة").replace("\n{cue 2", "\nفقرة جديدة.\n{cue 2")) == []
    )


def test_a_quotation_that_changed() -> None:
    later = FIRST.replace("مطلع الشهر", "نهاية الشهر")
    old, new = (f"الجسر سيفتح أمام المارة في {when} الشهر المقبل" for when in ("مطلع", "نهاية"))
    assert told(FIRST, later) == [("words", old, new)]


def test_a_source_that_was_dropped_and_one_that_was_changed() -> None:
    dropped = FIRST.replace("{source 1:وزير النقل} ", "")
    assert [kind for kind, _, _ in told(FIRST, dropped)] == ["source_dropped"]
    assert [kind for kind, _, _ in told(FIRST, FIRST.replace("وزير النقل", "مصدر مطلع"))] == ["source"]


def test_words_and_source_may_change_at_once() -> None:
    later = FIRST.replace("مطلع الشهر", "نهاية الشهر").replace("وزير النقل", "مصدر مطلع")
    assert [kind for kind, _, _ in told(FIRST, later)] == ["words", "source"]


def test_one_that_is_new_and_one_that_is_gone() -> None:
    later = FIRST.replace("العمل يسير بلا تأخير", "ميزانية المدينة لن تكفي")
    assert [kind for kind, _, _ in told(FIRST, later)] == ["new", "gone"]
    assert told(FIRST, FIRST.split("{cue 2")[0]) == [("gone", "العمل يسير بلا تأخير", None)]


def test_a_statement_turned_into_a_denial() -> None:
    assert [kind for kind, _, _ in told(FIRST, FIRST, stances={1: "denies"})] == ["stance"]


def test_the_same_words_of_two_people_stay_theirs_when_one_is_gone() -> None:
    first, second = (
        f"{{cue {n}:قال}} {{source {n}:{who}}} {{content {n}:لا تأخير}}."
        for n, who in enumerate(("الوزير", "المدير"), 1)
    )
    two, later = f"# خبر\n{first}\n{second}", f"# خبر\n{second}"
    (change,) = changes(reading(two).to_dict(), reading(later).to_dict())
    assert (change.kind, change.before and change.before["source"]["text"]) == ("gone", "الوزير")
