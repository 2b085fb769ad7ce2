"""A feed or a site map → the addresses of its pages.

RSS, RDF and Atom through feedparser; JSON Feed 1.1 and site maps (sitemaps.org 0.9, with Google's news extension) as
the plain structures they are. What is not understood has no addresses.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from email.utils import parsedate_to_datetime
from html import unescape
from typing import Any, NamedTuple
from urllib.parse import urljoin

_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_ROOT = re.compile(r"<([A-Za-z][\w:.-]*)")
_FEEDS, _SITE_MAPS = frozenset({"rss", "feed", "rdf:RDF"}), frozenset({"urlset", "sitemapindex"})
_LOCATION = re.compile(r"<(?!image:|video:)(?:\w+:)?loc>([^<]*(?:<!\[CDATA\[[^<]*)?)</")
_CDATA = re.compile(r"<!\[CDATA\[|\]\]>")
_ITS_END = re.compile(r"</(?:\w+:)?url\s*>")
_NEWS_DAY = re.compile(r"<(?:\w+:)?publication_date>([^<]*)</")
_ISO_DAY = re.compile(r"\d{4}-\d\d-\d\d(?!\d)")
_LONGEST_DAY = 100  # code points
_JSON_FEED = "https://jsonfeed.org/version/"
_HEAD = 4_000  # code points in which a feed says what it is


class Entry(NamedTuple):
    """A page that a feed announces: its address; and who published it first (``source``) and when, where the feed says
    so: an ISO day as the feed's own clock has it, or the words of a feed whose dates are in none of the known forms."""

    url: str
    outlet: str | None = None
    published: str | None = None


def is_feed(text: str) -> bool:
    """Whether a document is a feed or a site map."""
    head = text[:_HEAD]
    return _root(head) in _FEEDS | _SITE_MAPS or (head.lstrip("\ufeff \t\r\n")[:1] == "{" and _JSON_FEED in head)


def is_index(text: str) -> bool:
    """Whether a document is a site map of site maps."""
    return _root(text[:_HEAD]) == "sitemapindex"


def _root(head: str) -> str:
    """The name of an XML document's first element; empty for what begins otherwise."""
    if head.lstrip("\ufeff \t\r\n")[:1] != "<":
        return ""
    match = _ROOT.search(_COMMENT.sub("", head))
    return match[1] if match else ""


def entries(text: str, base: str) -> list[Entry]:
    """The pages that a feed announces, in its order, each address once and made absolute by ``base``."""
    found: dict[str, Entry] = {}
    for entry in _entries(text.lstrip("\ufeff")):
        url = urljoin(base, entry.url.strip())
        if url.startswith(("http://", "https://")):
            found.setdefault(url, entry._replace(url=url))
    return list(found.values())


def _entries(text: str) -> Iterator[Entry]:
    if text.lstrip()[:1] == "{":
        yield from _of_json(text)
    elif _root(text[:_HEAD]) in _SITE_MAPS:
        yield from _of_site_map(text)
    else:
        yield from _of_xml(text)


def _of_site_map(text: str) -> Iterator[Entry]:
    """A day of publication stands in the news extension alone: ``lastmod`` is that of any change."""
    for its in _ITS_END.split(text):
        days = _NEWS_DAY.findall(its)
        for address in _LOCATION.findall(its):
            yield Entry(unescape(_CDATA.sub("", address)), published=_day(days[0]) if days else None)


def _day(written: object) -> str | None:
    """An ISO day of a moment in the forms of RFC 3339 or RFC 5322; other words as they are."""
    words = " ".join(written.split())[:_LONGEST_DAY] if isinstance(written, str) else ""
    if _ISO_DAY.match(words):
        return words[:10]
    try:
        return parsedate_to_datetime(words).date().isoformat()
    except (ValueError, TypeError, IndexError):
        return words or None


def _of_json(text: str) -> Iterator[Entry]:
    try:
        items = json.loads(text).get("items")
    except (ValueError, RecursionError, AttributeError):
        return
    for item in items if isinstance(items, list) else ():
        url = item.get("url") or item.get("external_url") if isinstance(item, dict) else None
        if isinstance(url, str):
            yield Entry(url, published=_day(item.get("date_published")))


def _of_xml(text: str) -> Iterator[Entry]:
    import feedparser  # half a second of imports that only feeds are worth

    # Bytes with their encoding named: a declaration that the text no longer has would be believed.
    answer: Any = feedparser.parse(
        text.encode("utf-8", "replace"), response_headers={"content-type": "text/xml; charset=utf-8"}
    )
    for entry in answer.entries:
        if isinstance(entry.get("link"), str):
            day = _day(entry.get("published") or entry.get("updated"))
            yield Entry(entry["link"], (entry.get("source") or {}).get("title") or None, day)
