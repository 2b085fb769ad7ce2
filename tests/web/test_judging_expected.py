"""What may tell of an expected thing is confirmed or declined where it is offered, and either taken back."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from pressing import press
from selectolax.lexbor import LexborHTMLParser
from starlette.testclient import TestClient

from musnad.cli.expected import Asked, entries
from musnad.model import Page
from musnad.pipeline import read
from musnad.store import Store, open_store
from musnad.web import create_app

PLAN = "خطة لبناء المدارس\nتعتزم وزارة التربية بناء ألف مدرسة بحلول نهاية عام 2024."
BEGUN = "أول المدارس\nبدأت وزارة التربية بناء ألف مدرسة في المحافظات."
ADDRESS = "/expectations?as_of=2022-05-01&from=2024-01-01"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path / "musnad.db") as opened:
        opened.add(read(Page(PLAN, "article", id="a", published=date(2021, 1, 10))))
        opened.add(read(Page(BEGUN, "article", id="b", published=date(2022, 4, 2))))
        yield opened


@pytest.fixture
def site(store: Store) -> TestClient:
    return TestClient(create_app(store), follow_redirects=False)


def shown(site: TestClient) -> LexborHTMLParser:
    return LexborHTMLParser(site.get(ADDRESS).text)


def status(site: TestClient) -> str:
    (entry,) = site.get(ADDRESS.replace("?", ".json?")).json()["expectations"]
    return entry["status"]


def test_a_candidate_is_confirmed_and_the_confirmation_taken_back(site: TestClient, store: Store) -> None:
    assert press(site, shown(site).css_first("form.judge"), "confirm") == 303
    assert status(site) == "reported"
    (entry,) = entries(store, Asked(date(2022, 5, 1), date(2024, 1, 1)))
    assert entry["status"] == "reported", "the terminal knows it too"
    log = shown(site).css_first(".judged")
    assert log is not None
    assert "مؤكَّد" in log.text()
    assert press(site, log.css_first("form"), "undo") == 303
    assert status(site) == "ahead"


def test_a_declined_candidate_goes_and_its_words_stay_in_the_log(site: TestClient) -> None:
    assert press(site, shown(site).css_first("form.judge"), "decline") == 303
    page = shown(site)
    assert page.css_first("form.judge button[value=confirm]") is None
    assert "ألف مدرسة" in page.css_first(".judged q").text()  # type: ignore[union-attr]


def test_two_who_decide_at_once_meet_a_conflict(site: TestClient) -> None:
    mine, theirs = (shown(site).css_first("form.judge") for _ in range(2))
    assert [press(site, theirs, "decline"), press(site, mine, "confirm")] == [303, 409]


def test_what_was_confirmed_later_had_not_changed_anything_before(site: TestClient) -> None:
    press(site, shown(site).css_first("form.judge"), "confirm")
    (entry,) = site.get("/expectations.json?as_of=2022-05-01&since=2022-04-20&from=2024-01-01").json()["expectations"]
    assert (entry["was"]["status"], entry["status"]) == ("ahead", "reported")
