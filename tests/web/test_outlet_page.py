"""The page of an outlet: whom it quotes, how many sources have no name, what it takes from whom."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as some
from marked import reading
from selectolax.lexbor import LexborHTMLParser
from starlette.testclient import TestClient

from musnad.claiming import refresh
from musnad.model import SourceKind
from musnad.store import Store
from musnad.web.addresses import outlet_address
from musnad.web.borrowing import borrowed
from musnad.web.share_drawing import counted, drawn

DEAL = "{{cue 1:قال}} {{source 1:{speaker}}} إن {{content 1:{words}}}."


def outlet(site: TestClient, name: str, asked: str = "") -> LexborHTMLParser:
    answer = site.get(outlet_address(name) + asked)
    assert answer.status_code == 200
    return LexborHTMLParser(answer.text)


def words(tree: LexborHTMLParser, selector: str) -> list[str]:
    return [" ".join(node.text().split()) for node in tree.css(selector)]


def tell(
    store: Store, id: str, outlet: str, day: str, speaker: str, kind: SourceKind, content: str = "الماء قليل"
) -> None:
    story = reading("# خبر " + id + "\n" + DEAL.format(speaker=speaker, words=content), id, None, outlet, day)
    statements = tuple(replace(each, source_kind=kind) for each in story.statements)
    store.add(replace(story, statements=statements))


@pytest.fixture
def press(store: Store) -> Store:
    tell(store, "1", "صحيفة الميناء", "2021-05-03", "وزير المياه", "named")
    tell(store, "2", "صحيفة الميناء", "2021-06-03", "مصدر مطلع", "unnamed", "السد ممتلئ")
    tell(store, "3", "صحيفة الميناء", "2021-06-09", "وزير المياه", "named", "الري سيتوقف شهرا")
    return store


def test_an_outlet_is_found_by_any_spelling_of_its_name(site: TestClient, press: Store) -> None:
    assert words(outlet(site, "صحيفه الميناء"), "h1") == ["صحيفة الميناء"]
    assert site.get("/outlets/صحيفة الميناء").status_code == 200
    assert site.get("/outlets/لا أحد").status_code == 404
    assert site.get("/outlets/ ").status_code == 404


def test_the_share_of_unnamed_sources_is_said_drawn_and_told_by_month(site: TestClient, press: Store) -> None:
    tree = outlet(site, "صحيفة الميناء")
    assert "1 من أصل 3" in words(tree, ".bounds")[0]
    bars = [float(bar.attributes["height"] or 0) for bar in tree.css("svg rect")]
    assert bars[0] == 0 < bars[1]
    assert "من مايو 2021 إلى يونيو 2021" in words(tree, "svg > title")[0]
    assert words(tree, "table.small td")[:8] == ["1", "0", "0%", "2", "1", "50%", "2", "1"]


def test_whom_it_quotes_leads_to_the_speakers_and_leaves_out_who_has_no_name(site: TestClient, press: Store) -> None:
    tree = outlet(site, "صحيفة الميناء")
    assert words(tree, "[aria-labelledby=quoted] li") == ["وزير المياه قولان"]
    link = tree.css_first("[aria-labelledby=quoted] a")
    assert link is not None
    assert site.get(str(link.attributes["href"])).status_code == 200


def test_what_it_prints_word_for_word_is_said_with_whose_words_they_are(site: TestClient, press: Store) -> None:
    long = "الوزارة ستوقف ضخ المياه إلى الحقول الجنوبية من أول الشهر المقبل حتى نهاية موسم الحصاد"
    tell(press, "4", "موقع السنابل", "2021-06-01", "وزير المياه", "named", long)
    tell(press, "5", "صحيفة الميناء", "2021-06-02", "وزير المياه", "named", long)
    refresh(press)
    found = site.get(outlet_address("صحيفة الميناء") + ".json").json()["borrowed"]
    assert [(each["outlet"], each["credited"], each["copied"]) for each in found] == [("موقع السنابل", 0, 1)]
    assert words(outlet(site, "صحيفة الميناء"), ".taken th a") == ["موقع السنابل"]
    assert site.get(outlet_address("موقع السنابل") + ".json").json()["borrowed"] == []


def test_two_who_print_one_agency_have_it_from_the_agency() -> None:
    def telling(id: str, outlet: str) -> dict[str, object]:
        return {"statement": id, "outlet": outlet, "origins": [0], "carriers": []}

    claim = {
        "claim": "a",
        "text": "خبر",
        "tellings": [telling("a", "موقع السنابل"), telling("b", "صحيفة الميناء")],
        "origins": [{"first_carrier": "رويترز"}],
        "cites": [],
        "copies": [{"copy": "b", "original": "a"}],
    }
    (row,) = borrowed([claim], frozenset({"صحيفة الميناء"}))
    assert (row.outlet, row.credited, row.copied, row.claims) == ("رويترز", 1, 1, (("a", "خبر"),))


def test_the_list_of_outlets_has_those_with_most_pages_first(site: TestClient, press: Store) -> None:
    listed = words(LexborHTMLParser(site.get("/outlets").text), ".plain-list a")
    assert listed[0] == "صحيفة الميناء"
    assert set(listed) >= {"موقع المرصد", "وكالة الضفاف"}
    assert site.get("/outlets.json").json()["outlets"][0]["versions"] == 3


def test_hostile_names_are_only_words(site: TestClient) -> None:
    name = '"><script>alert(4)</script>'
    tree = outlet(site, name)
    assert words(tree, "h1") == [name]
    assert not tree.css("script, img")


@given(some.lists(some.tuples(some.dates(), some.sampled_from(["named", "unnamed", "document"])), max_size=60))
def test_columns_stand_in_order_and_inside_the_drawing(sources: list) -> None:
    rows = counted(sources)
    assert sum(row.statements for row in rows) == len(sources)
    for rtl in (False, True):
        drawing = drawn(rows, rtl)
        assert (drawing is None) == (len(rows) < 2)
        if drawing:
            places = [column.x for column in drawing.columns]
            assert places == sorted(places, reverse=rtl)
            assert all(drawing.top <= column.y <= drawing.line for column in drawing.columns)
            assert all(column.x >= 0 and column.x + column.width <= drawing.width for column in drawing.columns)
