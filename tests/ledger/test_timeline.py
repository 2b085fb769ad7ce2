"""The line of a story: by the days spoken of."""

from __future__ import annotations

from datetime import date
from typing import Any

from musnad.ledger.timeline import timeline
from musnad.model import Page
from musnad.pipeline import read
from musnad.web.timeline_drawing import drawn

TEXT = """سد جديد
قال وزير المياه سامي الحداد إن السد انهار في 3 أيار الماضي.
وأضاف الحداد أن الوزارة ستفتح السد الجديد في 20 تموز المقبل.
وقال عامل إنه متعب."""


def story(id: str = "a", published: date | None = date(2022, 6, 1)) -> Any:
    return read(Page(TEXT, "article", id=id, outlet="وكالة الضفاف", published=published)).to_dict()


def test_points_stand_at_the_days_they_speak_of_in_order() -> None:
    points = timeline([story()])
    assert [point.first for point in points][:1] == [date(2022, 5, 3)]
    assert {(point.first, point.kind) for point in points} >= {
        (date(2022, 5, 3), "said"),
        (date(2022, 7, 20), "event"),
    }
    assert {point.printed for point in points} == {date(2022, 6, 1)}


def test_the_same_page_twice_is_one_and_a_page_without_days_none() -> None:
    assert timeline([story(), story()]) == timeline([story()])
    assert timeline([read(Page("خبر\nقال عامل إنه متعب.", "article", id="x")).to_dict()]) == []


def test_only_the_statements_asked_for() -> None:
    record = story()
    wanted = frozenset([record["statements"][0]["id"]])
    assert {point.statement for point in timeline([record], wanted)} == wanted


def test_the_drawing_runs_with_the_reading_direction() -> None:
    points = timeline([story()])
    right, left = drawn(points, rtl=True), drawn(points, rtl=False)
    assert right is not None
    assert left is not None
    assert right.dots[0].x > right.dots[-1].x
    assert left.dots[0].x < left.dots[-1].x
    assert all(0 <= dot.x <= 1000 and 0 <= dot.y <= right.height for dot in right.dots)
    assert drawn([], rtl=True) is None
