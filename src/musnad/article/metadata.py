"""What a page's markup says of itself: JSON-LD, Open Graph, microdata, ``<time>`` and link elements.

Readers of schema.org ``NewsArticle`` (in ``@graph``, arrays, broken JSON), ogp.me and the HTML standard. A value here
is a claim of the page about itself, to be held against its lines.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from selectolax.lexbor import LexborHTMLParser, LexborNode

_ARTICLE_TYPES = re.compile(r"(Article|Posting|Report|Review|LiveBlog\w*)$")
_STRING = r'"\s*:\s*"((?:[^"\\]|\\.)*)"'
_SCRIPT_LIMIT = 1_000_000  # code points of JSON-LD read
_META = {
    "headline": ("og:title", "twitter:title", "dc.title", "parsely-title"),
    "description": ("og:description", "description", "twitter:description"),
    "published": (
        "article:published_time", "og:published_time", "datepublished", "nastooh:publishdate", "publishdate",
        "publish-date", "pubdate", "parsely-pub-date", "dc.date", "dc.date.issued", "sailthru.date", "date",
    ),
    "modified": ("article:modified_time", "og:updated_time", "datemodified", "last-modified"),
    "author": ("author", "article:author_name", "article:author", "dc.creator", "parsely-author", "byl"),
    "site": ("og:site_name", "application-name"),
    "url": ("og:url",),
    "section": ("article:section",),
    "type": ("og:type",),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Metadata:
    """The page's own claims; empty where it makes none. Dates are as written, not parsed."""

    headline: str = ""
    title: str = ""
    description: str = ""
    published: str = ""
    modified: str = ""
    authors: tuple[str, ...] = ()
    site: str = ""
    url: str = ""
    section: str = ""
    body: str = ""
    based_on: str = ""
    language: str = ""
    type: str = ""
    is_free: bool = True


def metadata(tree: LexborHTMLParser) -> Metadata:
    """Read a parsed page's metadata. Never raises: what is not understood is left out."""
    article = _json_ld(tree)
    meta = _meta(tree)
    first = lambda name: _text(article.get(name))  # noqa: E731
    people = _people(article.get("author")) or _people(article.get("creator"))
    root = tree.root
    return Metadata(
        headline=first("headline") or meta["headline"] or _microdata(tree, "headline"),
        title=_title(tree),
        description=first("description") or meta["description"],
        published=first("datePublished") or meta["published"] or _microdata(tree, "datePublished") or _time(tree),
        modified=first("dateModified") or meta["modified"],
        authors=people or tuple(filter(None, (meta["author"], _microdata(tree, "author")))),
        site=meta["site"] or _text(_name(article.get("publisher"))),
        url=_canonical(tree) or meta["url"] or _text(article.get("url")),
        section=first("articleSection") or meta["section"],
        body=first("articleBody"),
        based_on=_text(_name(article.get("isBasedOn"))),
        language=_text(article.get("inLanguage")) or (root.attributes.get("lang") or "" if root else ""),
        type=_text(article.get("@type")) or meta["type"],
        is_free=str(article.get("isAccessibleForFree", "true")).lower() not in ("false", "no", "0"),
    )


def _json_ld(tree: LexborHTMLParser) -> dict[str, Any]:
    """The first object that is an article of some type, its strings salvaged where the JSON is broken."""
    salvaged: dict[str, Any] = {}
    for script in tree.css('script[type*="ld+json"]'):
        source = (script.text(deep=True) or "")[:_SCRIPT_LIMIT].strip().strip(";")
        try:
            found = json.loads(_without_comments(source), strict=False)
        except (ValueError, RecursionError):
            salvaged = salvaged or _salvage(source)
            continue
        for thing in _objects(found):
            if _ARTICLE_TYPES.search(_text(thing.get("@type"))):
                return thing
    return salvaged


def _without_comments(source: str) -> str:
    return source.removeprefix("<!--").removesuffix("-->").removeprefix("//<![CDATA[").removesuffix("//]]>")


