"""The feed as calendar programs read it: the library's own parser, and khal's."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from icalendar import Calendar

from musnad.export.calendar import calendar

TELLING = {
    "page": "a", "url": "https://a.example/1", "outlet": "وكالة الضفاف", "published": "2021-07-20", "statement": None,
    "due_from": "2021-07-26", "due_to": "2021-07-28", "event": "زيارة", "sentence": "تبدأ الزيارة في 26 تموز.",
    "chain": ["مسؤول أمريكي"], "certainty": "scheduled", "id": "t",
}  # fmt: skip
ENTRY: dict[str, Any] = {
    "id": "abc", "event": "زيارة\r\nEND:VCALENDAR؛ خطرة,", "due_from": "2021-07-26", "due_to": "2021-07-28",
    "days": [], "by_end": False, "undated": False, "certainty": "scheduled", "status": "ahead",
    "outlets": ["وكالة الضفاف"], "tellings": [TELLING], "evidence": [], "candidates": [],
}  # fmt: skip
CHANGE = {**TELLING, "status": "cancelled", "words": "ألغيت الزيارة.", "by": "words", "due_from": None, "due_to": None}
AS_OF = date(2021, 7, 21)


def one(**changes: Any) -> Any:
    (component,) = Calendar.from_ical(calendar([{**ENTRY, **changes}], AS_OF)).subcomponents
    return component


def test_days_are_an_event_of_whole_days_that_ends_on_the_day_after() -> None:
    event = one()
    assert event.name == "VEVENT"
    assert (event.decoded("dtstart"), event.decoded("dtend")) == (date(2021, 7, 26), date(2021, 7, 29))
    assert event["status"] == "CONFIRMED"
    assert "تبدأ الزيارة" in event["description"]
    assert "مسؤول أمريكي" in event["description"]


def test_what_is_due_by_an_end_is_a_task() -> None:
    task = one(by_end=True)
    assert (task.name, task.decoded("due"), task["status"]) == ("VTODO", date(2021, 7, 28), "NEEDS-ACTION")
    assert one(by_end=True, status="reported")["status"] == "COMPLETED"


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({"certainty": "possible"}, "TENTATIVE"),
        ({"status": "cancelled"}, "CANCELLED"),
        ({"status": "contradicted"}, "TENTATIVE"),
        ({"status": "reported", "certainty": "possible"}, "CONFIRMED"),
        ({"status": "postponed", "due_from": None, "due_to": None, "undated": True}, "CANCELLED"),
    ],
)
def test_the_status_is_that_of_the_ledger(changes: dict[str, Any], status: str) -> None:
    assert one(**changes)["status"] == status


def test_a_change_raises_the_sequence_and_keeps_the_uid() -> None:
    before, after = one(), one(status="cancelled", evidence=[CHANGE])
    assert before["uid"] == after["uid"]
    assert after["sequence"] > before["sequence"]


def test_without_days_there_is_nothing_to_enter() -> None:
    assert Calendar.from_ical(calendar([{**ENTRY, "due_from": None, "due_to": None}], AS_OF)).subcomponents == []


def test_foreign_text_stays_inside_its_field() -> None:
    assert "END:VCALENDAR" in one()["summary"]
    hostile = {**ENTRY, "event": "\ud800\x00\x07", "due_from": "0001-01-01", "due_to": "9999-12-31"}
    Calendar.from_ical(calendar([hostile], AS_OF))


def test_khal_reads_what_we_write() -> None:
    khal = pytest.importorskip("khal.icalendar")
    tasks_too = calendar([ENTRY, {**ENTRY, "id": "def", "by_end": True}], AS_OF).decode()
    (event,) = khal.split_ics(tasks_too) or [None]
    assert "20210726" in event
