"""People judge on the page itself: kept beside the reading, shown, taken back; two at once see a conflict."""

from __future__ import annotations

import pytest
from pressing import fields, press
from selectolax.lexbor import LexborHTMLParser, LexborNode
from starlette.testclient import TestClient

from musnad.store import Store


def card(site: TestClient, address: str = "/pages/1", at: int = 0) -> LexborNode:
    return LexborHTMLParser(site.get(address).text).css(".card")[at]


def test_a_statement_is_accepted_shown_and_taken_back(site: TestClient, store: Store) -> None:
    shown = card(site)
    assert press(site, shown.css_first("form.judge"), "accept") == 303
    shown = card(site)
    assert "مقبول" in shown.css_first(".judged").text()  # type: ignore[union-attr]
    assert press(site, shown.css_first(".judged form"), "undo") == 303
    assert card(site).css_first(".judged") is None
    assert [each.act for each in store.judgements(standing=False)] == ["accept", "undo"]


def test_what_is_accepted_can_still_be_rejected_and_the_later_word_holds(site: TestClient) -> None:
    press(site, card(site).css_first("form.judge"), "accept")
    press(site, card(site).css("form.judge")[-1], "reject")
    page = site.get("/pages/1.json").json()
    (judged,) = page["judged"].values()
    assert judged["verdict"] == "rejected"
    assert "judged" not in page["reading"]["statements"][0], "what was read stays as it was read"


def test_who_judged_in_between_is_not_overruled_unseen(site: TestClient, store: Store) -> None:
    mine, theirs = (card(site).css_first("form.judge") for _ in range(2))
    assert press(site, theirs, "reject") == 303
    assert press(site, mine, "accept") == 409
    assert [each.act for each in store.judgements()] == ["reject"]
    answer = site.post("/judge", data={**fields(mine), "act": "accept"})  # type: ignore[arg-type]
    page = LexborHTMLParser(answer.text)
    assert "حكم غيرُك" in page.css_first("[role=alert]").text()  # type: ignore[union-attr]
    assert page.css_first("main a.button").attributes["href"] == "/pages/1#s-1"  # type: ignore[union-attr]


def test_another_statement_of_the_page_judged_in_between_is_no_conflict(site: TestClient) -> None:
    mine, theirs = (card(site, "/pages/2", at).css_first("form.judge") for at in (0, 1))
    assert press(site, theirs, "reject") == 303
    assert press(site, mine, "accept") == 303


def test_what_was_taken_back_is_not_taken_back_twice(site: TestClient) -> None:
    press(site, card(site).css_first("form.judge"), "accept")
    undo = card(site).css_first(".judged form")
    assert [press(site, undo, "undo"), press(site, undo, "undo")] == [303, 409]


@pytest.mark.parametrize(
    ("changed", "status"),
    [
        ({"token": "x"}, 403),
        ({"about": "nothing-of-this-id"}, 422),
        ({"about": ""}, 422),
        ({"about": ["a"] * 9}, 422),
        ({"act": "edit"}, 422),
        ({"act": "undo", "number": "99"}, 409),
        ({"act": "undo", "number": "-1"}, 409),
    ],
)
def test_what_no_form_of_ours_sends_is_refused(
    site: TestClient, store: Store, changed: dict[str, object], status: int
) -> None:
    form = fields(card(site).css_first("form.judge"))  # type: ignore[arg-type]
    assert site.post("/judge", data={**form, "act": "accept", **changed}).status_code == status
    assert store.judgements() == []


@pytest.mark.parametrize(
    "back", ["https://evil.example/", "//evil.example", "/\\evil.example", "/x\r\nset-cookie: a=b"]
)
def test_nobody_is_led_away(site: TestClient, back: str) -> None:
    form = card(site).css_first("form.judge")
    answer = site.post("/judge", data={**fields(form), "act": "accept", "back": back})  # type: ignore[arg-type]
    assert answer.headers["location"] == "/"
