"""The first page says what is new: claims that rise, what is due, sources that changed, what waits for a person."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from marked import reading
from selectolax.lexbor import LexborHTMLParser
from starlette.testclient import TestClient
from stories import WITHDRAWAL, harvest, withdrawal

from musnad.claiming import refresh
from musnad.store import Store, open_store
from musnad.web import create_app

TOLD = """
# {headline}
{{cue 1:قال}} {{source 1:وزير الزراعة}} لصحيفة {{outlet 1:المرفأ}} إن {{content 1:الوزارة ستشتري مليون طن من القمح}}.
"""


def home(store: Store, asked: str = "") -> LexborHTMLParser:
    return LexborHTMLParser(TestClient(create_app(store)).get(f"/{asked}").text)


def words(tree: LexborHTMLParser, selector: str) -> list[str]:
    return [" ".join(node.text().split()) for node in tree.css(selector)]


def tell(store: Store, id: str, day: str, outlet: str, headline: str = "خبر") -> None:
    store.add(reading(TOLD.format(headline=headline), id, f"https://{id}.example/", outlet, day))


def test_an_archive_is_shown_as_of_its_newest_page(store: Store) -> None:
    assert "24 يوليو 2021" in words(home(store), ".subtitle")[0]
    today = date.today().isoformat()
    tell(store, "now", today, "المرفأ")
    assert TestClient(create_app(store)).get("/new.json").json()["as_of"] == today


def test_the_claim_that_most_pages_of_the_week_tell_comes_first(store: Store) -> None:
    for at, day in enumerate(["2021-07-22", "2021-07-23", "2021-07-12"]):
        tell(store, f"wheat-{at}", day, f"صحيفة {at}", f"خبر {at}")
    refresh(store)
    tree = home(store)
    assert words(tree, ".claims h3") == ["الوزارة ستشتري مليون طن من القمح"]
    assert "صفحتان هذا الأسبوع" in words(tree, ".claims .facts")[0]
    assert "3 صفحات" in words(tree, ".claims .facts")[0]


def test_what_is_due_within_the_week_leads_to_its_place_in_the_ledger(store: Store) -> None:
    tree = home(store)
    assert words(tree, ".when") == ["26 يوليو 2021"]
    link = tree.css_first("[aria-labelledby=due] .snippet a")
    assert link is not None
    assert link.attributes["href"] == "/expectations?from=2021-07-26&to=2021-07-26"


def test_what_two_pages_announce_in_the_same_words_is_told_once(store: Store) -> None:
    store.add(reading(WITHDRAWAL.replace("أربعين", "خمسين"), "copy", "https://copy.example/", "موقع آخر"))
    assert words(home(store), "[aria-labelledby=due] .snippet") == ["سيغادرون قاعدة السهل"]


def test_a_source_that_a_newer_version_drops_is_told(store: Store) -> None:
    assert words(home(store), "#changed") == []
    later = WITHDRAWAL.replace("{source 1:مسؤول أمريكي لم يكشف عن اسمه}", "مسؤول أمريكي")
    store.add(reading(later, "w", "https://marsad.example/news/1?a=1&b=2", "موقع المرصد"))
    tree = home(store)
    assert words(tree, ".home del") == ["مسؤول أمريكي لم يكشف عن اسمه"]
    assert words(tree, ".home ins") == ["لا أحد مسمّى"]
    link = tree.css_first("[aria-labelledby=changed] .facts a")
    assert link is not None
    assert link.attributes["href"] == "/pages/2?version=2#changes"


def test_what_waits_for_review_waits_here_too(store: Store) -> None:
    assert words(home(store), "#doubtful") == []
    told = reading("# خبر\n{cue 1:قال} {source 1:شاهد} إن {content 1:الطريق مقطوعة}", "d")
    store.add(replace(told, statements=tuple(replace(each, confidence=0.4) for each in told.statements)))
    assert words(home(store), "[aria-labelledby=doubtful] .snippet") == ["الطريق مقطوعة"]


def test_an_empty_store_invites_to_add_a_page(tmp_path: Path) -> None:
    with open_store(tmp_path / "empty.db") as store:
        tree = home(store)
    assert [link.attributes["href"] for link in tree.css(".notice a")] == ["/add"]
    assert words(tree, "section") == []


@pytest.mark.parametrize("asked", ["", "?lang=en"])
def test_the_newest_pages_stand_last_and_the_list_of_all_is_near(store: Store, asked: str) -> None:
    tree = home(store, asked)
    assert words(tree, ".plain-list a")[0] == withdrawal().headline
    assert harvest().headline in words(tree, ".plain-list a")
    assert tree.css_first("#newest a").attributes["href"] == "/pages"  # type: ignore[union-attr]
