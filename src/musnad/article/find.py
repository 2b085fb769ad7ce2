"""Finding the article: kind of page, lines, zones, then what the zones and the markup say together."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Literal

from selectolax.lexbor import LexborHTMLParser

from musnad.article.agreement import with_agreement
from musnad.article.furniture import furniture, key_of
from musnad.article.labeller import label
from musnad.article.language import language_of
from musnad.article.lines import PageLines, lines_of
from musnad.article.metadata import Metadata, metadata
from musnad.article.names import names_of
from musnad.article.page_types import page_types, warned, without_story
from musnad.article.publication import FindDays, published, written_day
from musnad.article.render import render
from musnad.article.rules import zones_of_article
from musnad.errors import InputError
from musnad.lexicon.outlets import outlet_at, outlet_named, outlet_of
from musnad.model import ARTICLE_ZONES, Article, Page, PageWarning, Zone, ZoneName

Kind = Literal["html", "page", "article"]

_MARKUP = re.compile(r"<(?:!doctype|html|head|body|div|p|article|meta|script)\b", re.IGNORECASE)
_CONTROL = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\ufffd]")
_FURNITURE_LINES = 2  # lines of plain furniture that make a text a whole page
#: Zones whose text is mapped to its elements: what is ever highlighted in the original page.
_MAPPED = ARTICLE_ZONES | {"byline", "date", "category"}
_NO_METADATA = Metadata()


def find_article(page: Page, find_days: FindDays) -> Article:
    """Find the article on a page: its zones, headline, byline, credit, dateline and day of publication.

    ``find_days`` is the text layer's date grammar. Raises InputError (``empty``, ``binary``) where there is nothing
    to read; a page that is no article, or not Arabic, is told in ``warnings``.
    """
    _refuse_unreadable(page)
    kind = page.kind if page.kind != "auto" else kind_of(page.content)
    said, lines = _NO_METADATA, PageLines(page.content, ())
    if kind == "html":
        tree = LexborHTMLParser(page.content)
        said, lines = metadata(tree), render(tree)
        lines = replace(lines, lines=with_agreement(lines.lines, said))
    else:
        lines = PageLines(page.content, lines_of(page.content))
    if kind == "article":
        return _assemble(page, kind, lines, zones_of_article(lines.lines), said, (), find_days)
    zones = label(lines.lines)
    types = page_types(lines.lines, zones, said)
    return _assemble(page, kind, lines, without_story(zones, types), said, types, find_days)


def kind_of(content: str) -> Kind:
    """What a text is: HTML by its tags, a whole page by its furniture, else a clean article."""
    if _MARKUP.search(content[:20_000]):
        return "html"
    spoken = [found for line in lines_of(content) if line.words <= 12 and (found := furniture(line.key))]
    plain = [found for found in spoken if found[1] in ("whole", "opens") or found[0] in ("comments", "legal")]
    return "page" if len(plain) >= _FURNITURE_LINES else "article"


def _refuse_unreadable(page: Page) -> None:
    source = page.url or page.id or "input"
    sample = page.content[:4096]
    if not sample.strip() and not page.content.strip():
        raise InputError("empty", source=source)
    controls = len(_CONTROL.findall(sample))
    if controls > max(3, len(sample) * 0.1):
        raise InputError("binary", source=source)


def _assemble(
    page: Page,
    kind: Kind,
    lines: PageLines,
    labels: Sequence[ZoneName],
    said: Metadata,
    types: Sequence[str],
    find_days: FindDays,
) -> Article:
    zones = tuple(Zone(label, line.start, line.end) for label, line in zip(labels, lines.lines, strict=True))
    first = {zone.zone: zone.span for zone in reversed(zones)}
    url = page.url or said.url or None
    outlet = page.outlet or _outlet(url, said)
    names = names_of(lines.lines, labels, said, _own_names(outlet, said))
    language = language_of(
        "\n".join(lines.text[z.start : z.end] for z in zones if z.zone in ARTICLE_ZONES) or lines.text
    )
    dated = [line.text for line, zone in zip(lines.lines, labels, strict=True) if zone == "date"]
    day = page.published or published(said, dated, url, page.fetched, find_days)
    told = written_day(page.announced, find_days) if page.announced and not day else None
    return Article(
        text=lines.text,
        kind=kind,
        zones=zones,
        headline=first.get("headline"),
        byline=names.byline,
        category=first.get("category"),
        credit=names.credit,
        credit_outlet=names.credit_outlet,
        dateline=names.dateline,
        published=day or told,
        url=url,
        outlet=outlet,
        language=language,
        nodes=lines.nodes([zone.span for zone in zones if zone.zone in _MAPPED]),
        warnings=_warnings(zones, types, language) + ((PageWarning("day_of_feed", {"day": told}),) if told else ()),
        meta_byline=names.meta_byline,
        meta_credit=names.meta_credit,
    )


def _outlet(url: str | None, said: Metadata) -> str | None:
    """The outlet's id by its address or the name it gives itself, else that name."""
    known = (outlet_at(url) if url else None) or (outlet_named(said.site, credit=True) if said.site else None)
    return known.id if known else said.site or None


def _own_names(outlet: str | None, said: Metadata) -> frozenset[str]:
    known = outlet_of(outlet) if outlet else None
    names = (outlet or "", said.site, *((*known.names, *known.credit) if known else ()))
    return frozenset(map(key_of, filter(None, names)))


def _warnings(zones: Sequence[Zone], types: Sequence[str], language: str | None) -> tuple[PageWarning, ...]:
    warnings = warned(types)
    if not types and not any(zone.zone in ("lede", "body") for zone in zones):
        warnings += (PageWarning("no_article"),)
    if language != "ar":
        warnings += (PageWarning("not_arabic", {"language": language or "und"}),)
    return warnings
