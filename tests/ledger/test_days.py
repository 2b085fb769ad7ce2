"""What is expected, as it stood on a day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from marked import reading

from musnad.ledger import ledger


def told(page: str, published: str | None, due: str | None = "2021-07-26") -> dict[str, Any]:
    """A page that expects one visit, due on a day."""
    one = reading(
        "# زيارة\nومن المقرر أن {event:يزور الوزير العاصمة} {due:الأسبوع المقبل}.", id=page, published=published
    )
    day = date.fromisoformat(due) if due else None
    (expectation,) = one.expectations
    return replace(one, expectations=(replace(expectation, due_from=day, due_to=day),)).to_dict()


def test_one_thing_told_twice_is_one_entry() -> None:
    (entry,) = ledger([told("a", "2021-07-20"), told("b", "2021-07-21")], date(2021, 7, 22))
    assert entry["event"] == "يزور الوزير العاصمة"
    assert [telling["page"] for telling in entry["tellings"]] == ["a", "b"]


def test_another_day_within_the_week_stands_beside_the_first() -> None:
    (entry,) = ledger([told("a", "2021-07-20"), told("b", "2021-07-21", "2021-07-28")], date(2021, 7, 22))
    assert [days["due_from"] for days in entry["days"]] == ["2021-07-26", "2021-07-28"]
    assert [(row["page"], row["due_from"]) for row in entry["tellings"]] == [("a", "2021-07-26"), ("b", "2021-07-28")]


def test_a_day_after_the_first_has_passed_is_another_entry() -> None:
    pages = [told("a", "2021-07-20"), told("b", "2021-08-10", "2021-08-20")]
    assert [entry["due_from"] for entry in ledger(pages, date(2021, 8, 12))] == ["2021-07-26", "2021-08-20"]


def test_without_a_publication_day_there_may_be_no_day_and_the_entry_says_so() -> None:
    (entry,) = ledger([told("a", None, None)], date(2021, 7, 22))
    assert (entry["due_from"], entry["due_to"], entry["undated"], entry["status"]) == (None, None, True, "ahead")


@pytest.mark.parametrize(
    ("as_of", "status"),
    [("25", "ahead"), ("26", "due"), ("27", "due"), ("28", "due, no report found"), ("31", "due, no report found")],
)
def test_what_no_page_reports_is_due_for_its_days_and_a_day_of_grace(as_of: str, status: str) -> None:
    (entry,) = ledger([told("a", "2021-07-20")], date.fromisoformat(f"2021-07-{as_of}"))
    assert (entry["status"], entry["iptc"]["code"]) == (status, "eos4")


@settings(max_examples=40, deadline=None)
@given(st.permutations(range(4)), st.integers(1, 4))
def test_the_order_of_the_pages_does_not_matter(order: list[int], times: int) -> None:
    days = ["2021-07-26", "2021-07-28", "2021-08-26", None]
    pages = [told(str(n), f"2021-07-{20 + n}", day) for n, day in enumerate(days)]
    shuffled = [pages[n] for n in order] * times
    assert ledger(shuffled, date(2021, 7, 30)) == ledger(pages * times, date(2021, 7, 30))
    assert [row["id"] for row in ledger(shuffled, date(2021, 7, 30))] == [
        row["id"] for row in ledger(pages, date(2021, 7, 30))
    ]


def test_a_page_of_a_later_day_has_not_told_yet() -> None:
    assert ledger([told("a", "2021-07-23")], date(2021, 7, 22)) == []


def test_only_what_may_fall_between_the_days_asked_for() -> None:
    pages = [told("a", "2021-07-20"), told("b", "2021-07-20", None)]
    today = date(2021, 7, 22)
    assert len(ledger(pages, today, due_from=date(2021, 7, 26))) == 1
    assert ledger(pages, today, due_from=date(2021, 7, 27)) == []
    assert ledger(pages, today, due_to=date(2021, 7, 25)) == []
