"""People split and join claims, and say what is one source, on the claim's own page; each can be taken back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pressing import fields, press
from selectolax.lexbor import LexborHTMLParser
from starlette.testclient import TestClient

from musnad.claiming import refresh
from musnad.model import Page
from musnad.pipeline import read
from musnad.store import Store, open_store
from musnad.web import create_app

SAID = [
    ("صحيفة النهر", "قال مسؤول أمريكي إن واشنطن ستسحب 300 جندي من قاعدة السهل."),
    ("موقع الأفق", "قال مسؤول عراقي إن واشنطن ستسحب 300 جندي من قاعدة السهل."),
    ("وكالة الضفاف", "قال مسؤول فرنسي إن واشنطن ستسحب 300 جندي من قاعدة السهل."),
]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path / "musnad.db") as opened:
        for at, (outlet, words) in enumerate(SAID):
            opened.add(read(Page(f"خبر القاعدة\n{words}", "article", id=str(at), outlet=outlet)))
        refresh(opened)
        yield opened


@pytest.fixture
def site(store: Store) -> TestClient:
    return TestClient(create_app(store), follow_redirects=False)


@pytest.fixture
def claim(store: Store) -> str:
    (one,) = store.claims.all()
    return str(one["claim"])


def opened(site: TestClient, claim: str) -> LexborHTMLParser:
    return LexborHTMLParser(site.get(f"/claims/{claim}").text)


def tellings(store: Store) -> list[int]:
    return sorted(len(claim["tellings"]) for claim in store.claims.all())


def test_a_telling_is_taken_out_and_put_back(site: TestClient, store: Store, claim: str) -> None:
    page = opened(site, claim)
    assert press(site, page.css("table.tellings form")[0], "different") == 303
    assert tellings(store) == [1, 2]
    (log,) = opened(site, claim).css("#judged ~ .judged")
    assert "خبران" in log.text()
    assert press(site, log.css_first("form"), "undo") == 303
    assert tellings(store) == [3]


def test_who_takes_it_out_comes_to_the_claim_that_is_left(site: TestClient, store: Store, claim: str) -> None:
    form = opened(site, claim).css("table.tellings form")[0]
    answer = site.post("/judge", data={**fields(form), "act": "different"})
    left = store.claims.claim_of(answer.headers["location"].removeprefix("/claims/"))
    assert left is not None
    assert len(left["tellings"]) == 2


def test_two_claims_are_joined_again(site: TestClient, store: Store, claim: str) -> None:
    press(site, opened(site, claim).css("table.tellings form")[0], "different")
    one, other = (each["claim"] for each in store.claims.all())
    form = fields(opened(site, one).css("form.judge")[0])
    assert site.post("/judge", data={**form, "act": "same", "of": "claim", "about": [one, other]}).status_code == 303
    assert tellings(store) == [3]


def test_two_tellings_are_said_to_be_one_source(site: TestClient, store: Store, claim: str) -> None:
    (before,) = store.claims.all()
    form = opened(site, claim).css_first("section > form.judge")
    assert form is not None
    one, other = before["statements"][:2]
    data = {**fields(form), "act": "same", "about": [one, other]}
    assert site.post("/judge", data=data).status_code == 303
    (after,) = store.claims.all()
    assert after["sources"]["at_least"] == before["sources"]["at_least"] - 1
    assert press(site, opened(site, claim).css_first(".judged form"), "undo") == 303
    assert next(store.claims.all())["sources"] == before["sources"]


def test_a_telling_is_not_compared_with_itself(site: TestClient, store: Store, claim: str) -> None:
    form = opened(site, claim).css_first("section > form.judge")
    assert form is not None
    data = {**fields(form), "act": "same", "about": [claim, claim]}
    assert site.post("/judge", data=data).status_code == 422
    assert store.judgements() == []


def test_somebody_split_the_claim_in_between(site: TestClient, store: Store, claim: str) -> None:
    forms = opened(site, claim).css("table.tellings form")
    assert [press(site, forms[0], "different"), press(site, forms[1], "different")] == [303, 409]
    assert tellings(store) == [1, 2]
