"""The search page: what it narrows, counts, hands over, and how it can be followed."""

from __future__ import annotations

import csv
import io
import json
import sys
from datetime import date
from xml.etree import ElementTree

import openpyxl
import pytest
from icalendar import Calendar
from selectolax.lexbor import LexborHTMLParser as HTMLParser
from starlette.testclient import TestClient

ATOM = {"a": "http://www.w3.org/2005/Atom"}


def words(site: TestClient, address: str, selector: str) -> list[str]:
    return [" ".join(node.text().split()) for node in HTMLParser(site.get(address).text).css(selector)]


class TestNarrowing:
    def test_every_filter_is_kept_in_the_form_and_can_be_taken_away(self, site: TestClient) -> None:
        address = (
            "/search?q=القمح&speaker=وزارة&stance=expects&mode=indirect&kind=unnamed&language=ar&exact=1&names=typed"
        )
        tree = HTMLParser(site.get(address).text)
        assert len(tree.css(".chips a")) == 7
        for chip in tree.css(".chips a"):
            fewer = HTMLParser(site.get(chip.attributes["href"] or "").text)
            assert len(fewer.css(".chips a")) == 6

    def test_a_facet_leads_to_as_many_as_it_counts(self, site: TestClient) -> None:
        tree = HTMLParser(site.get("/search?stance=says&lang=en").text)
        links = tree.css(".facets a")
        assert len(links) > 5
        for link in links:
            count = int(link.css_first(".count").text())
            answer = site.get((link.attributes["href"] or "").replace("/search", "/search.json", 1)).json()
            assert answer["count"] == count, link.text()

    def test_a_name_in_the_other_script_is_told(self, site: TestClient) -> None:
        told = words(site, "/search?q=wheat Germany", ".also p")
        assert told == ["بُحث أيضًا عن Germany: ألمانيا", "ابحث عنه كما كُتب فقط"]
        assert words(site, "/search?q=Germany&names=typed", ".also p") == []

    def test_days_spoken_of(self, site: TestClient) -> None:
        assert site.get("/search.json?about_from=2021-07-26&about_to=2021-07-26").json()["hits"] == []
        assert words(site, "/search?about_from=someday", ".notice.wrong")

    @pytest.mark.parametrize("value", ["<script>", "\u202e", "'", "x" * 900, "%ff", "xstatement", "\ud83d"])
    @pytest.mark.parametrize("name", ["speaker", "entity", "stance", "mode", "kind", "language", "about_to", "exact"])
    def test_no_value_breaks_the_page(self, site: TestClient, name: str, value: str) -> None:
        answer = site.get("/search", params={"q": "القمح", name: value.encode("utf-8", "replace").decode()})
        assert answer.status_code == 200
        assert not HTMLParser(answer.text).css("script")