def _objects(found: Any) -> Iterator[dict[str, Any]]:
    """All objects of a JSON value, outermost first; a loop, so that depth costs no stack."""
    waiting = [found]
    while waiting:
        thing = waiting.pop(0) if len(waiting) < 1000 else waiting.pop()
        if isinstance(thing, list):
            waiting.extend(thing)
        elif isinstance(thing, dict):
            yield thing
            waiting.extend(value for value in thing.values() if isinstance(value, dict | list))


def _salvage(source: str) -> dict[str, Any]:
    """String members of broken JSON whose type is an article's."""
    kind = re.search(r'"@type' + _STRING, source)
    if kind is None or not any(_ARTICLE_TYPES.search(m) for m in re.findall(r'"@type' + _STRING, source)):
        return {}
    found: dict[str, Any] = {"@type": "NewsArticle"}
    for name in ("headline", "datePublished", "dateModified", "articleSection", "inLanguage", "url"):
        if match := re.search(f'"{name}' + _STRING, source):
            found[name] = _unescaped(match.group(1))
    if match := re.search(r'"(?:author|creator)"\s*:\s*[\[{\s]*[^}]{0,300}?"name' + _STRING, source):
        found["author"] = _unescaped(match.group(1))
    return found


def _unescaped(raw: str) -> str:
    try:
        return str(json.loads(f'"{raw}"', strict=False))
    except ValueError:
        return raw


def _text(value: Any) -> str:
    """One string of a JSON-LD value, whatever its shape."""
    if isinstance(value, list):
        value = next((v for v in value if v), "")
    if isinstance(value, dict):
        value = value.get("@value") or value.get("name") or value.get("@id") or ""
    return " ".join(html.unescape(value).split()) if isinstance(value, str) else ""


def _name(value: Any) -> Any:
    if isinstance(value, list):
        value = next(iter(value), "")
    return (value.get("name") or value.get("url") or value.get("@id")) if isinstance(value, dict) else value


def _people(value: Any) -> tuple[str, ...]:
    """Names of authors that are not said to be organisations."""
    rows = value if isinstance(value, list) else [value]
    named = [row for row in rows if not (isinstance(row, dict) and "Organization" in _text(row.get("@type")))]
    return tuple(filter(None, map(_text, named)))


def _meta(tree: LexborHTMLParser) -> dict[str, str]:
    spoken: dict[str, str] = {}
    for node in tree.css("meta[content]"):
        attributes = node.attributes
        content = " ".join((attributes.get("content") or "").split())
        for attribute in ("property", "name", "itemprop"):
            key = (attributes.get(attribute) or "").lower()
            if key and content:
                spoken.setdefault(key, content)
    return {name: next((spoken[k] for k in keys if k in spoken), "") for name, keys in _META.items()}


def _microdata(tree: LexborHTMLParser, name: str) -> str:
    """The first value of an item property (HTML standard §5.2.4); its name where the value is an item."""
    node = tree.css_first(f'[itemprop~="{name}"]')
    if node is None:
        return ""
    inner = node.css_first('[itemprop~="name"]')
    return _value(inner if inner is not None else node)


def _value(node: LexborNode) -> str:
    attributes = node.attributes
    said = attributes.get("content") or attributes.get("datetime") or node.text(deep=True) or ""
    return " ".join(said[:500].split())


def _time(tree: LexborHTMLParser) -> str:
    for node in tree.css("time[datetime]"):
        if "modified" not in (node.attributes.get("class") or "").lower():
            return node.attributes.get("datetime") or ""
    return ""


def _title(tree: LexborHTMLParser) -> str:
    """The ``<title>``, the site's name in it or not; one of an SVG is none."""
    node = tree.css_first("head > title")
    return " ".join((node.text(deep=True) or "").split()) if node is not None else ""


def _canonical(tree: LexborHTMLParser) -> str:
    node = tree.css_first('link[rel~="canonical"][href]')
    return (node.attributes.get("href") or "").strip() if node is not None else ""
