"""Finding the article: kind of page, lines, zones, then what the zones and the markup say together."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from selectolax.lexbor import LexborHTMLParser

from musnad.article.agreement import with_agreement
from musnad.article.byline import Byline, closing_credit, read_byline, read_dateline
from musnad.article.furniture import furniture, key_of
from musnad.article.labeller import label
from musnad.article.language import language_of
from musnad.article.lines import Line, PageLines, lines_of
from musnad.article.metadata import Metadata, metadata
from musnad.article.publication import FindDays, first_day, line_day, url_day
from musnad.article.render import render
from musnad.article.rules import zones_of_article
from musnad.errors import InputError
from musnad.model import ARTICLE_ZONES, Article, Page, PageWarning, Span, Zone, ZoneName

Kind = Literal["html", "page", "article"]

_MARKUP = re.compile(r"<(?:!doctype|html|head|body|div|p|article|meta|script)\b", re.IGNORECASE)
_CONTROL = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\ufffd]")
_FURNITURE_LINES = 2  # lines of plain furniture that make a text a whole page
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
    labels = zones_of_article(lines.lines) if kind == "article" else label(lines.lines)
    return _assemble(page, kind, lines, labels, said, find_days)


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


@dataclass(frozen=True, slots=True)
class _Names:
    byline: Span | None = None
    credit: Span | None = None
    credit_outlet: str | None = None
    dateline: Span | None = None


def _assemble(
    page: Page, kind: Kind, lines: PageLines, labels: Sequence[ZoneName], said: Metadata, find_days: FindDays
) -> Article:
    zones = tuple(Zone(label, line.start, line.end) for label, line in zip(labels, lines.lines, strict=True))
    of = lambda zone: next((z.span for z in zones if z.zone == zone), None)  # noqa: E731
    names = _names(lines.lines, labels)
    body = "\n".join(lines.text[z.start : z.end] for z in zones if z.zone in ARTICLE_ZONES)
    language = language_of(body or lines.text)
    meta_byline = next((a for a in said.authors if not names.byline and key_of(a) in key_of(lines.text[:0])), None)
    return Article(
        text=lines.text,
        kind=kind,
        zones=zones,
        headline=of("headline"),
        byline=names.byline,
        category=of("category"),
        credit=names.credit,
        credit_outlet=names.credit_outlet,
        dateline=names.dateline,
        published=page.published or _published(page, lines.lines, labels, said, find_days),
        url=page.url or said.url or None,
        outlet=page.outlet or said.site or None,
        language=language,
        nodes=lines.nodes,
        warnings=_warnings(zones, language),
        meta_byline=meta_byline,
    )


def _names(lines: Sequence[Line], labels: Sequence[ZoneName]) -> _Names:
    """Byline, credit and dateline from the lines; the first of each."""
    found: list[Byline] = []
    dateline = None
    for line, zone in zip(lines, labels, strict=True):
        if zone == "byline" and (byline := read_byline(line.text, line.start, sure=True)):
            found.append(byline)
        elif zone == "lede" and (head := read_dateline(line.text, line.start)):
            dateline, byline = head
            found.append(byline)
        elif zone == "body" and (credit := closing_credit(line.text, line.start)):
            found.append(credit)
    credited = next((b for b in found if b.credit), Byline())
    return _Names(next((b.name for b in found if b.name), None), credited.credit, credited.outlet, dateline)


def _published(page: Page, lines: Sequence[Line], labels: Sequence[ZoneName], said: Metadata, find_days: FindDays):
    if day := first_day((said.published,), find_days):
        return day
    dated = [line for line, zone in zip(lines, labels, strict=True) if zone == "date"]
    days = (day for line in dated if (day := line_day(line.text, find_days, page.fetched)))
    return next(days, None) or url_day(page.url or said.url) or first_day((said.modified,), find_days)


def _warnings(zones: Sequence[Zone], language: str | None) -> tuple[PageWarning, ...]:
    warnings = []
    if not any(zone.zone in ("lede", "body") for zone in zones):
        warnings.append(PageWarning("no_article"))
    if language != "ar":
        warnings.append(PageWarning("not_arabic", {"language": language or "und"}))
    return tuple(warnings)
