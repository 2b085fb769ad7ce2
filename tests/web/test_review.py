"""What waits for a person's word stands on one page, and goes from it when the word is said."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from marked import reading
from pressing import press
from selectolax.lexbor import LexborHTMLParser, LexborNode
from starlette.testclient import TestClient

from musnad.claiming import refresh
from musnad.model import Page
from musnad.pipeline import read
from musnad.store import Store, open_store
from musnad.web import create_app

PAIR = [
    ("k1", "قال مسؤول عراقي إن واشنطن ستسحب 300 جندي من قاعدة السهل في الصيف.", date(2021, 5, 2)),
    ("k2", "قال مسؤول إن الانسحاب من قاعدة السهل سيشمل 300 جندي.", date(2021, 5, 2)),
]
PLAN = "تعتزم وزارة التربية بناء ألف مدرسة بحلول نهاية عام 2024."
BEGUN = "بدأت وزارة التربية بناء ألف مدرسة في المحافظات."


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path / "musnad.db") as opened:
        told = [*PAIR, ("a", PLAN, date(2021, 1, 10)), ("b", BEGUN, date(2022, 4, 2))]
        for id, words, day in told:
            opened.add(read(Page(f"خبر اليوم\n{words}", "article", id=id, outlet="صحيفة النهر", published=day)))
        refresh(opened)
        yield opened


@pytest.fixture
def site(store: Store) -> TestClient:
    return TestClient(create_app(store), follow_redirects=False)


def section(site: TestClient, name: str) -> LexborNode:
    found = LexborHTMLParser(site.get("/review").text).css_first(f"section[aria-labelledby={name}]")
    assert found is not None
    return found


def test_two_claims_that_may_be_one_are_joined(site: TestClient, store: Store) -> None:
    before = store.claims.count()
    assert press(site, section(site, "pairs").css_first("form"), "same") == 303
    assert store.claims.count() == before - 1
    assert section(site, "pairs").css_first("form") is None


def test_two_claims_told_apart_are_asked_about_no_more(site: TestClient, store: Store) -> None:
    assert press(site, section(site, "pairs").css_first("form"), "different") == 303
    assert section(site, "pairs").css_first("form") is None
    (judgement,) = store.judgements()
    page = LexborHTMLParser(site.get(f"/claims/{judgement.about[0]}").text)
    assert page.css_first("#perhaps") is None
    assert press(site, page.css_first(".judged form"), "undo") == 303
    assert section(site, "pairs").css_first("form") is not None


def test_a_candidate_is_confirmed_and_its_entry_is_a_link_away(site: TestClient) -> None:
    offered = section(site, "candidates")
    address = str(offered.css_first("h3 a").attributes["href"])  # type: ignore[union-attr]
    entry = LexborHTMLParser(site.get(address).text).css_first(f"#{address.partition('#')[2]}")
    assert entry is not None
    assert press(site, offered.css_first("form"), "confirm") == 303
    assert section(site, "candidates").css_first("form") is None


def test_a_statement_read_with_doubt_waits_until_it_is_judged(site: TestClient, store: Store) -> None:
    assert section(site, "statements").css_first("form") is None
    sure = reading("# خبر\n{cue 1:قال} {source 1:شاهد} إن {content 1:الباب مغلق}.", "d", None, None)
    store.add(replace(sure, statements=tuple(replace(each, confidence=0.7) for each in sure.statements)))
    assert section(site, "statements").css_first("form") is not None
    assert press(site, section(site, "statements").css_first("form"), "reject") == 303
    assert section(site, "statements").css_first("form") is None


def test_an_empty_store_waits_for_nothing(tmp_path: Path) -> None:
    with open_store(tmp_path / "empty.db") as empty:
        page = TestClient(create_app(empty)).get("/review")
        assert page.status_code == 200
        assert "<form" not in page.text
        assert TestClient(create_app(empty)).get("/review.json").json()["pairs"] == []
