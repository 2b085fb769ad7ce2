"""The page of a speaker: under one key whatever the form of the name, with stances counted over time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from pressing import press
from selectolax.lexbor import LexborHTMLParser
from starlette.testclient import TestClient

from musnad.model import Page
from musnad.pipeline import read
from musnad.store import Store, open_store
from musnad.web import create_app

SAID = [
    ("نفى وزير الدفاع كريم حسن أن تكون واشنطن ستسحب 300 جندي من قاعدة السهل.", date(2021, 5, 4)),
    ("قال وزير الدفاع كريم حسن إن القوات ستبقى حتى نهاية العام. وحذر كريم حسن من أي تأخير.", date(2021, 6, 4)),
    ("ذكرت لجنة الطوارئ أن الجسر أُغلق. وقال مصدر لم يكشف عن اسمه إن الطريق مفتوح.", date(2021, 7, 1)),
]


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with open_store(tmp_path_factory.mktemp("speakers") / "musnad.db") as opened:
        for at, (words, day) in enumerate(SAID):
            page = Page(f"خبر اليوم\n{words}", "article", id=str(at), outlet="وكالة الضفاف", published=day)
            opened.add(read(page))
        yield opened


@pytest.fixture
def site(store: Store) -> TestClient:
    return TestClient(create_app(store), follow_redirects=False)


def speakers(site: TestClient, page: int) -> list[str]:
    tree = LexborHTMLParser(site.get(f"/pages/{page}").text)
    return [
        str(node.attributes["href"]) for node in tree.css(".card a") if "/speakers/" in str(node.attributes["href"])
    ]


def test_title_and_bare_name_lead_to_one_page(site: TestClient) -> None:
    (address,) = {*speakers(site, 1), *speakers(site, 2)}
    page = LexborHTMLParser(site.get(address).text)
    assert page.css_first("h1").text() == "وزير الدفاع كريم حسن"  # type: ignore[union-attr]
    assert len(page.css(".entries > li")) == 3
    assert len(page.css("svg .bar")) == 3


def test_the_table_has_the_numbers_of_the_drawing(site: TestClient) -> None:
    told = site.get(speakers(site, 1)[0] + ".json").json()
    assert told["stances"] == [["2021-05", {"denies": 1}], ["2021-06", {"says": 1, "warns": 1}]]
    page = LexborHTMLParser(site.get(speakers(site, 1)[0] + "?lang=en").text)
    rows = [row.css_first("th").text() for row in page.css(".stance-table tbody tr")]  # type: ignore[union-attr]
    assert rows == ["May 2021", "June 2021"]


def test_later_stands_to_the_left_in_arabic_and_to_the_right_in_english(site: TestClient) -> None:
    address = speakers(site, 1)[0]
    for language, later in (("ar", -1), ("en", 1)):
        bars = LexborHTMLParser(site.get(f"{address}?lang={language}").text).css("svg .bar")
        first, last = (float(bars[at].attributes["x"] or 0) for at in (0, -1))
        assert (last - first) * later > 0


def test_who_is_no_known_entity_is_found_by_name_and_who_is_unnamed_has_no_page(site: TestClient) -> None:
    (address,) = speakers(site, 3)
    assert "لجنة الطوارئ" in site.get(address).text


def test_what_was_rejected_is_not_held_against_a_speaker(tmp_path: Path) -> None:
    with open_store(tmp_path / "musnad.db") as store:
        store.add(read(Page(f"خبر اليوم\n{SAID[0][0]}", "article", id="0")))
        site = TestClient(create_app(store), follow_redirects=False)
        (address,) = speakers(site, 1)
        assert site.get(address).status_code == 200
        form = LexborHTMLParser(site.get("/pages/1").text).css_first("form.judge")
        assert press(site, form, "reject") == 303
        assert site.get(address).status_code == 404


@pytest.mark.parametrize("key", ["nobody", "wd:Q0", "%20", "%00", "%D9", "a/b/c", "<script>", "\u202e"])
def test_a_speaker_nobody_knows_has_no_page(site: TestClient, key: str) -> None:
    assert site.get(f"/speakers/{key}").status_code == 404
