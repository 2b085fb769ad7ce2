"""What is expected, as it stood on a day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

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


def test_another_day_is_another_entry_and_days_are_in_order() -> None:
    entries = ledger([told("a", None, None), told("b", None, "2021-07-27"), told("c", None)], date(2021, 7, 22))
    assert [entry["due_from"] for entry in entries] == ["2021-07-26", "2021-07-27", None]


def test_a_page_of_a_later_day_has_not_told_yet() -> None:
    assert ledger([told("a", "2021-07-23")], date(2021, 7, 22)) == []


def test_what_lies_ahead_becomes_due() -> None:
    pages = [told("a", "2021-07-20")]
    statuses = [ledger(pages, date(2021, 7, day))[0]["status"] for day in (25, 26, 27)]
    assert statuses == ["ahead", "due", "due"]


def test_only_what_may_fall_between_the_days_asked_for() -> None:
    pages = [told("a", "2021-07-20"), told("b", "2021-07-20", None)]
    today = date(2021, 7, 22)
    assert len(ledger(pages, today, due_from=date(2021, 7, 26))) == 1
    assert ledger(pages, today, due_from=date(2021, 7, 27)) == []
    assert ledger(pages, today, due_to=date(2021, 7, 25)) == []