class TestHandingOver:
    def test_a_search_as_csv_with_and_without_the_mark(self, site: TestClient) -> None:
        answer = site.get("/search.csv?q=القمح&stance=expects")
        assert answer.headers["content-disposition"] == 'attachment; filename="musnad.csv"'
        (row,) = csv.DictReader(io.StringIO(answer.text))
        assert row["speaker"] == "وزارة الزراعة"
        assert site.get("/search.csv?q=القمح&bom=1").content.startswith(b"\xef\xbb\xbf")

    def test_a_search_as_a_workbook(self, site: TestClient) -> None:
        book = openpyxl.load_workbook(io.BytesIO(site.get("/search.xlsx?stance=denies").content))
        assert book["statements"].max_row == 2

    @pytest.mark.parametrize("form", ["jsonl", "jsonld", "ftm", "parquet"])
    def test_the_other_forms(self, site: TestClient, form: str) -> None:
        answer = site.get(f"/search.{form}?q=القمح")
        assert answer.status_code == 200
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert len(answer.content) > 100

    def test_the_links_of_the_page_lead_to_what_was_found(self, site: TestClient) -> None:
        links = HTMLParser(site.get("/search?q=القمح&kind=unnamed").text).css(".take a")
        assert len(links) == 8
        for link in links:
            assert site.get(link.attributes["href"] or "").status_code == 200

    @pytest.mark.parametrize("address", ["/search.doc", "/search.csv?table=pages", "/search."])
    def test_what_is_no_form_is_missing(self, site: TestClient, address: str) -> None:
        assert site.get(address).status_code == 404

    def test_a_missing_extra_is_a_sentence(self, site: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setitem(sys.modules, "pyarrow", None)
        monkeypatch.delitem(sys.modules, "musnad.export.parquet", raising=False)
        assert "pip install" in site.get("/search.parquet?q=القمح&lang=en").text


class TestFeeds:
    def test_the_newest_statements_as_atom(self, site: TestClient) -> None:
        answer = site.get("/search.atom?q=القمح&lang=en")
        assert answer.headers["content-type"].startswith("application/atom+xml")
        feed = ElementTree.fromstring(answer.content)
        (entry,) = feed.findall("a:entry", ATOM)
        assert (
            entry.findtext("a:title", "", ATOM) == "وزارة الزراعة (expects): وزارة الزراعة تتوقع محصولًا وفيرًا من القمح"
        )
        assert entry.findtext("a:updated", "", ATOM) == feed.findtext("a:updated", "", ATOM) == "2021-07-23T00:00:00Z"
        (link,) = entry.findall("a:link[@rel='alternate']", ATOM)
        assert site.get(link.attrib["href"]).status_code == 200

    def test_hostile_words_are_words_in_a_feed(self, site: TestClient) -> None:
        feed = ElementTree.fromstring(site.get("/search.atom?speaker=شاهد").content)
        assert "onerror" in ElementTree.tostring(feed, "unicode")
        assert feed.findall(".//a:link[@rel='via']", ATOM) == []

    def test_json_feed(self, site: TestClient) -> None:
        answer = site.get("/search.feed.json?q=القمح")
        assert answer.headers["content-type"] == "application/feed+json"
        feed = json.loads(answer.content)
        assert feed["version"] == "https://jsonfeed.org/version/1.1"
        assert [item["authors"][0]["name"] for item in feed["items"]] == ["وكالة الضفاف"]

    def test_the_page_names_its_feeds(self, site: TestClient) -> None:
        tree = HTMLParser(site.get("/search?q=القمح").text)
        kinds = {link.attributes["type"] for link in tree.css("link[rel=alternate]")}
        assert kinds == {"application/json", "application/atom+xml", "application/feed+json"}


class TestCalendarOfASearch:
    def test_what_is_expected_in_the_statements_found_can_be_subscribed_to(self, site: TestClient) -> None:
        answer = site.get("/search.ics?q=الجنود")
        assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
        (event,) = Calendar.from_ical(answer.content).walk("VEVENT")
        assert str(event["summary"]) == "سيغادرون قاعدة السهل"
        assert event.decoded("dtstart") == date(2021, 7, 26)

    def test_what_the_search_does_not_find_is_not_in_it(self, site: TestClient) -> None:
        for address in ("/search.ics?q=القمح", "/search.ics", "/search.ics?stance=denies"):
            assert list(Calendar.from_ical(site.get(address).content).walk("VEVENT")) == []

    def test_the_page_offers_it_and_a_link_to_share(self, site: TestClient) -> None:
        tree = HTMLParser(site.get("/search?q=الجنود&stance=says&lang=ar").text)
        link = tree.css_first("a[type='text/calendar']")
        assert link is not None
        assert site.get(str(link.attributes["href"])).status_code == 200
        shared = str(tree.css_first("#share").attributes["value"])  # type: ignore[union-attr]
        assert shared.startswith("http://testserver/search?q=")
        assert "lang" not in shared
        again = HTMLParser(site.get(shared).text)
        assert len(again.css(".hit")) == len(tree.css(".hit")) > 0
