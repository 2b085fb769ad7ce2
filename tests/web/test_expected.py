"""The ledger in the browser: list, month, feed; and the timeline of a story."""

from __future__ import annotations

from icalendar import Calendar
from starlette.testclient import TestClient


def test_the_month_shows_the_entry_with_its_tellings_in_words(site: TestClient) -> None:
    page = site.get("/expectations?month=2021-07&as_of=2021-07-25").text
    assert "سيغادرون قاعدة السهل" in page
    assert 'dir="rtl"' in page
    assert "موقع المرصد" in page
    assert "<script" not in page


def test_it_says_that_no_report_was_found(site: TestClient) -> None:
    english = site.get("/expectations?month=2021-07&as_of=2021-08-25&lang=en").text
    assert "due, no report found" in english
    assert "no page kept here reports it" in english


def test_the_same_list_as_json_and_as_a_feed(site: TestClient) -> None:
    asked = "as_of=2021-07-25&from=2021-07-01&to=2021-07-31"
    (entry,) = site.get(f"/expectations.json?{asked}").json()["expectations"]
    answer = site.get(f"/expectations.ics?{asked}")
    assert answer.headers["content-type"].startswith("text/calendar")
    (event,) = Calendar.from_ical(answer.content).subcomponents
    assert event["uid"] == f"{entry['id']}@musnad"


def test_filters_narrow_page_and_feed_alike(site: TestClient) -> None:
    for q, count in (("قاعدة", 1), ("غائبة", 0)):
        asked = f"as_of=2021-07-25&from=2021-07-01&q={q}"
        assert len(site.get(f"/expectations.json?{asked}").json()["expectations"]) == count
        assert len(Calendar.from_ical(site.get(f"/expectations.ics?{asked}").content).subcomponents) == count
    assert site.get("/expectations.json?as_of=2021-07-25&status=reported").json()["expectations"] == []


def test_what_is_no_day_is_said_and_breaks_nothing(site: TestClient) -> None:
    for asked in ("as_of=yesterday", "month=2021-13", "month=0001-01", "month=9999-12", "from=%00", "since=1"):
        assert site.get(f"/expectations?{asked}").status_code == 200
        assert site.get(f"/expectations.ics?{asked}").status_code == 200


def test_the_timeline_draws_and_lists_the_days(site: TestClient) -> None:
    page = site.get("/timeline?q=قاعدة").text
    assert "<svg" in page
    assert "2021-07-26" in page
    assert site.get("/timeline").status_code == 200
    assert "<svg" not in site.get("/timeline?q=غائبة").text
