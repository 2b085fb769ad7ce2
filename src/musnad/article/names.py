"""Who an article is by: its byline, its agency credit, its dateline, from the lines and the markup together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from musnad.article.byline import Byline, closing_credit, is_name, read_byline, read_dateline
from musnad.article.furniture import key_of
from musnad.article.lines import Line
from musnad.article.metadata import Metadata
from musnad.lexicon.outlets import outlet_named
from musnad.model import Span, ZoneName

_CREDIT_WORDS = 12  # a line with more is no place for a writer's name


@dataclass(frozen=True, slots=True)
class Names:
    """What was found; ``meta_byline`` and ``meta_credit`` are named by the markup and not on the page."""

    byline: Span | None = None
    credit: Span | None = None
    credit_outlet: str | None = None
    dateline: Span | None = None
    meta_byline: str | None = None
    meta_credit: str | None = None


def names_of(lines: Sequence[Line], labels: Sequence[ZoneName], said: Metadata, own: frozenset[str]) -> Names:
    """The names of an article. ``own`` are the keys of the site's own names: an outlet is not its own byline."""
    dateline = _dateline(lines, labels)
    found = [byline for byline in _bylines(lines, labels) if not _is_own(byline, lines, own)]
    if dateline is not None:
        found.append(dateline[1])
    name = next((byline.name for byline in found if byline.name), None)
    credited = next((byline for byline in found if byline.credit), None)
    author = _author(said, own) if name is None else None
    if author and (shown := _shown(author, lines, labels)):
        name, author = shown, None
    if author and not _in_script_of(author, lines):
        author = None
    based_on = outlet_named(said.based_on, credit=True) if said.based_on and credited is None else None
    return Names(
        name,
        credited.credit if credited else None,
        credited.outlet if credited else based_on.id if based_on else None,
        dateline[0] if dateline else None,
        author,
        said.based_on if based_on else None,
    )


def _bylines(lines: Sequence[Line], labels: Sequence[ZoneName]) -> Iterator[Byline]:
    for at, (line, zone) in enumerate(zip(lines, labels, strict=True)):
        last = at + 1 == len(lines) or labels[at + 1] not in ("body", "subheading")
        if zone == "byline" and (byline := read_byline(line.text, line.start, sure=True)):
            yield byline
        elif zone in ("lede", "body") and last and (credit := closing_credit(line.text, line.start)):
            yield credit


def _dateline(lines: Sequence[Line], labels: Sequence[ZoneName]) -> tuple[Span, Byline] | None:
    """The dateline of the first or second paragraph (a standfirst has none)."""
    paragraphs = [line for line, zone in zip(lines, labels, strict=True) if zone in ("lede", "body")][:2]
    return next((found for line in paragraphs if (found := read_dateline(line.text, line.start))), None)


def _is_own(byline: Byline, lines: Sequence[Line], own: frozenset[str]) -> bool:
    """Whether a byline names nobody but the site."""
    if byline.name is None:
        return False
    line = next(line for line in lines if line.start <= byline.name.start < line.end)
    return key_of(line.text[byline.name.start - line.start : byline.name.end - line.start]) in own


def _author(said: Metadata, own: frozenset[str]) -> str | None:
    """The first author the markup names that is a person and not the site, an outlet, a desk or a login name."""
    for author in said.authors:
        found = read_byline(author, 0, sure=True)
        name = author[found.name.start : found.name.end] if found and found.name else ""
        if len(name.split()) >= 2 and is_name(name) and key_of(name) not in own:
            return name
    return None


def _shown(author: str, lines: Sequence[Line], labels: Sequence[ZoneName]) -> Span | None:
    """Where a short line of the page names the author, outside other stories and comments."""
    for line, zone in zip(lines, labels, strict=True):
        if zone not in ("related", "comments", "navigation") and line.words <= _CREDIT_WORDS and author in line.text:
            start = line.start + line.text.index(author)
            return Span(start, start + len(author))
    return None


def _in_script_of(author: str, lines: Sequence[Line]) -> bool:
    """A name in the letters of the page; one in others that the page does not show is a login, or the owner's."""
    sample = "".join(line.text for line in lines if line.words > _CREDIT_WORDS)[:1000]
    return author[:1].isascii() == (sum(map(str.isascii, filter(str.isalpha, sample))) * 2 > len(sample))
