"""A feed leads to its pages; what it says of its encoding, its tags and its order is no trap."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest

from musnad.errors import InputError
from musnad.gather import gather
from musnad.gather.feeds import Entry, entries, is_feed
from musnad.model import Page, PageFailure

BASE = "https://press.example/feed"
RSS = """<?xml version="1.0" encoding="windows-1256"?>
<!-- made by hand <html> -->
<rss version="2.0"><channel><title>صحيفة المرفأ</title>
<item><title>خبر أول</title><link>https://press.example/1?a=1&amp;b=2</link>
<pubDate>الخميس، 22 يوليو 2021</pubDate></item>
<item><title>خبر منقول</title><link>/2</link><source url="https://other.example/feed">وكالة الضفاف</source></item>
<item><title>مكرر</title><link>https://press.example/1?a=1&amp;b=2</link></item>
<item><title>بلا رابط</title></item>
<item><link>javascript:alert(1)</link></item>
</channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>خبر</title>
<link href="https://press.example/خبر"/><id>urn:1</id></entry></feed>"""
JSON_FEED = json.dumps(
    {"version": "https://jsonfeed.org/version/1.1", "items": [{"url": "https://press.example/1"}, 7, {}]}
)
SITE_MAP = """<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>https://press.example/1</loc></url>
<url><loc><![CDATA[ https://press.example/2?a=1&b=2 ]]></loc></url></urlset>"""
INDEX = "<sitemapindex><sitemap><loc>https://press.example/map-1</loc></sitemap></sitemapindex>"


@pytest.mark.parametrize(
    ("feed", "found"),
    [
        (RSS, ["https://press.example/1?a=1&b=2", "https://press.example/2"]),
        (ATOM, ["https://press.example/خبر"]),
        (JSON_FEED, ["https://press.example/1"]),
        (SITE_MAP, ["https://press.example/1", "https://press.example/2?a=1&b=2"]),
        ("<rss><channel><item><link>https://press.example/1</link>", ["https://press.example/1"]),
        ('{"version": "https://jsonfeed.org/version/1", "items": 5}', []),
    ],
    ids=["rss", "atom", "json", "site map", "broken", "odd json"],
)
def test_a_feed_announces_its_pages_once_each(feed: str, found: list[str]) -> None:
    assert is_feed(feed)
    assert [entry.url for entry in entries(feed, BASE)] == found


def test_who_published_it_first_is_kept() -> None:
    assert [entry.outlet for entry in entries(RSS, BASE)] == [None, "وكالة الضفاف"]


@pytest.mark.parametrize("page", ["<html><body><rss></body></html>", "نص فيه <rss> كلمة", "", "{}", "<!-- <rss> -->"])
def test_a_page_is_no_feed(page: str) -> None:
    assert not is_feed(page)


def test_hostile_feeds_take_no_longer_than_long_ones() -> None:
    start = time.process_time()
    assert not is_feed("<!-- --> " * 400_000 + "x")
    assert entries("<urlset>" + "<loc>" * 400_000, BASE) == []
    assert time.process_time() - start < 2


def test_the_pages_of_a_feed_are_fetched_and_failures_named() -> None:
    def fetch(address: str, known: Page) -> Page:
        if address == BASE:
            return Page(RSS, url=BASE)
        if address.endswith("/2"):
            return Page("قال الوزير إن الخطة جاهزة.", url=address, outlet=known.outlet)
        raise InputError("http_status", source=address, status=404)

    failure, page = gather(BASE, fetch=fetch)
    assert isinstance(failure, PageFailure)
    assert failure.source == "https://press.example/1?a=1&b=2"
    assert isinstance(page, Page)
    assert page.outlet == "وكالة الضفاف"


def test_a_site_map_of_site_maps_is_followed_one_step() -> None:
    answers = {BASE: INDEX, "https://press.example/map-1": SITE_MAP}
    pages = list(gather(BASE, fetch=lambda address, _: Page(answers.get(address, "قال الوزير."), url=address)))
    assert [page.url for page in pages if isinstance(page, Page)] == [entry.url for entry in entries(SITE_MAP, BASE)]


def test_a_feed_kept_in_a_file_leads_to_its_pages(tmp_path: Path) -> None:
    path = tmp_path / "feed.xml"
    path.write_bytes(RSS.encode("windows-1256"))
    pages = gather(str(path), fetch=lambda address, _: Page("قال الوزير.", url=address))
    # An address without a site is nowhere when the feed's own address is not known.
    assert [page.url for page in pages if isinstance(page, Page)] == ["https://press.example/1?a=1&b=2"]


def test_a_feed_without_pages_says_so() -> None:
    (failure,) = gather(BASE, fetch=lambda address, _: Page("<rss></rss>", url=address))
    assert isinstance(failure, PageFailure)
    assert failure.code == "feed_empty"


@pytest.mark.parametrize(
    ("feed", "day"),
    [
        ("<rss><channel><item><link>http://a.example/1</link><pubDate>{}</pubDate></item></channel></rss>", written)
        for written in ("Mon, 06 May 2024 01:30:00 +0300", "2024-05-06T01:30:00+03:00")
    ]
    + [
        (
            '<feed xmlns="http://www.w3.org/2005/Atom"><entry><link href="http://a.example/1"/>'
            "<updated>{}</updated></entry></feed>",
            "2024-05-06T01:30:00Z",
        ),
        (
            '{{"version": "https://jsonfeed.org/version/1.1", "items": [{{"url": "http://a.example/1",'
            ' "date_published": "{}"}}]}}',
            "2024-05-06T01:30:00Z",
        ),
        (
            "<urlset><url><loc>http://a.example/1</loc><lastmod>2024-05-09</lastmod><image:image><image:loc>"
            "http://a.example/1.jpg</image:loc></image:image><news:news><news:publication_date>{}"
            "</news:publication_date></news:news></url></urlset>",
            "2024-05-06",
        ),
    ],
)
def test_the_day_is_the_feeds_own(feed: str, day: str) -> None:
    assert entries(feed.format(day), "http://a.example/") == [Entry("http://a.example/1", None, "2024-05-06")]


def test_a_day_in_words_is_kept_in_words() -> None:
    item = "<item><link>http://a.example/1</link><pubDate>الاثنين، 6 أيار/مايو 2024</pubDate></item>"
    (entry,) = entries(f"<rss><channel>{item}</channel></rss>", "http://a.example/")
    assert entry.published == "الاثنين، 6 أيار/مايو 2024"
