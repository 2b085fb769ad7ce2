"""The pages of claims: bounds, reasons, the drawing and its table; and what foreign words may not do there."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser
from starlette.testclient import TestClient

from musnad.claiming import refresh
from musnad.model import Page
from musnad.pipeline import read
from musnad.store import Store, open_store
from musnad.web import create_app
from musnad.web.chain_drawing import drawing

SAID = [
    ("صحيفة النهر", "قال مسؤول أمريكي لصحيفة وول ستريت جورنال إن واشنطن ستسحب 300 جندي من قاعدة السهل."),
    ("موقع الأفق", "نقلت صحيفة وول ستريت جورنال عن مسؤول أمريكي قوله إن واشنطن ستسحب 300 جندي من قاعدة السهل."),
    ("<b>قناة</b>", "قال مسؤول عراقي إن واشنطن ستسحب 300 جندي من قاعدة السهل."),
    ("وكالة الضفاف", "نفى وزير الدفاع كريم حسن أن تكون واشنطن ستسحب 300 جندي من قاعدة السهل."),
]


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    path: Path = tmp_path_factory.mktemp("claims") / "musnad.db"
    with open_store(path) as opened:
        for at, (outlet, words) in enumerate(SAID):
            opened.add(read(Page(f"خبر القاعدة\n{words}", "article", id=str(at), outlet=outlet)))
        refresh(opened)
        yield opened


@pytest.fixture
def site(store: Store) -> TestClient:
    return TestClient(create_app(store), follow_redirects=False)


def claim(store: Store) -> dict[str, object]:
    return next(store.claims.all())


def test_the_list_says_how_many_sources(site: TestClient) -> None:
    page = LexborHTMLParser(site.get("/claims").text)
    (bounds,) = [node.text(strip=True) for node in page.css(".claims .bounds")][:1]
    assert bounds == "مصدران مستقلان"
    english = LexborHTMLParser(site.get("/claims?lang=en").text)
    assert english.css_first(".claims .bounds").text(strip=True) == "2 independent sources"  # type: ignore[union-attr]


def test_a_claim_shows_its_reasons_its_tellings_and_who_denies_it(site: TestClient, store: Store) -> None:
    found = claim(store)
    page = LexborHTMLParser(site.get(f"/claims/{found['claim']}").text)
    assert len(page.css("table.tellings tbody tr")) == 3
    assert len(page.css(".reasons li")) == len(found["sources"]["why"])  # type: ignore[index]
    assert "كريم حسن" in page.css_first("#denied_by").parent.text()  # type: ignore[union-attr]


def test_the_drawing_runs_from_the_speaker_through_the_paper_to_the_pages(site: TestClient, store: Store) -> None:
    drawn = drawing(claim(store), is_rtl=True)
    labels = {node.id: node.label for node in drawn.nodes}
    arrows = {(labels[start], labels[end]) for start, end in drawn.edges}
    assert ("مسؤول أمريكي", "صحيفة وول ستريت جورنال") in arrows
    assert ("صحيفة وول ستريت جورنال", "موقع الأفق") in arrows
    assert ("مسؤول عراقي", "<b>قناة</b>") in arrows
    columns = {node.label: node.column for node in drawn.nodes}
    assert columns["مسؤول أمريكي"] < columns["صحيفة وول ستريت جورنال"] < columns["موقع الأفق"]
    across = {node.label: drawn.x(node) for node in drawn.nodes}
    assert across["مسؤول أمريكي"] > across["موقع الأفق"], "read from the right"
    places = {(drawn.x(node), drawn.y(node)) for node in drawn.nodes}
    assert len(places) == len(drawn.nodes), "no box lies on another"


def test_foreign_words_stay_words(site: TestClient, store: Store) -> None:
    text = site.get(f"/claims/{claim(store)['claim']}").text
    assert "<b>" not in text
    assert "&lt;b&gt;" in text


def test_a_claim_is_found_by_any_of_its_statements_and_as_json(site: TestClient, store: Store) -> None:
    found = claim(store)
    for id in [*found["statements"], *found["denied_by"]]:  # type: ignore[misc]
        answer = site.get(f"/claims/{id}.json")
        assert answer.json()["claim"] == found["claim"]
    assert site.get("/claims.json").json()["claims"][0]["claim"] == found["claim"]
    assert site.get("/claims/nothing").status_code == 404
    assert site.get("/claims?after=x").status_code == 404
